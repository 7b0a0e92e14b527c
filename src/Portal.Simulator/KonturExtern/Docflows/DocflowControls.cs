using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Controls of state bodies (design section 7).</summary>
internal sealed class DocflowControls(DocflowStore docflows, AccountDirectory accounts, FnsReportMachine machine, SimulatorClock clock)
{
    public void Map(ExternRoutes routes, IEndpointRouteBuilder root)
    {
        routes.Control(root, "/controls/extern/docflows/{docflowId:guid}/advance", Advance);
        routes.Control(root, "/controls/extern/accounts/{accountId:guid}/incoming", Incoming);
    }

    private ExternAnswer Advance(HttpContext http)
    {
        lock (docflows.Gate)
        {
            var docflow = docflows.Find(Guid.Parse((string)http.Request.RouteValues["docflowId"]!)) ?? throw ExternException.NotFound("Документооборот не найден.");
            if (docflow.NextStep is null)
            {
                throw new ExternException(StatusCodes.Status409Conflict, "Государственный орган уже ответил на всё.");
            }

            var outcome = http.Request.Query["outcome"].ToString() is { Length: > 0 } chosen ? chosen : null;
            if (outcome is not null && !FnsReportMachine.OutcomesOf(docflow.NextStep).Contains(outcome))
            {
                throw ExternException.BadRequest($"Сейчас возможны исходы: {string.Join(", ", FnsReportMachine.OutcomesOf(docflow.NextStep))}.");
            }

            var moved = docflows.Put(machine.Step(docflow, clock.UtcNow, outcome));
            return ExternAnswer.Ok(new { DocflowId = moved.Id, moved.Status, moved.SuccessState, moved.NextStep });
        }
    }

    private ExternAnswer Incoming(HttpContext http)
    {
        _ = accounts.Find(Guid.Parse((string)http.Request.RouteValues["accountId"]!)) ?? throw ExternException.NotFound("Учётная запись не найдена.");
        throw new ExternException(
            StatusCodes.Status501NotImplemented, $"Входящие документообороты ({http.Request.Query["kind"]}) песочница пока не создаёт: они появятся вместе с письмами и требованиями.");
    }
}

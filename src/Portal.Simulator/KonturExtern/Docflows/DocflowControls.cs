using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Controls of state bodies (design section 7).</summary>
internal sealed class DocflowControls(DocflowStore docflows, ReplyStore replies, DocflowMachine machine, IncomingDocflows incoming, KonturUsers users, SimulatorClock clock)
{
    private const int LargestDemand = 20;
    private const int MostListed = 1000;

    public void Map(ExternRoutes routes, IEndpointRouteBuilder root)
    {
        routes.Control(root, "/controls/extern/docflows/{docflowId:guid}/advance", Advance);
        routes.Control(root, "/controls/extern/accounts/{accountId:guid}/incoming", Incoming);
        routes.Control(root, "/controls/extern/accounts/{accountId:guid}/docflows", List, "GET");
    }

    /// <summary>What really came in, whoever may read it, with its documents and every answer that was made to them: the newest first, at most 1,000.</summary>
    private ExternAnswer List(HttpContext http)
    {
        var made = replies.All.ToLookup(reply => reply.DocflowId);
        return ExternAnswer.Ok(docflows.OfAccount(Guid.Parse((string)http.Request.RouteValues["accountId"]!)).OrderByDescending(docflow => docflow.CreatedAt).Take(MostListed).Select(docflow => new
        {
            DocflowId = docflow.Id, docflow.Type, docflow.Status, docflow.SuccessState, Files = docflow.Documents.Select(document => document.Filename),
            Documents = docflow.Documents.Select(document => new { document.Id, document.Type }),
            Replies = made[docflow.Id].Select(reply => new { reply.Id, reply.DocumentId, Type = reply.DocumentType }),
        }));
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
            if (outcome is not null && !DocflowMachine.OutcomesOf(docflow).Contains(outcome))
            {
                throw ExternException.BadRequest($"Сейчас возможны исходы: {string.Join(", ", DocflowMachine.OutcomesOf(docflow))}.");
            }

            var moved = docflows.Put(machine.Step(docflow, clock.UtcNow, outcome));
            return ExternAnswer.Ok(new { DocflowId = moved.Id, moved.Status, moved.SuccessState, moved.NextStep });
        }
    }

    private ExternAnswer Incoming(HttpContext http)
    {
        var query = http.Request.Query;
        var made = incoming.Make(Guid.Parse((string)http.Request.RouteValues["accountId"]!), new IncomingOrder(KindOf(query["kind"].ToString()))
        {
            Inn = Text("inn"), Kpp = Text("kpp"), Code = Text("code"), Subject = Text("subject"), Text = Text("text"), OnReport = Text("onReport"), Flaw = Text("flaw"),
            Knds = [.. query["knd"].Where(knd => knd is { Length: > 0 }).Take(LargestDemand).Select(knd => knd!)],
            OwnerId = Text("login") is { } login ? users.ByLogin(login)?.KonturUserId ?? throw ExternException.BadRequest("Пользователь с таким логином не найден.") : null,
        }, clock.UtcNow);
        return ExternAnswer.Ok(new { DocflowId = made.Id, made.Type, made.Status });

        string? Text(string name) => query[name].ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The tax service's kinds may be named in short: <c>cu-letter</c>, <c>demand</c>.</summary>
    private static string KindOf(string kind) => DocflowPlans.Find(kind) is null && DocflowPlans.Find($"fns534-{kind}") is { } plan ? plan.Type : kind;
}

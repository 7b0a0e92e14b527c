using Portal.Simulator.ControlRoom;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.Pages;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>The phone application MyDSS: what it asks its owner to confirm, and the owner's answer by a control or in the control room (drafts contract 2.4, 5.10).</summary>
internal sealed class MyDssPhone(DraftStore drafts, ReplyStore replies, DocflowStore docflows, CertificateVault vault, SimulatorClock clock) : IRoomView
{
    private const int Shown = 10;

    public string Id => "mydss";

    public string Title => "Приложение MyDSS";

    public bool IsWide => false;

    public void Map(ExternRoutes routes, IEndpointRouteBuilder root)
    {
        routes.Control(root, "/controls/mydss", _ => ExternAnswer.Ok(drafts.WaitingOnPhones().Select(request => new
        {
            request.TaskId, Person = vault.Find(request.Thumbprint)?.Owner?.FullName, vault.Find(request.Thumbprint)?.Owner?.Login, Signs = Naming(request), request.ExpiresAt,
        }).ToList()), "GET");
        routes.Control(root, "/controls/mydss/{taskId:guid}/approve", http => Answer(http, SignRequest.Approved));
        routes.Control(root, "/controls/mydss/{taskId:guid}/decline", http => Answer(http, SignRequest.Declined));
    }

    public Html Draw() => drafts.WaitingOnPhones() is { Count: > 0 } waiting
        ? Html.Of($"""<ul class="plain">{Html.Join(waiting.Take(Shown).Select(Row))}</ul>""")
        : RoomText.Empty("На телефонах ничего не ждёт подтверждения.");

    private Html Row(SignRequest request) => Html.Of(
        $"""
        <li><b>{vault.Find(request.Thumbprint)?.Owner?.FullName}</b><span>{(request.DocumentId is null ? "Подписать" : "Расшифровать")}: {Naming(request)}</span>
        <span class="soft small">ждёт до {RoomText.Time(request.ExpiresAt)}</span>
        <span class="buttons tight"><button class="primary" data-verb="POST" data-path="/controls/mydss/{request.TaskId}/approve" data-done="Подтверждено на телефоне.">Подтвердить</button>
        <button data-verb="POST" data-path="/controls/mydss/{request.TaskId}/decline" data-done="Отклонено на телефоне.">Отклонить</button></span></li>
        """);

    private ExternAnswer Answer(HttpContext http, string state)
    {
        lock (drafts.Gate)
        {
            var taskId = Guid.Parse((string)http.Request.RouteValues["taskId"]!);
            var request = drafts.RequestOfTask(taskId) ?? throw ExternException.NotFound("Операция MyDSS не найдена.");
            if (request.State != SignRequest.Waiting || !request.IsPending(clock.UtcNow))
            {
                throw new ExternException(StatusCodes.Status409Conflict, "Операция MyDSS уже завершена.");
            }

            drafts.Put(request with { State = state });
            return ExternAnswer.Ok(new { TaskId = taskId, State = state });
        }
    }

    private string Naming(SignRequest request) => request switch
    {
        { ReplyId: { } reply } => replies.Find(reply)?.Filename,
        { DocumentId: { } document } => docflows.Find(request.DraftId)?.FindDocument(document)?.Filename,
        _ => drafts.Find(request.DraftId) is { } draft ? CloudSigningEndpoints.Naming(draft) : null,
    } ?? "документ";
}

using System.Globalization;
using System.Security.Cryptography;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.Phones;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>
/// Cloud signing of a draft (drafts contract 2). While a request waits, the draft is locked for everything but reading, a new request and the
/// confirmation: whoever lost the SMS can ask again, whoever changed their mind waits ten minutes.
/// </summary>
internal sealed class CloudSigningEndpoints(DraftStore drafts, ReplyStore replies, CloudSigner signer, CertificateVault vault, SmsInbox sms, SimulatorClock clock, TimeProvider wall)
{
    public const int Attempts = 3;
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    public void Map(ExternRoutes routes, IEndpointRouteBuilder root)
    {
        routes.Post(DraftsEndpoints.One + "/cloud-sign", Init);
        routes.Post(DraftsEndpoints.One + "/cloud-sign-confirm", Confirm);
        routes.Tool("GET", "/test-tools/v1/get-cloud-sign-confirmation-code", CodeOf);
        routes.Control(root, "/controls/mydss", _ => Waiting(), "GET");
        routes.Control(root, "/controls/mydss/{taskId:guid}/approve", http => Answer(http, SignRequest.Approved));
        routes.Control(root, "/controls/mydss/{taskId:guid}/decline", http => Answer(http, SignRequest.Declined));
    }

    private ExternAnswer Init(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            drafts.RefuseLocked(draft.Id, exceptSigning: true);
            var certificate = CertificateOf(call, draft);
            signer.KillWaiting(draft.Id);

            var now = clock.UtcNow;
            var byPhone = certificate.ConfirmsByMyDss;
            var code = byPhone ? null : RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
            var request = new SignRequest(
                Guid.NewGuid(), draft.AccountId, draft.Id, call.UserId, certificate.Thumbprint, code, Attempts, byPhone ? Guid.NewGuid() : null, now, now + Lifetime, SignRequest.Waiting);
            if (request.TaskId is { } taskId)
            {
                drafts.Put(new ApiTask(taskId, draft.AccountId, draft.Id, ApiTask.Sign, ApiTask.Running, call.UserId, now, now + Lifetime) { Progress = "AwaitingForConfirmation" });
            }

            drafts.Put(request);
            if (code is not null)
            {
                sms.Send(certificate.Owner!.Phone!, $"Код {code} для подписания: {Naming(draft)}. Никому не сообщайте код. Контур", code, request.Id.ToString());
            }

            return ExternAnswer.Ok(new SignInitResult(
                [], Links(call, draft, "signing"), byPhone ? null : request.Id.ToString(), request.TaskId?.ToString(), byPhone ? "my-dss" : "sms"));
        }
    }

    private ExternAnswer Confirm(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            var request = Guid.TryParse(call.Text("requestId"), out var id) ? drafts.FindRequest(id) : null;
            if (request is null || request.DraftId != draft.Id || request.ReplyId is not null || request.Code is null || request.UserId != call.UserId)
            {
                throw ExternException.NotFound("Запрос на подписание не найден.");
            }

            signer.CheckCode(request, call.Text("code"));
            drafts.RefuseLocked(draft.Id, exceptSigning: true);
            signer.Attach(request);
            drafts.Put(request with { State = SignRequest.Used });
            return ExternAnswer.Ok(new { SignedDocuments = Links(call, draft, "signed"), Links = Array.Empty<Link>() });
        }
    }

    private ExternAnswer CodeOf(HttpContext http) =>
        Guid.TryParse(http.Request.Query["requestId"], out var id) && drafts.FindRequest(id) is { Code: { } code }
            ? ExternAnswer.Ok(code)
            : throw ExternException.NotFound("Запрос на подписание не найден.");

    /// <summary>What the phone application shows: whom it asks, and what would be signed.</summary>
    private ExternAnswer Waiting() => ExternAnswer.Ok(drafts.WaitingOnPhones().Select(request => new
    {
        request.TaskId, Person = vault.Find(request.Thumbprint)?.Owner?.FullName, vault.Find(request.Thumbprint)?.Owner?.Login,
        Signs = request.ReplyId is { } reply ? replies.Find(reply)?.Filename ?? "" : drafts.Find(request.DraftId) is { } draft ? Naming(draft) : "", request.ExpiresAt,
    }).ToList());

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

    private SandboxCertificate CertificateOf(ExternCall call, ExternDraft draft)
    {
        if (draft.Status == DraftStatus.Sent)
        {
            throw ExternException.BadRequest("Черновик уже отправлен, подписать его нельзя.");
        }

        if (draft.Documents.Count == 0 || draft.Documents.Any(document => document.ContentId is null))
        {
            throw ExternException.BadRequest("Нечего подписывать: в черновике нет документов или есть пустой документ.");
        }

        var content = draft.Meta.Sender?.Certificate?.Content;
        if (content is not { Length: > 0 })
        {
            throw ExternException.BadRequest("В черновике не указан сертификат отправителя.");
        }

        var certificate = vault.Find(SandboxCertificate.ThumbprintOf(content));
        return certificate is null || !certificate.IsCloud ? throw ExternException.BadRequest("Сертификат отправителя не облачный: подпишите документы на своём рабочем месте.")
            : certificate.Owner!.KonturUserId != call.UserId ? throw ExternException.Forbidden("Сертификат отправителя принадлежит другому пользователю.")
            : certificate.NotAfter <= wall.GetUtcNow() ? throw ExternException.BadRequest("Срок действия сертификата отправителя истёк.")
            : certificate;
    }

    private static string Naming(ExternDraft draft)
    {
        var first = draft.Documents[0];
        var name = first.Properties.GetValueOrDefault("FormName") ?? first.Filename ?? "документ";
        var more = draft.Documents.Count - 1;
        return more == 0 ? name : $"{name} и ещё {more} док.";
    }

    private static List<Link> Links(ExternCall call, ExternDraft draft, string rel) =>
        [.. draft.Documents.Select(document => call.Link(rel, $"/v1/{draft.AccountId}/drafts/{draft.Id}/documents/{document.Id}"))];
}

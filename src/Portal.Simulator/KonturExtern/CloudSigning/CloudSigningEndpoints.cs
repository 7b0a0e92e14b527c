using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>
/// Cloud signing of a draft (drafts contract 2). While a request waits, the draft is locked for everything but reading, a new request and the
/// confirmation: whoever lost the SMS can ask again, whoever changed their mind waits ten minutes.
/// </summary>
internal sealed class CloudSigningEndpoints(DraftStore drafts, Confirmations confirmations, CloudSigner signer, CertificateVault vault, TimeProvider wall)
{
    public void Map(ExternRoutes routes)
    {
        routes.Post(DraftsEndpoints.One + "/cloud-sign", Init);
        routes.Post(DraftsEndpoints.One + "/cloud-sign-confirm", Confirm);
        routes.Tool("GET", "get-cloud-sign-confirmation-code", CodeOf);
    }

    private ExternAnswer Init(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            drafts.RefuseLocked(draft.Id, exceptSigning: true);
            var certificate = CertificateOf(call, draft);
            signer.KillWaiting(draft.Id);

            var request = confirmations.Ask(call, draft.Id, certificate, ApiTask.Sign, $"подписания: {Naming(draft)}");
            return ExternAnswer.Ok(SignInitResult.Of(request, Links(call, draft, "signing")));
        }
    }

    private ExternAnswer Confirm(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            var request = Guid.TryParse(call.Text("requestId"), out var id) ? drafts.FindRequest(id) : null;
            if (request is null || request.DraftId != draft.Id || request.Code is null || request.UserId != call.UserId)
            {
                throw ExternException.NotFound("Запрос на подписание не найден.");
            }

            confirmations.CheckCode(request, call.Text("code"));
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

    private SandboxCertificate CertificateOf(ExternCall call, ExternDraft draft)
    {
        DraftStore.RefuseFinal(draft);

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

    /// <summary>What a confirmation says it is for.</summary>
    public static string Naming(ExternDraft draft)
    {
        var first = draft.Documents[0];
        var name = first.Properties.GetValueOrDefault("FormName") ?? first.Filename ?? "документ";
        var more = draft.Documents.Count - 1;
        return more == 0 ? name : $"{name} и ещё {more} док.";
    }

    private static List<Link> Links(ExternCall call, ExternDraft draft, string rel) =>
        [.. draft.Documents.Select(document => call.Link(rel, $"/v1/{draft.AccountId}/drafts/{draft.Id}/documents/{document.Id}"))];
}

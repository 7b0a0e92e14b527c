using System.Text.Json.Serialization;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>
/// Cloud decryption of docflow documents (drafts contract 5.10). Codes, attempts and lifetimes are those of signing; a confirmation is always asked for.
/// An expired certificate still decrypts: chosen by us.
/// </summary>
internal sealed class DecryptionEndpoints(
    DocflowStore docflows, DraftStore drafts, Confirmations confirmations, CloudSigner signer, ContentDecryption decryption, ContentStore contents, CertificateVault vault)
{
    private const string Current = "/confirm-content-decryption";
    private const string One = DocflowDocumentsEndpoints.One;

    public void Map(ExternRoutes routes)
    {
        routes.Post(One + "/decrypt-content", InitAsync);
        routes.Post(One + Current, call => ExternAnswer.Ok(new { ContentId = Confirm(call) }));
        routes.Post(One + "/decrypt-content-confirm", call => ExternAnswer.Ok(contents.ReadInline(Confirm(call))));
    }

    private async Task<ExternAnswer> InitAsync(ExternCall call)
    {
        var body = await call.ReadAsync<CertificateRequest>();
        var unzip = call.Flag("unzipIfCan") ?? false;
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var docflowId = call.Id("docflowId");
            if (!document.Contents.Any(one => one.Encrypted))
            {
                throw ExternException.BadRequest("У документа нет зашифрованного содержимого.");
            }

            var certificate = CertificateOf(call, body.Content ?? body.CertificateBase64, document);
            RefuseLocked(docflowId, document.Id);
            signer.KillWaiting(docflowId, decryptions: true);
            var request = confirmations.Ask(
                call, docflowId, certificate, ApiTask.Decrypt, $"расшифровки: {document.Filename}", made => made with { DocumentId = document.Id, Unzip = unzip });
            return ExternAnswer.Ok(new DecryptInitResult(
                request.TaskId is null ? call.Link("sign-confirm", $"/v1/{call.Account.Id}/docflows/{docflowId}/documents/{document.Id}{Current}?requestId={request.Id}") : null,
                request.TaskId is null ? request.Id.ToString() : null, request.TaskId?.ToString(), request.TaskId?.ToString(), request.ConfirmType));
        }
    }

    private Guid Confirm(ExternCall call)
    {
        var unzip = call.Flag("unzip") ?? false;
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var request = Guid.TryParse(call.Text("requestId"), out var id) ? drafts.FindRequest(id) : null;
            if (request is null || request.DraftId != call.Id("docflowId") || request.DocumentId != document.Id || request.Code is null || request.UserId != call.UserId)
            {
                throw ExternException.NotFound("Запрос на расшифровку не найден.");
            }

            confirmations.CheckCode(request, call.Text("code"));
            try
            {
                var content = decryption.Run(request, unzip || request.Unzip);
                drafts.Put(request with { State = SignRequest.Used });
                return content;
            }
            catch (ExternException)
            {
                // What cannot be opened must not keep the docflow's other documents locked.
                drafts.Put(request with { State = SignRequest.Dead });
                throw;
            }
        }
    }

    /// <summary>Two different documents of one docflow are not decrypted at the same time (drafts contract 0.6).</summary>
    private void RefuseLocked(Guid docflowId, Guid documentId)
    {
        if (drafts.PendingRequest(docflowId, request => request.DocumentId is { } other && other != documentId) is { } pending)
        {
            throw ExternException.Locked("В документообороте уже расшифровывается другой документ.", pending.TaskId ?? pending.Id, ApiTask.Decrypt);
        }
    }

    private SandboxCertificate CertificateOf(ExternCall call, byte[]? content, DocflowDocument document)
    {
        if (content is not { Length: > 0 } || CertificateVault.TryRead(content) is null)
        {
            throw ExternException.BadRequest("Не указан сертификат получателя, или переданные данные не сертификат.");
        }

        var certificate = vault.Find(SandboxCertificate.ThumbprintOf(content));
        return certificate is null || !certificate.IsCloud ? throw ExternException.BadRequest("Сертификат не облачный: расшифруйте документ на своём рабочем месте.")
            : certificate.Owner!.KonturUserId != call.UserId ? throw ExternException.Forbidden("Сертификат принадлежит другому пользователю.")
            : !document.EncryptedFor.Contains(certificate.SerialNumber) ? throw ExternException.BadRequest("Документ зашифрован не для этого сертификата.")
            : certificate;
    }

    /// <summary>Both names that clients use (drafts contract 5.10).</summary>
    private sealed record CertificateRequest(byte[]? Content, byte[]? CertificateBase64);

    /// <summary>Ids that do not apply are written as null, as the contract's example does.</summary>
    private sealed record DecryptInitResult(
        Link? ConfirmLink,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RequestId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TaskId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? DecryptionTaskId,
        string ConfirmType);
}

using System.Security.Cryptography.X509Certificates;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Confirmations;
using Portal.Features.Docflows.Reading;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows.Decryption;

/// <summary>
/// The cloud decryption of one document of a docflow (contract drafts 5.10). The subject is «entry/document»; the service takes one at a time per docflow and always
/// asks the person to confirm.
/// </summary>
public sealed class DocumentDecryption(
    Acting acting, DocflowStore docflows, FindRegistryRows registry, ListCertificates certificates, IExternDocflowsApi api, IExternCertificatesApi cloud, KeepContents keep, Noticeboard noticeboard) : ISigningSubject
{
    /// <inheritdoc />
    public SigningKind Kind => SigningKind.Decryption;

    /// <summary>The subject of a document.</summary>
    public static string SubjectOf(string entryId, string documentId) => $"{entryId}/{documentId}";

    /// <inheritdoc />
    public async Task<Pin> PinAsync(Actor actor, string subjectId, string thumbprint, CancellationToken cancellationToken)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var (entry, document) = await FindAsync(link.Id, subjectId, cancellationToken) ?? throw new AccessDeniedException();
        var title = DocflowWords.Document(document.Type);
        if (!document.IsSealed)
        {
            return new Pin.Refused("Документ уже расшифрован.", title);
        }

        if (await CertificateAsync(actor, entry, document, cancellationToken) is not { } choice)
        {
            return new Pin.Refused("Документ зашифрован для сертификата, которого у вас здесь нет: расшифровать его может только владелец этого сертификата.", title);
        }

        var own = (await registry.RunAsync(actor, cancellationToken)).First(row => row.Thumbprint == choice.Certificate.Thumbprint);
        return new Pin.Ready(
            new SigningRequest(subjectId, link.Id, entry.AccountId, entry.DocflowId, own.Thumbprint, own.FullName, own.MaskedPhone, [new SignedDocument(document.DocumentId, document.FileName ?? title, "")])
            {
                Kind = SigningKind.Decryption,
            },
            title);
    }

    /// <inheritdoc />
    public async Task<string?> WhatChangedAsync(Signing signing, CancellationToken cancellationToken) =>
        await FindAsync(signing.LinkId, signing.SubjectId, cancellationToken) is null ? "Этого документа здесь больше нет." : null;

    /// <inheritdoc />
    public async Task<SignInitResult> BeginAsync(Signing signing)
    {
        var (session, account, docflow, document) = Of(signing);
        var certificate = await ContentOfAsync(signing);
        var begun = await api.DecryptAsync(session, account, docflow, document, new DecryptionCertificate(certificate));
        return new SignInitResult { RequestId = begun.RequestId, TaskId = begun.TaskId ?? begun.DecryptionTaskId, ConfirmType = begun.ConfirmType };
    }

    /// <inheritdoc />
    public async Task ConfirmAsync(Signing signing, string code, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document) = Of(signing);
        var plain = await api.ConfirmDecryptionAsync(session, account, docflow, document, signing.RequestId!, code, ct: cancellationToken);
        await DecryptedAsync(signing, plain.ContentId);
    }

    /// <inheritdoc />
    public async Task<ExternTask> AskPhoneAsync(Signing signing, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document) = Of(signing);
        var task = await api.GetDocumentTaskAsync(session, account, docflow, document, Guid.Parse(signing.KonturTaskId!), cancellationToken);
        if (task.AsContentId() is { } content)
        {
            await DecryptedAsync(signing, content);
        }

        return task;
    }

    /// <inheritdoc />
    public async Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document) = Of(signing);
        var plain = (await api.GetDocumentAsync(session, account, docflow, document, cancellationToken)).Content?.Entries.FirstOrDefault(content => !content.Encrypted);
        if (plain is not null)
        {
            await DecryptedAsync(signing, plain.ContentId);
        }

        return plain is not null;
    }

    /// <inheritdoc />
    public async Task<string?> SignedAsync(Signing signing)
    {
        var entryId = signing.SubjectId.Split('/')[0];
        try
        {
            if (await FindAsync(signing.LinkId, signing.SubjectId, CancellationToken.None) is var (entry, document))
            {
                await keep.KeepAsync(entry, document, CancellationToken.None);
            }
        }
        catch (Exception late) when (late is VendorException or InvalidDataException)
        {
            // It is decrypted at Kontur: the page reads it when it is opened, and says there what is in the way.
        }

        noticeboard.Publish(DocflowEntry.Topic(entryId));
        return null;
    }

    private static (KonturSessionKey Session, Guid Account, Guid Docflow, Guid Document) Of(Signing signing) => (
        Acting.SessionOf(signing.LinkId), Guid.Parse(signing.AccountId), Guid.Parse(signing.KonturId), Guid.Parse(signing.Documents[0].DocumentId));

    private Task DecryptedAsync(Signing signing, Guid contentId) =>
        docflows.DecryptedAsync(signing.SubjectId.Split('/')[0], signing.Documents[0].DocumentId, contentId, CancellationToken.None);

    private async Task<(DocflowEntry Entry, EntryDocument Document)?> FindAsync(string linkId, string subjectId, CancellationToken cancellationToken) =>
        subjectId.Split('/') is [var entryId, var documentId] && await docflows.FindAsync(linkId, entryId, cancellationToken) is { } entry
        && (await docflows.DocumentsAsync(entryId, cancellationToken)).FirstOrDefault(one => one.DocumentId == documentId) is { } document ? (entry, document) : null;

    // Of the person's own usable certificates the one that Kontur names at the document; any of them where it names none.
    private async Task<CertificateChoice?> CertificateAsync(Actor actor, DocflowEntry entry, EntryDocument document, CancellationToken cancellationToken)
    {
        var usable = (await certificates.RunAsync(actor, entry.AccountId, cancellationToken)).Where(choice => choice.WhyNot is null).ToList();
        var named = (await api.GetDocumentAsync(
            Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(document.DocumentId), cancellationToken)).Description?.EncryptedCertificates;
        return named is not { Count: > 0 } ? usable.FirstOrDefault()
            : usable.FirstOrDefault(choice => named.Any(one => string.Equals(one.SerialNumber?.TrimStart('0'), SerialOf(choice.Certificate.Content), StringComparison.OrdinalIgnoreCase)));
    }

    private async Task<string> ContentOfAsync(Signing signing) =>
        (await cloud.ListAsync(Acting.SessionOf(signing.LinkId), Guid.Parse(signing.AccountId))).Certificates
            .FirstOrDefault(one => string.Equals(one.Thumbprint, signing.Thumbprint, StringComparison.OrdinalIgnoreCase))?.Content
        ?? throw new VendorException(VendorErrorKind.Rejected, ExternErrors.Vendor, text: "Контур больше не показывает этот сертификат.");

    // Hex of the bytes may begin with the zeros of the encoding or not.
    private static string SerialOf(string content)
    {
        using var certificate = X509CertificateLoader.LoadCertificate(Convert.FromBase64String(content));
        return certificate.SerialNumber.TrimStart('0');
    }
}

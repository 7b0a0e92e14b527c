using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Integrations.Signing;
using Portal.Storage;

namespace Portal.Features.Drafts.Signatures;

/// <summary>A signature file that cannot be taken; the message is the sentence for the user.</summary>
public sealed class SignatureFileException(string sentence) : Exception(sentence);

/// <summary>Attaches a <c>.sig</c> made elsewhere: verified against the very document, by a certificate of the person's own, then given to Kontur.</summary>
public sealed class AttachSignature(
    Acting acting, DraftStore drafts, FindRegistryRows registry, FindSigning signings, KeepSignatures keep, DraftSignatures signatures, IExternDraftsApi api, PrepareDraft prepare,
    Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>The largest signature file, bytes.</summary>
    public const int MaxSize = 1_048_576;

    /// <summary>Attaches it; once every document has a signature, the draft is signed.</summary>
    /// <exception cref="SignatureFileException">The file is no signature of this document by this person.</exception>
    /// <exception cref="AccessDeniedException">Not this person's draft, or not its document.</exception>
    /// <exception cref="VendorException">Kontur did not take it; the same file may be attached again.</exception>
    public Task<KeptSignature> RunAsync(Actor actor, string accountId, string draftId, string documentId, byte[] file, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.attach-signature", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken);
            var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
            if (draft is null || draft.AccountId != accountId || documents.FirstOrDefault(one => one.Id == documentId) is not { } document)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            await CheckStateAsync(actor, draft, cancellationToken);
            var bytes = DetachedSignature.Decode(file);
            var (problem, signer) = await keep.JudgeAsync(draft, document, bytes, cancellationToken);
            if (problem is not null || signer is null)
            {
                throw new SignatureFileException(problem ?? "Файл не читается: это не электронная подпись.");
            }

            note.Detail = $"{document.FileName} sha256 {document.Sha256}, certificate {signer.Thumbprint}";
            if ((await registry.RunAsync(actor, cancellationToken)).All(row => row.Thumbprint != signer.Thumbprint))
            {
                throw new SignatureFileException($"Подпись поставлена сертификатом, который выдан не вам: {signer.Owner}. Приложить можно только свою подпись.");
            }

            await PostAsync(draft, document, bytes, cancellationToken);
            var kept = await keep.VerifyAsync(draft, document, bytes, SignatureOrigin.Attached, cancellationToken);
            await SignedAsync(draft, documents, cancellationToken);
            noticeboard.Publish(Draft.Topic(draftId));
            return kept;
        });

    private async Task CheckStateAsync(Actor actor, Draft draft, CancellationToken cancellationToken)
    {
        if (draft is not { State: DraftState.Checked, KonturDraftId: not null })
        {
            throw new SignatureFileException(
                draft.State < DraftState.Checked ? "Сначала проверьте отчёт: подпись прикладывают к проверенному." : "Отчёт уже подписан, другая подпись не нужна.");
        }

        if (await signings.RunAsync(actor, draft.Id, cancellationToken) is { IsOpen: true })
        {
            throw new SignatureFileException("Отчёт уже подписывается облачным сертификатом. Введите код или откажитесь от подписания, потом приложите файл.");
        }
    }

    // A lost answer, or a repeat: what is there already is not added a second time.
    private async Task PostAsync(Draft draft, DraftDocument document, byte[] bytes, CancellationToken cancellationToken)
    {
        var (session, account, konturDraft, id) = (Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(draft.KonturDraftId!), Guid.Parse(document.Id));
        var wire = await api.GetDocumentAsync(session, account, konturDraft, id, cancellationToken);
        if (wire.Contents.FirstOrDefault(content => !content.Encrypted)?.ContentId.ToString() != document.ContentId)
        {
            throw new SignatureFileException($"У Контура лежит не тот файл «{document.FileName}», что здесь. Проверьте отчёт заново.");
        }

        if (await IsThereAsync())
        {
            return;
        }

        try
        {
            await api.AddSignatureAsync(session, account, konturDraft, id, new SignatureRequest(bytes), CancellationToken.None);
        }
        catch (VendorException error) when (error.IsUnclear)
        {
            if (!await IsThereAsync())
            {
                throw;
            }
        }

        async Task<bool> IsThereAsync() =>
            (await signatures.ReadAsync(session, account, konturDraft, id, cancellationToken)).Any(one => one.Bytes.Span.SequenceEqual(bytes));
    }

    private async Task SignedAsync(Draft draft, IReadOnlyList<DraftDocument> documents, CancellationToken cancellationToken)
    {
        foreach (var document in documents)
        {
            var wire = await api.GetDocumentAsync(
                Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(draft.KonturDraftId!), Guid.Parse(document.Id), cancellationToken);
            if (wire.Signatures.Count == 0)
            {
                return;
            }
        }

        if (await drafts.MoveAsync(draft.Id, [DraftState.Checked], DraftState.Signed, cancellationToken: CancellationToken.None))
        {
            await prepare.StartAsync(draft.Id);
        }
    }
}

using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>The cloud signature of a draft: every document of it, with the certificate it was checked with (contract drafts 2).</summary>
public sealed class DraftSignature(
    Acting acting, DraftStore drafts, FindRegistryRows registry, ListCertificates certificates, ListAccountDetails accounts, IExternDraftsApi api, PrepareDraft prepare,
    Noticeboard noticeboard, TimeProvider clock) : ISigningSubject
{
    private const string Changed =
        "Документы изменились после того, как вы нажали «Подписать»: подписано было бы не то, что вы видели. Ничего не подписано.";

    /// <inheritdoc />
    public SigningKind Kind => SigningKind.DraftSignature;

    /// <inheritdoc />
    public async Task<Pin> PinAsync(Actor actor, string subjectId, string thumbprint, CancellationToken cancellationToken)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var draft = await drafts.FindAsync(link.Id, subjectId, cancellationToken) ?? throw new AccessDeniedException();
        var documents = await drafts.DocumentsAsync(subjectId, cancellationToken);
        if (await WhyNotAsync(actor, draft, documents, thumbprint, cancellationToken) is { } why)
        {
            return new Pin.Refused(why, draft.Facts.Title);
        }

        var own = (await registry.RunAsync(actor, cancellationToken)).First(row => row.Thumbprint == thumbprint);
        return new Pin.Ready(
            new SigningRequest(
                subjectId, link.Id, draft.AccountId, draft.KonturDraftId!, own.Thumbprint, own.FullName, own.MaskedPhone,
                [.. documents.Select(document => new SignedDocument(document.Id, document.FileName, document.Sha256, document.ContentId))]),
            draft.Facts.Title);
    }

    /// <inheritdoc />
    public async Task<string?> WhatChangedAsync(Signing signing, CancellationToken cancellationToken)
    {
        if (await drafts.FindForJobAsync(signing.SubjectId, cancellationToken) is not { } draft || draft.KonturDraftId != signing.KonturId
            || !IsSame(await drafts.DocumentsAsync(signing.SubjectId, cancellationToken), signing))
        {
            return Changed;
        }

        return await DiffersAtKonturAsync(signing, cancellationToken);
    }

    /// <summary>Why what lies in the draft at Kontur is not what was shown; null when it is.</summary>
    /// <exception cref="VendorException">Kontur could not be asked.</exception>
    internal async Task<string?> DiffersAtKonturAsync(Signing signing, CancellationToken cancellationToken)
    {
        try
        {
            // Kontur signs everything that lies in the draft, so nothing else may lie there.
            var (session, account, konturDraft) = Of(signing);
            if ((await api.GetAsync(session, account, konturDraft, cancellationToken)).Documents.Count != signing.Documents.Count)
            {
                return Changed;
            }

            foreach (var document in signing.Documents.Where(document => document.ContentId is not null))
            {
                var wire = await api.GetDocumentAsync(session, account, konturDraft, Guid.Parse(document.DocumentId), cancellationToken);
                if (wire.Contents.FirstOrDefault(content => !content.Encrypted)?.ContentId.ToString() != document.ContentId)
                {
                    return Changed;
                }
            }

            return null;
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
        {
            return "Черновика отчёта у Контура больше нет. Ничего не подписано.";
        }
    }

    /// <inheritdoc />
    public Task<SignInitResult> BeginAsync(Signing signing)
    {
        var (session, account, draft) = Of(signing);
        return api.CloudSignAsync(session, account, draft, CancellationToken.None);
    }

    /// <inheritdoc />
    public Task ConfirmAsync(Signing signing, string code, CancellationToken cancellationToken)
    {
        var (session, account, draft) = Of(signing);
        return api.ConfirmCloudSignAsync(session, account, draft, signing.RequestId!, code, cancellationToken);
    }

    /// <inheritdoc />
    public Task<ExternTask> AskPhoneAsync(Signing signing, CancellationToken cancellationToken)
    {
        var (session, account, draft) = Of(signing);
        return api.GetTaskAsync(session, account, draft, Guid.Parse(signing.KonturTaskId!), cancellationToken);
    }

    /// <inheritdoc />
    public async Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken)
    {
        var (session, account, draft) = Of(signing);
        foreach (var document in signing.Documents)
        {
            var wire = await api.GetDocumentAsync(session, account, draft, Guid.Parse(document.DocumentId), cancellationToken);
            if (!wire.Signatures.Any(signature => string.Equals(signature.SignatureCertificateThumbprint, signing.Thumbprint, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    /// <inheritdoc />
    public async Task<string?> SignedAsync(Signing signing)
    {
        var draft = await drafts.FindForJobAsync(signing.SubjectId);
        var isSame = draft?.KonturDraftId == signing.KonturId && IsSame(await drafts.DocumentsAsync(signing.SubjectId), signing);
        if (!isSame)
        {
            await drafts.MoveAsync(
                signing.SubjectId, [DraftState.Checked], DraftState.Editing, "Пока шло подписание, файлы изменились. Проверьте и подпишите отчёт заново.");
        }
        else if (await drafts.MoveAsync(signing.SubjectId, [DraftState.Checked], DraftState.Signed))
        {
            await prepare.StartAsync(signing.SubjectId);
        }

        noticeboard.Publish(Draft.Topic(signing.SubjectId));
        return isSame ? null : "Подпись поставлена под прежними файлами, а отчёт с тех пор изменён: в нём этой подписи нет.";
    }

    private async Task<string?> WhyNotAsync(Actor actor, Draft draft, IReadOnlyList<DraftDocument> documents, string thumbprint, CancellationToken cancellationToken)
    {
        if (draft is not { State: DraftState.Checked, KonturDraftId: not null })
        {
            return draft.State < DraftState.Checked ? "Отчёт не прошёл проверку. Проверьте его и подпишите." : "Отчёт уже подписан.";
        }

        var owns = (await registry.RunAsync(actor, cancellationToken)).Any(row => row.Thumbprint == thumbprint);
        var usable = (await certificates.RunAsync(actor, draft.AccountId, cancellationToken))
            .Any(choice => choice.Certificate.Thumbprint == thumbprint && choice.WhyNot is null);
        if (!owns || !usable)
        {
            return "Этим сертификатом вы подписать не можете.";
        }

        if (draft.CertificateThumbprint != thumbprint)
        {
            return "Отчёт проверен с другим сертификатом. Проверьте его с тем, которым подписываете.";
        }

        var details = await accounts.RunAsync(actor, draft.AccountId, cancellationToken);
        var to = Destination.Of(draft.Facts, draft.Addressing, details.Payers);
        var own = (await registry.RunAsync(actor, cancellationToken)).First(row => row.Thumbprint == thumbprint);
        var sending = Sending.Of(
            to, draft.Addressing, own, details.Warrants, documents.Any(document => document.Kind == DocumentKind.Warrant), Sending.Today(clock));
        return sending is not { Problem: null } || to.IsSignedInside
            || documents is not [var report, ..] || DraftRules.Compare(draft, details.Payers, report.FileName).Any(difference => difference.Blocks)
            ? "Есть замечания к данным файла: откройте отчёт и устраните их." : null;
    }

    private static bool IsSame(IReadOnlyList<DraftDocument> present, Signing signing) => IsSame(present, signing.Documents);

    /// <summary>The files are those that were pinned.</summary>
    internal static bool IsSame(IReadOnlyList<DraftDocument> present, IReadOnlyList<SignedDocument> pinned)
    {
        var digests = present.ToDictionary(document => document.Id, document => document.Sha256, StringComparer.Ordinal);
        return present.Count == pinned.Count
            && pinned.All(document => digests.TryGetValue(document.DocumentId, out var digest) && digest == document.Sha256);
    }

    private static (KonturSessionKey Session, Guid Account, Guid Draft) Of(Signing signing) =>
        (Acting.SessionOf(signing.LinkId), Guid.Parse(signing.AccountId), Guid.Parse(signing.KonturId));
}

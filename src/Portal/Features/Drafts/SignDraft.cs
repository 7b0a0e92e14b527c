using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts;

/// <summary>«Подписать»: pins what is signed (names and digests as they are now) and begins the signature with the certificate the draft was checked with.</summary>
public sealed class SignDraft(
    Acting acting, DraftStore drafts, FindRegistryRows registry, ListCertificates certificates, ListAccountDetails accounts, BeginSigning begin, AuditLog audit)
{
    /// <summary>
    /// The operation to show; null when the draft is not ready to be signed, a signature is on the wire, or it was checked with another certificate than
    /// <paramref name="thumbprint"/>, the one on the person's screen.
    /// </summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing is signed.</exception>
    public Task<Signing?> RunAsync(Actor actor, string draftId, string thumbprint, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.sign", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            var own = (await registry.RunAsync(actor, cancellationToken)).FirstOrDefault(row => row.Thumbprint == draft.CertificateThumbprint);
            var usable = (await certificates.RunAsync(actor, draft.AccountId, cancellationToken))
                .Any(choice => choice.Certificate.Thumbprint == draft.CertificateThumbprint && choice.WhyNot is null);
            var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
            var payers = (await accounts.RunAsync(actor, draft.AccountId, cancellationToken)).Payers;
            var foreign = documents is not [var report, ..] || DraftRules.Compare(draft.Facts, payers, report.FileName).Any(difference => difference.Blocks);
            if (draft is not { State: DraftState.Checked, KonturDraftId: { } konturDraft } || own is null || !usable || foreign || draft.CertificateThumbprint != thumbprint)
            {
                note.Outcome = "not ready";
                return null;
            }

            return await begin.RunAsync(
                actor,
                new SigningRequest(
                    draftId, link.Id, draft.AccountId, konturDraft, own.Thumbprint, own.FullName, own.MaskedPhone,
                    [.. documents.Select(document => new SignedDocument(document.Id, document.FileName, document.Sha256))]),
                cancellationToken);
        });
}

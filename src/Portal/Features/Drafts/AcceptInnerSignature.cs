using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>
/// «Подготовить к отправке» of a checked report to the social fund: its signature is inside the file, so that none is asked of the cloud
/// (contract drafts 1.6), and the preparation begins.
/// </summary>
public sealed class AcceptInnerSignature(
    Acting acting, DraftStore drafts, FindRegistryRows registry, ListAccountDetails accounts, PrepareDraft prepare, Noticeboard noticeboard, TimeProvider clock,
    AuditLog audit)
{
    /// <summary>False when the draft is not a checked report to the fund, has no signature inside, or something else stands in the way that its page shows.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public Task<bool> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.accept-signature", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            var details = await accounts.RunAsync(actor, draft.AccountId, cancellationToken);
            var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
            var to = Destination.Of(draft.Facts, draft.Addressing, details.Payers);
            var own = (await registry.RunAsync(actor, cancellationToken)).FirstOrDefault(row => row.Thumbprint == draft.CertificateThumbprint);
            var sending = Sending.Of(to, draft.Addressing, own, details.Warrants, hasWarrantFile: false, Sending.Today(clock));
            note.Detail = string.Join("; ", documents.Select(file => $"{file.FileName} sha256 {file.Sha256}"));
            if (!to.IsSignedInside || !draft.Facts.IsSignedInside || own is null || sending is not { Problem: null }
                || documents is not [var report, ..] || DraftRules.Compare(draft, details.Payers, report.FileName).Any(difference => difference.Blocks)
                || !await drafts.MoveAsync(draftId, [DraftState.Checked], DraftState.Signed, cancellationToken: cancellationToken))
            {
                note.Outcome = "not ready";
                return false;
            }

            await prepare.StartAsync(draftId);
            noticeboard.Publish(Draft.Topic(draftId));
            return true;
        });
}

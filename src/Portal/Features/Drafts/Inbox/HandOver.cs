using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Drafts.Inbox;

/// <summary>What came of pressing «Передать на подпись».</summary>
public enum HandOverOutcome
{
    /// <summary>It is in the colleague's inbox; where it was not checked with their certificate, the check has begun.</summary>
    Handed,

    /// <summary>Something on the report's page stands in the way, or the colleague has no usable certificate here any more.</summary>
    NotReady,

    /// <summary>It is being checked or signed, or in somebody's hands already.</summary>
    Busy,
}

/// <summary>«Передать на подпись»: pins the files, has the report checked with the colleague's certificate and puts it into their inbox.</summary>
public sealed class HandOver(
    Acting acting, DraftStore drafts, SignatureRequestStore requests, ListAccountDetails accounts, CheckDraft check, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    private const int LongestMessage = 500;

    /// <summary>Hands the report over.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    /// <exception cref="VendorException">The check could not begin; nothing is handed over.</exception>
    public Task<HandOverOutcome> RunAsync(Actor actor, string draftId, string colleagueLinkId, string? message, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.hand-over", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            var colleague = (await requests.ColleaguesAsync(link.Id, draft.AccountId, cancellationToken)).FirstOrDefault(one => one.LinkId == colleagueLinkId);
            var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
            var payers = (await accounts.RunAsync(actor, draft.AccountId, cancellationToken)).Payers;
            var to = Destination.Of(draft.Facts, draft.Addressing, payers);
            if (colleague is null || !draft.IsEditable || to.IsSignedInside || documents is not [var report, ..]
                || DraftRules.Compare(draft, payers, report.FileName).Any(difference => difference.Blocks))
            {
                note.Outcome = "not ready";
                return HandOverOutcome.NotReady;
            }

            var checkedAlready = draft.State == DraftState.Checked && draft.CertificateThumbprint == colleague.Choice.Certificate.Thumbprint;
            var outcome = checkedAlready ? CheckOutcome.Started : await check.WithAsync(
                actor, draft, colleague.Choice, await requests.WarrantsAsync(colleague.LinkId, draft.AccountId, cancellationToken), cancellationToken);
            var request = new SignatureRequest
            {
                Id = Guid.NewGuid().ToString(), DraftId = draftId, AccountId = draft.AccountId, FromLinkId = link.Id, ToLinkId = colleague.LinkId, FromName = actor.Name,
                ToName = colleague.FullName, Thumbprint = colleague.Choice.Certificate.Thumbprint, State = RequestState.Asked, Title = draft.Facts.Title,
                Documents = [.. documents.Select(document => new SignedDocument(document.Id, document.FileName, document.Sha256, document.ContentId))],
                Message = message?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestMessage)] : null, AskedAt = clock.GetUtcNow(),
            };
            note.Detail = $"to {colleague.FullName}, certificate {request.Thumbprint}; " + string.Join("; ", documents.Select(file => $"{file.FileName} sha256 {file.Sha256}"));
            if (outcome != CheckOutcome.Started || !await requests.AddAsync(request, CancellationToken.None))
            {
                note.Outcome = outcome == CheckOutcome.NotReady ? "not ready" : "busy";
                return outcome == CheckOutcome.NotReady ? HandOverOutcome.NotReady : HandOverOutcome.Busy;
            }

            noticeboard.Publish(SignatureRequest.Topic(colleague.LinkId));
            noticeboard.Publish(Draft.Topic(draftId));
            return HandOverOutcome.Handed;
        });
}

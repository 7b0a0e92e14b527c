using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts.Inbox;

namespace Portal.Features.Drafts;

/// <summary>What proves that a report was sent: who pressed and when, what went where, what Kontur answered.</summary>
/// <param name="Attempt">The sending.</param>
/// <param name="Signing">The cloud signature; null when it was made elsewhere.</param>
/// <param name="EntryId">Where its life goes on; null until that is known.</param>
public sealed record SendReceipt(
    Draft Draft, SendAttempt Attempt, Account? Account, IReadOnlyList<DraftDocument> Documents, Signing? Signing, string? EntryId)
{
    /// <summary>The colleague's signature; null when the report was not handed over.</summary>
    public SignatureRequest? Handed { get; init; }
}

/// <summary>The receipt of sending, from the store alone.</summary>
public sealed class ReadReceipt(
    Acting acting, DraftStore drafts, DraftTaskStore tasks, FindAccount accounts, FindSigning signings, FindSent docflows,
    SignatureRequestStore requests)
{
    /// <summary>Null while the report is not sent.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or not of this account.</exception>
    public async Task<SendReceipt?> RunAsync(Actor actor, string accountId, string draftId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        if (await drafts.FindAsync(link.Id, draftId, cancellationToken) is not { } draft || draft.AccountId != accountId)
        {
            throw new AccessDeniedException();
        }

        return (await tasks.AttemptsAsync(draftId, cancellationToken)).FirstOrDefault(one => one.State is SendState.Sent or SendState.Accepted) is { } attempt
            ? new SendReceipt(
                draft, attempt, await accounts.RunAsync(actor, accountId, cancellationToken), await drafts.DocumentsAsync(draftId, cancellationToken),
                await signings.RunAsync(actor, draftId, cancellationToken), (await docflows.RunAsync(actor, draftId, cancellationToken))?.Id)
            {
                Handed = await requests.LatestAsync(draftId, cancellationToken) is { State: RequestState.Done } handed ? handed : null,
            }
            : null;
    }
}

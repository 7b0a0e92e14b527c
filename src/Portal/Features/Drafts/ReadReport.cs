using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;

namespace Portal.Features.Drafts;

/// <summary>Everything the page of a report shows.</summary>
public sealed record ReportView(
    Draft Draft, IReadOnlyList<DraftDocument> Documents, IReadOnlyList<Difference> Differences, IReadOnlyList<Account> OtherAccounts,
    IReadOnlyList<CertificateChoice> Certificates, DraftTask? Running, Signing? Signing, string? SubmissionId, IReadOnlyList<SendAttempt> Attempts);

/// <summary>Reads a report for its page, from the store alone.</summary>
public sealed class ReadReport(
    Acting acting, DraftStore drafts, DraftTaskStore tasks, ListAccountDetails accounts, FindAccountsOfPayer accountsOfPayer, ListCertificates certificates,
    FindSigning signings, FindSubmission submissions)
{
    /// <summary>The report with all that belongs to it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or not of this account.</exception>
    public async Task<ReportView> RunAsync(Actor actor, string accountId, string draftId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        if (await drafts.FindAsync(link.Id, draftId, cancellationToken) is not { } draft || draft.AccountId != accountId)
        {
            throw new AccessDeniedException();
        }

        var documents = await drafts.DocumentsAsync(draftId, cancellationToken);
        var payers = (await accounts.RunAsync(actor, accountId, cancellationToken)).Payers;
        var differences = DraftRules.Compare(draft.Facts, payers, documents is [var report, ..] ? report.FileName : "");
        var foreign = draft.Facts.Inn is { } inn && payers.All(payer => payer.Inn != inn);
        return new ReportView(
            draft, documents, differences,
            foreign ? await accountsOfPayer.RunAsync(actor, draft.Facts.Inn!, cancellationToken) : [],
            await certificates.RunAsync(actor, accountId, cancellationToken),
            await tasks.RunningAsync(draftId, cancellationToken),
            await signings.RunAsync(actor, draftId, cancellationToken),
            draft.State == DraftState.Sent ? (await submissions.RunAsync(actor, draftId, cancellationToken))?.Id : null,
            await tasks.AttemptsAsync(draftId, cancellationToken));
    }
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts.Inbox;

namespace Portal.Features.Drafts;

/// <summary>Everything the page of a report shows.</summary>
public sealed record ReportView(
    Draft Draft, IReadOnlyList<DraftDocument> Documents, IReadOnlyList<Difference> Differences, IReadOnlyList<Account> OtherAccounts,
    IReadOnlyList<CertificateChoice> Certificates, DraftTask? Running, Signing? Signing, string? EntryId, IReadOnlyList<SendAttempt> Attempts)
{
    /// <summary>To whom it goes and for whom.</summary>
    public required Destination To { get; init; }

    /// <summary>The newest request for a colleague's signature.</summary>
    public SignatureRequest? Handed { get; init; }

    /// <summary>What is known of the account.</summary>
    public required AccountDetails Account { get; init; }

    /// <summary>In whose name it goes with the certificate that it was checked with.</summary>
    public Sending? Sending { get; init; }

    /// <summary>In whose name it goes when it is signed with this certificate; null for an account without payers.</summary>
    public Sending? SendingWith(string? thumbprint, DateOnly today) => Drafts.Sending.Of(
        To, Draft.Addressing, Certificates.FirstOrDefault(choice => choice.Certificate.Thumbprint == thumbprint)?.Own, Account.Warrants,
        Documents.Any(document => document.Kind == DocumentKind.Warrant), today);
}

/// <summary>Reads a report for its page, from the store alone.</summary>
public sealed class ReadReport(
    Acting acting, DraftStore drafts, DraftTaskStore tasks, ListAccountDetails accounts, FindAccountsOfPayer accountsOfPayer, ListCertificates certificates,
    FindSigning signings, FindSent docflows, SignatureRequestStore requests, TimeProvider clock)
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
        var details = await accounts.RunAsync(actor, accountId, cancellationToken);
        var payers = details.Payers;
        var differences = DraftRules.Compare(draft, payers, documents is [var report, ..] ? report.FileName : "");
        var foreign = draft.Facts.Inn is { } inn && payers.All(payer => payer.Inn != inn);
        var view = new ReportView(
            draft, documents, differences,
            foreign ? await accountsOfPayer.RunAsync(actor, draft.Facts.Inn!, cancellationToken) : [],
            await certificates.RunAsync(actor, accountId, cancellationToken),
            await tasks.RunningAsync(draftId, cancellationToken),
            await signings.RunAsync(actor, draftId, cancellationToken),
            draft.State == DraftState.Sent ? (await docflows.RunAsync(actor, draftId, cancellationToken))?.Id : null,
            await tasks.AttemptsAsync(draftId, cancellationToken))
        {
            To = Destination.Of(draft.Facts, draft.Addressing, payers), Account = details, Handed = await requests.LatestAsync(draftId, cancellationToken),
        };
        return view with { Sending = view.SendingWith(draft.CertificateThumbprint, Sending.Today(clock)) };
    }
}

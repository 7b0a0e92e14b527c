using Portal.Access;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>Job: follows what the state body does with a submission, until it is finished or for 30 days, and tells open pages.</summary>
public sealed partial class FollowSubmissions(
    SubmissionStore store, IExternDocflowsApi api, Noticeboard noticeboard, TimeProvider clock, ILogger<FollowSubmissions> logger)
{
    private const int AtOnce = 6;
    private static readonly TimeSpan Watched = TimeSpan.FromDays(30);

    /// <summary>Asks about every submission that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await store.DueAsync(60, cancellationToken), parallel, async (submission, token) =>
        {
            try
            {
                await ReadAsync(submission.LinkId, submission.AccountId, Guid.Parse(submission.DocflowId), submission.DraftId, submission.Asked, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whatever keeps one from being read, the others go on. A docflow that Kontur does not show (any more) is asked for once an hour.
                LogPostponed(submission.Id, error.Message);
                var hidden = error is NotLinkedException or VendorException { Kind: VendorErrorKind.NotFound or VendorErrorKind.Forbidden };
                await store.AskAtAsync(submission.Id, clock.GetUtcNow() + (hidden && submission.Asked > 20 ? TimeSpan.FromHours(1) : Pause(submission.Asked)), token);
            }
        });
    }

    /// <summary>Writes down what has just been sent, as far as we know it ourselves, and begins to follow it. Harmless when repeated.</summary>
    public async Task BeginAsync(Submission submission, CancellationToken cancellationToken)
    {
        await store.AddAsync(submission, clock.GetUtcNow(), cancellationToken);
        noticeboard.Publish(Submission.ListTopic(submission.LinkId, submission.AccountId));
    }

    /// <summary>Reads a docflow and writes it down.</summary>
    internal async Task ReadAsync(string linkId, string accountId, Guid docflowId, string? draftId, long asked, CancellationToken cancellationToken)
    {
        var docflow = await api.GetAsync(Acting.SessionOf(linkId), Guid.Parse(accountId), docflowId, cancellationToken);
        var submission = From(docflow, linkId, accountId, draftId);
        var id = await store.SaveAsync(submission, [.. docflow.Documents.Select(From)], NextAsk(submission, asked), cancellationToken);
        noticeboard.Publish(Submission.Topic(id));
        noticeboard.Publish(Submission.ListTopic(linkId, accountId));
    }

    /// <summary>Our row of a vendor's docflow.</summary>
    internal Submission From(Docflow docflow, string linkId, string accountId, string? draftId)
    {
        var report = docflow.AsFnsReport();
        var knd = report?.FormVersion?.Knd;
        return new Submission
        {
            Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = accountId, DocflowId = docflow.Id.ToString(), DraftId = draftId,
            Type = docflow.Type.Raw, Status = docflow.Status.Raw, SuccessState = docflow.SuccessState.IsEmpty ? null : docflow.SuccessState.Raw,
            FormName = report?.FormVersion?.FormShortName ?? report?.FormVersion?.FormFullName ?? (knd is null ? "Документ" : $"Форма {knd}"), Knd = knd,
            Period = report?.PeriodEnd is { } end ? ReportPeriods.InWords(report.PeriodCode, end.Year.ToString("0000", null)) : null,
            Correction = report?.CorrectionNumber ?? 0, Payer = report?.PayerInn ?? "", Recipient = report?.FinalRecipient ?? report?.Recipient ?? "",
            SentAt = docflow.SendDate ?? clock.GetUtcNow(), ChangedAt = docflow.LastChangeDate ?? docflow.SendDate ?? clock.GetUtcNow(), Asked = 0,
        };
    }

    /// <summary>When a submission is next asked about; null once it is finished or too old.</summary>
    internal DateTimeOffset? NextAsk(Submission submission, long asked) =>
        submission.Status == DocflowCommonStatuses.Finished.Raw || clock.GetUtcNow() - submission.SentAt > Watched ? null : clock.GetUtcNow() + Pause(asked);

    private static SubmissionDocument From(DocflowDocument document) => new()
    {
        DocumentId = document.Id.ToString(), Type = document.Description?.Type.Raw ?? "", FileName = document.Description?.Filename,
        Size = document.Description?.DecryptedContentSize ?? document.Description?.EncryptedContentSize, SentAt = document.SendDate,
        SignedBy = document.Signatures is [{ Title: { Length: > 0 } title }, ..] ? title : null,
    };

    // The robot of the test environment answers within minutes, an inspection within hours: often at first, then hourly.
    private static TimeSpan Pause(long asked) => asked switch
    {
        < 20 => TimeSpan.FromSeconds(3),
        < 40 => TimeSpan.FromSeconds(15),
        < 60 => TimeSpan.FromMinutes(1),
        < 100 => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromHours(1),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Submission {SubmissionId} is asked about later: {Reason}")]
    private partial void LogPostponed(string submissionId, string reason);
}

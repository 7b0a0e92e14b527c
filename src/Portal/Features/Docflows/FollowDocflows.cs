using Portal.Access;
using Portal.Features.Calendars;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>Job: follows what the state body does with an entry, until it is finished or for 30 days, and tells open pages.</summary>
public sealed partial class FollowDocflows(
    DocflowStore store, IExternDocflowsApi api, ProductionCalendars calendars, Noticeboard noticeboard, TimeProvider clock, ILogger<FollowDocflows> logger)
{
    private const int AtOnce = 6;
    private static readonly TimeSpan Watched = TimeSpan.FromDays(30);

    /// <summary>Asks about every entry that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await store.DueAsync(60, cancellationToken), parallel, async (entry, token) =>
        {
            try
            {
                await ReadAsync(entry.LinkId, entry.AccountId, Guid.Parse(entry.DocflowId), entry.DraftId, entry.Asked, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whatever keeps one from being read, the others go on. A docflow that Kontur does not show (any more) is asked for once an hour.
                LogPostponed(entry.Id, error.Message);
                var hidden = error is NotLinkedException or VendorException { Kind: VendorErrorKind.NotFound or VendorErrorKind.Forbidden };
                await store.AskAtAsync(entry.Id, clock.GetUtcNow() + (hidden && entry.Asked > 20 ? TimeSpan.FromHours(1) : Pause(entry.Asked)), token);
            }
        });
    }

    /// <summary>Writes down what has just been sent, as far as we know it ourselves, and begins to follow it. Harmless when repeated.</summary>
    public async Task BeginAsync(DocflowEntry entry, CancellationToken cancellationToken)
    {
        await store.AddAsync(entry, clock.GetUtcNow(), cancellationToken);
        noticeboard.Publish(DocflowEntry.ListTopic(entry.LinkId, entry.AccountId));
    }

    /// <summary>Reads a docflow and writes it down.</summary>
    internal async Task ReadAsync(string linkId, string accountId, Guid docflowId, string? draftId, long asked, CancellationToken cancellationToken)
    {
        var docflow = await api.GetAsync(Acting.SessionOf(linkId), Guid.Parse(accountId), docflowId, cancellationToken);
        var entry = From(docflow, linkId, accountId, draftId, await calendars.ReadAsync(cancellationToken));
        IReadOnlyList<EntryDocument> documents = [.. docflow.Documents.Select(From)];
        entry = entry with { Entered = documents.Any(document => DocflowWords.Last(document.Type) == "fns534-report-processing-result-ok") ? 1 : 0 };
        var id = await store.SaveAsync(entry, documents, NextAsk(entry, asked), cancellationToken);
        noticeboard.Publish(DocflowEntry.Topic(id));
        noticeboard.Publish(DocflowEntry.ListTopic(linkId, accountId));
        noticeboard.Publish(DocflowEntry.AwaitedTopic(linkId));
    }

    /// <summary>Our row of a vendor's docflow.</summary>
    internal DocflowEntry From(Docflow docflow, string linkId, string accountId, string? draftId, WorkingDays days)
    {
        var about = DocflowDescription.Read(docflow.Description);
        var form = about.FormVersion ?? (about.FormVersions is [var first, ..] ? first : null);
        var knd = form?.Knd is { Length: > 0 } code ? code : null;
        var sentAt = docflow.SendDate ?? clock.GetUtcNow();
        var awaits = DocflowAwaits.Answer(docflow, about);
        var (due, isCounted) = DemandDeadline.Of(awaits, about, sentAt, days);
        return new DocflowEntry
        {
            Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = accountId, DocflowId = docflow.Id.ToString(), DraftId = draftId,
            Type = docflow.Type.Raw, Status = docflow.Status.Raw, SuccessState = docflow.SuccessState.IsEmpty ? null : docflow.SuccessState.Raw,
            FormName = DocflowWords.Name(docflow.Type.Raw, about), Knd = knd,
            Period = about.PeriodEnd is { } end ? ReportPeriods.InWords(about.PeriodCode, end.Year.ToString("0000", null)) : null,
            Correction = about.CorrectionNumber ?? 0, Payer = about.PayerInn ?? about.SenderInn ?? about.RecipientInn ?? "", Recipient = about.FinalRecipient ?? about.Recipient ?? about.Cu ?? "",
            SentAt = sentAt, ChangedAt = docflow.LastChangeDate ?? sentAt, Asked = 0,
            OrganizationId = docflow.OrganizationId?.ToString(), Numbers = about.RegistrationNumber,
            Awaits = awaits, DueOn = due, DueCounted = isCounted ? 1 : 0, RelatedDocflowId = about.RelatedDocflowId?.ToString(), RelatedDocumentId = about.RelatedDocumentId?.ToString(),
            FormKey = FormKeyOf(knd ?? form?.Okud),
        };
    }

    /// <summary>When an entry is next asked about; null once it is finished or too old, and for what came in: the person moves first there, and lists tell of changes.</summary>
    internal DateTimeOffset? NextAsk(DocflowEntry entry, long asked) =>
        entry.Status == DocflowCommonStatuses.Finished.Raw || DocflowWords.IsAtRest(entry.Type, entry.Status) || DocflowGroups.IsIncoming(entry.Type, entry.Status) || clock.GetUtcNow() - entry.SentAt > Watched
            ? null : clock.GetUtcNow() + Pause(asked);

    // A key stands in addresses and between the bars of cells: digits only.
    private static string FormKeyOf(string? code) => code is { Length: > 0 and <= 20 } && code.All(char.IsAsciiDigit) ? code : "";

    private static EntryDocument From(DocflowDocument document)
    {
        var entries = document.Content?.Entries ?? [];
        var plain = entries.Where(content => !content.Encrypted).OrderBy(content => content.Compressed).FirstOrDefault();
        return new EntryDocument
        {
            DocumentId = document.Id.ToString(), Type = document.Description?.Type.Raw ?? "", FileName = document.Description?.Filename,
            Size = document.Description?.DecryptedContentSize ?? document.Description?.EncryptedContentSize, SentAt = document.SendDate,
            SignedBy = document.Signatures is [{ Title: { Length: > 0 } title }, ..] ? title : null, SignerType = document.Signatures is [var signature, ..] ? signature.SignerType.Raw : null,
            ContentId = plain?.ContentId.ToString(), Packing = plain is { Compressed: true } ? plain.CompressionType.IsEmpty ? "zip" : plain.CompressionType.Raw.ToLowerInvariant() : null,
            Encrypted = entries.Any(content => content.Encrypted) ? 1 : 0, Prints = document.Description?.SupportPrint switch { true => "yes", false => "no", null => null },
            Replies = [.. PossibleReplies.Of(document)],
        };
    }

    // The robot of the test environment answers within minutes, an inspection within hours: often at first, then hourly.
    private static TimeSpan Pause(long asked) => asked switch
    {
        < 20 => TimeSpan.FromSeconds(3),
        < 40 => TimeSpan.FromSeconds(15),
        < 60 => TimeSpan.FromMinutes(1),
        < 100 => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromHours(1),
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "DocflowEntry {EntryId} is asked about later: {Reason}")]
    private partial void LogPostponed(string entryId, string reason);
}

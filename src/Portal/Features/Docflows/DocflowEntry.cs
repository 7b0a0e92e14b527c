using System.Globalization;
using Portal.Features.Docflows.List;

namespace Portal.Features.Docflows;

/// <summary>Something sent to a state body, as this link's own session lists it.</summary>
public sealed record DocflowEntry
{
    /// <summary>Type of a report to the tax service (contract drafts 5.3).</summary>
    public const string ReportType = "urn:docflow:fns534-report";

    /// <summary>Status of what has just been sent (contract drafts 5.4).</summary>
    public const string SentStatus = "urn:docflow-common-status:sent";

    /// <summary>Our id: what addresses name.</summary>
    public required string Id { get; init; }

    /// <summary>Whose session lists it.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id.</summary>
    public required string DocflowId { get; init; }

    /// <summary>Our draft it was made from; null for what was sent elsewhere.</summary>
    public string? DraftId { get; init; }

    /// <summary>The vendor's type, kept as it is.</summary>
    public required string Type { get; init; }

    /// <summary>The vendor's status, kept as it is.</summary>
    public required string Status { get; init; }

    /// <summary>The vendor's state of success; null when there is none.</summary>
    public string? SuccessState { get; init; }

    /// <summary>Form in words.</summary>
    public required string FormName { get; init; }

    /// <summary>Form by KND.</summary>
    public string? Knd { get; init; }

    /// <summary>Period in words.</summary>
    public string? Period { get; init; }

    /// <summary>Number of the correction; 0 is the first.</summary>
    public required long Correction { get; init; }

    /// <summary>Payer: INN, or INN-KPP.</summary>
    public required string Payer { get; init; }

    /// <summary>Code of the inspection.</summary>
    public required string Recipient { get; init; }

    /// <summary>Its name; null when it is not known yet.</summary>
    public string? RecipientName { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>When it last changed at Kontur.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How often it was asked about since it was sent.</summary>
    public required long Asked { get; init; }

    /// <summary>Kontur's organisation of the payer.</summary>
    public string? OrganizationId { get; init; }

    /// <summary>Name of the payer; null when it is none of the account's.</summary>
    public string? PayerName { get; init; }

    /// <summary>Further numbers it is found by, e.g. of a registration with the fund.</summary>
    public string? Numbers { get; init; }

    /// <summary>What is awaited from the person.</summary>
    public AwaitedAnswer? Awaits { get; init; }

    /// <summary>Day by which that is due, <c>yyyy-MM-dd</c>; null when there is none, or it is not known.</summary>
    public string? DueOn { get; init; }

    /// <summary>1 when the day was counted here, by the production calendar; 0 when the service named it.</summary>
    public long DueCounted { get; init; }

    /// <summary>Kontur's id of the docflow that this one answers.</summary>
    public string? RelatedDocflowId { get; init; }

    /// <summary>The document of it.</summary>
    public string? RelatedDocumentId { get; init; }

    /// <summary>Key of the form: KND or OKUD; empty for what has none.</summary>
    public string FormKey { get; init; } = "";

    /// <summary>1 once a document said that the report is entered into the tax service's data.</summary>
    public long Entered { get; init; }

    /// <summary>INN of the payer; empty when it is not known.</summary>
    public string PayerInn => Payer.Split('-')[0];

    /// <summary>Day by which the answer is due.</summary>
    public DateOnly? Due => DueOn is null ? null : DateOnly.ParseExact(DueOn, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>When this link first opened it.</summary>
    public DateTimeOffset? OpenedAt { get; init; }

    /// <summary>When the link's session ceased to list it: from then on nobody reads it.</summary>
    public DateTimeOffset? HiddenAt { get; init; }

    /// <summary>The topic of the noticeboard for one of them.</summary>
    public static string Topic(string id) => "entry:" + id;

    /// <summary>The topic of the noticeboard for what awaits an answer in all accounts of a link.</summary>
    public static string AwaitedTopic(string linkId) => "awaited:" + linkId;

    /// <summary>The topic of the noticeboard for the list of an account.</summary>
    public static string ListTopic(string linkId, string accountId) => $"docflows:{linkId}:{accountId}";
}

/// <summary>A document that belongs to it, sent by us or by the state body.</summary>
public sealed record EntryDocument
{
    /// <summary>Kontur's id.</summary>
    public required string DocumentId { get; init; }

    /// <summary>The vendor's type, kept as it is.</summary>
    public required string Type { get; init; }

    /// <summary>File name.</summary>
    public string? FileName { get; init; }

    /// <summary>Bytes.</summary>
    public long? Size { get; init; }

    /// <summary>When it came; null when the vendor does not say.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Who signed it, in the vendor's words.</summary>
    public string? SignedBy { get; init; }

    /// <summary>Whose signature that is, the vendor's word kept as it is (contract drafts 1.6).</summary>
    public string? SignerType { get; init; }

    /// <summary>True for what the person's own side signed.</summary>
    public bool IsOurs => SignerType?.Replace("-", "", StringComparison.Ordinal).Equals("organizationrepresentative", StringComparison.OrdinalIgnoreCase) == true;

    /// <summary>Kontur's content of the plain bytes; null when only an encrypted copy is there.</summary>
    public string? ContentId { get; init; }

    /// <summary>How the plain bytes are packed there: <c>zip</c>, <c>gzip</c> or null.</summary>
    public string? Packing { get; init; }

    /// <summary>1 when there is an encrypted copy.</summary>
    public long Encrypted { get; init; }

    /// <summary>True when nobody has decrypted it yet.</summary>
    public bool IsSealed => ContentId is null && Encrypted == 1;

    /// <summary>Whether Kontur prints it: <c>yes</c>, <c>no</c>, or null when it does not say.</summary>
    public string? Prints { get; init; }

    /// <summary>Answers that Kontur wants to it now, by the names of its links; not read back from the store (<c>Replies/ReplyStore</c> keeps them).</summary>
    public IReadOnlyList<string> Replies { get; init; } = [];
}

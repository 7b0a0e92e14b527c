namespace Portal.Features.Drafts;

/// <summary>Where a report is on its way.</summary>
public enum DraftState
{
    /// <summary>The file is here; nothing was asked yet.</summary>
    Editing,

    /// <summary>Kontur checks it.</summary>
    Checking,

    /// <summary>The check found errors.</summary>
    CheckFailed,

    /// <summary>The check found none (warnings do not block).</summary>
    Checked,

    /// <summary>Every document is signed; the sending is to be prepared.</summary>
    Signed,

    /// <summary>Kontur prepares the sending.</summary>
    Preparing,

    /// <summary>Waits for «Отправить отчёт».</summary>
    Ready,

    /// <summary>The intent to send is on disk; how it ended is not known yet.</summary>
    Sending,

    /// <summary>Sent; the docflow exists.</summary>
    Sent,
}

/// <summary>A report being made. It belongs to one link and one account.</summary>
public sealed record Draft
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account in which it is made.</summary>
    public required string AccountId { get; init; }

    /// <summary>State.</summary>
    public required DraftState State { get; init; }

    /// <summary>Id of the draft at Kontur; null until the first check.</summary>
    public string? KonturDraftId { get; init; }

    /// <summary>Certificate chosen to sign with.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>What was read from the report file.</summary>
    public required ReportFacts Facts { get; init; }

    /// <summary>To whom it goes and in whose name, where the file does not say it.</summary>
    public Addressing Addressing { get; init; } = new();

    /// <summary>Result of the last check; null before it.</summary>
    public CheckProtocol? CheckResult { get; init; }

    /// <summary>What went wrong last, in words for the user.</summary>
    public string? Problem { get; init; }

    /// <summary>The vendor's trace id of that.</summary>
    public string? ProblemTrace { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Files may be added, replaced or removed.</summary>
    public bool IsEditable => State is DraftState.Editing or DraftState.CheckFailed or DraftState.Checked;

    /// <summary>The topic of the noticeboard for this draft.</summary>
    public static string Topic(string draftId) => "draft:" + draftId;
}

/// <summary>What a file is in a draft.</summary>
public enum DocumentKind
{
    /// <summary>The report itself; exactly one.</summary>
    Report,

    /// <summary>A warrant (доверенность) that travels beside it.</summary>
    Warrant,

    /// <summary>An attachment (приложение) that travels beside it.</summary>
    Attachment,
}

/// <summary>One file of a draft. Its id is also the id of the document at Kontur.</summary>
public sealed record DraftDocument
{
    /// <summary>Our and Kontur's id.</summary>
    public required string Id { get; init; }

    /// <summary>Draft it belongs to.</summary>
    public required string DraftId { get; init; }

    /// <summary>What it is.</summary>
    public required DocumentKind Kind { get; init; }

    /// <summary>Name as uploaded.</summary>
    public required string FileName { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Id in the contents service.</summary>
    public required string ContentId { get; init; }

    /// <summary>When the bytes were given to the contents service, which keeps them for 90 days (contract drafts 3.2).</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Place among the files beside the report; 0 of a row that is not stored yet means behind the others.</summary>
    public long Position { get; init; }

    /// <summary>What was recognised in the file, in words; null for the report, whose facts stand in the draft.</summary>
    public string? Form { get; init; }

    /// <summary>The draft at Kontur that holds exactly this file; null until the next check places it.</summary>
    public string? PlacedIn { get; init; }

    /// <summary>Since when neither Kontur nor the portal has the bytes; null while one of them does.</summary>
    public DateTimeOffset? MissingAt { get; init; }
}

/// <summary>Result of a check, per document.</summary>
public sealed record CheckProtocol(IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>True when an error stands in the way.</summary>
    public bool HasErrors => Findings.Any(finding => finding.IsError);
}

/// <summary>One error or warning.</summary>
/// <param name="DocumentId">Document it is about; null when it is about the whole report.</param>
/// <param name="IsError">Errors block, warnings do not.</param>
/// <param name="Text">The vendor's description.</param>
/// <param name="Place">Where in the file.</param>
/// <param name="Code">The vendor's code.</param>
public sealed record CheckFinding(string? DocumentId, bool IsError, string Text, string? Place, string? Code);

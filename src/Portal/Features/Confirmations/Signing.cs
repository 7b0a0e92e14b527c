namespace Portal.Features.Confirmations;

/// <summary>What a cloud certificate is asked to do.</summary>
public enum SigningKind
{
    /// <summary>To sign every document of a draft.</summary>
    DraftSignature,

    /// <summary>To sign every document of a draft that a colleague has handed over.</summary>
    HandedSignature,

    /// <summary>To decrypt a document of a docflow.</summary>
    Decryption,

    /// <summary>To sign an answer to a state body.</summary>
    Reply,
}

/// <summary>How a cloud signature is confirmed.</summary>
public enum SigningWay
{
    /// <summary>A code by SMS.</summary>
    Sms,

    /// <summary>The MyDSS application on the phone.</summary>
    MyDss,

    /// <summary>Not at all: signed at once.</summary>
    None,
}

/// <summary>State of a cloud signature.</summary>
public enum SigningState
{
    /// <summary>Kontur was asked to begin; no answer yet.</summary>
    Starting,

    /// <summary>Waits for the person: the code, or the phone.</summary>
    Waiting,

    /// <summary>The code is on the wire, or its answer was lost and is being asked about.</summary>
    Confirming,

    /// <summary>Every document is signed.</summary>
    Confirmed,

    /// <summary>It ended without a signature; the message says why.</summary>
    Ended,

    /// <summary>A new code was asked for: this one no longer counts.</summary>
    Superseded,

    /// <summary>The person does not wait any more, but the phone may still confirm: it is asked about until it ends.</summary>
    Left,
}

/// <summary>Where on its way an operation stands, or why it ended.</summary>
public enum SigningPhase
{
    /// <summary>MyDSS: in Kontur's queue.</summary>
    Queued,

    /// <summary>MyDSS: confirmed, the signature is being made.</summary>
    Running,

    /// <summary>MyDSS: the push is on the phone.</summary>
    OnPhone,

    /// <summary>MyDSS: another operation waits on the phone first.</summary>
    BehindAnother,

    /// <summary>Ended: declined on the phone.</summary>
    Declined,

    /// <summary>Ended: not confirmed in time.</summary>
    TimedOut,

    /// <summary>Ended: attempts used up.</summary>
    AttemptsUsedUp,

    /// <summary>Ended: it failed at Kontur.</summary>
    Crashed,

    /// <summary>The person gave it up.</summary>
    GivenUp,

    /// <summary>Ended: the documents are not those that were shown.</summary>
    Changed,

    /// <summary>Ended: Kontur does not sign drafts with cloud certificates.</summary>
    NotAvailable,

    /// <summary>Ended: the answer to the beginning was lost, or the code counts no more.</summary>
    Interrupted,
}

/// <summary>A document as it was when the person pressed «Подписать».</summary>
/// <param name="DocumentId">Id, ours and Kontur's.</param>
/// <param name="Name">File name.</param>
/// <param name="Sha256">Of its bytes, lower-case hex.</param>
/// <param name="ContentId">Its content at Kontur; null in operations begun before contents were pinned.</param>
public sealed record SignedDocument(string DocumentId, string Name, string Sha256, string? ContentId = null);

/// <summary>What is to be signed, by whom and where: made by the feature that needs a signature.</summary>
public sealed record SigningRequest(
    string SubjectId, string LinkId, string AccountId, string KonturId, string Thumbprint, string Owner, string MaskedPhone, IReadOnlyList<SignedDocument> Documents)
{
    /// <summary>What is asked.</summary>
    public SigningKind Kind { get; init; } = SigningKind.DraftSignature;

    /// <summary>The batch it is a part of; null for one of its own.</summary>
    public string? BatchId { get; init; }
}

/// <summary>One operation of a cloud certificate. The dialog only shows it: it lives in the store.</summary>
public sealed record Signing
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>What is asked.</summary>
    public SigningKind Kind { get; init; }

    /// <summary>Our id of what it is about: by kind, a draft.</summary>
    public required string SubjectId { get; init; }

    /// <summary>For whom.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id of the same.</summary>
    public required string KonturId { get; init; }

    /// <summary>State.</summary>
    public required SigningState State { get; init; }

    /// <summary>How it is confirmed.</summary>
    public required SigningWay Way { get; init; }

    /// <summary>Certificate that signs.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>Kontur's id of the SMS request.</summary>
    public string? RequestId { get; init; }

    /// <summary>Kontur's task of MyDSS.</summary>
    public string? KonturTaskId { get; init; }

    /// <summary>Owner of the certificate.</summary>
    public required string Owner { get; init; }

    /// <summary>Where the code went.</summary>
    public required string PhoneMask { get; init; }

    /// <summary>What is signed.</summary>
    public required IReadOnlyList<SignedDocument> Documents { get; init; }

    /// <summary>What Kontur last said, for the person.</summary>
    public string? Message { get; init; }

    /// <summary>Where it stands on the phone, or why it ended; null before anything is known.</summary>
    public SigningPhase? Phase { get; init; }

    /// <summary>How often Kontur was asked about it.</summary>
    public long Polls { get; init; }

    /// <summary>The batch it is a part of.</summary>
    public string? BatchId { get; init; }

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When Kontur sent the code or the push; null before.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>When the last code left for Kontur; null before the first.</summary>
    public DateTimeOffset? CodeSentAt { get; init; }

    /// <summary>True until it has ended.</summary>
    public bool IsOpen => State is SigningState.Starting or SigningState.Waiting or SigningState.Confirming;

    /// <summary>The topic of the noticeboard for everything this link has to confirm.</summary>
    public static string Topic(string linkId) => "signings:" + linkId;
}

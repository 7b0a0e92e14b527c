namespace Portal.Features.Confirmations;

/// <summary>How a cloud signature is confirmed.</summary>
public enum SigningWay
{
    /// <summary>A code by SMS.</summary>
    Sms,

    /// <summary>The MyDSS application on the phone.</summary>
    MyDss,
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
}

/// <summary>A document as it was when the person pressed «Подписать».</summary>
public sealed record SignedDocument(string DocumentId, string Name, string Sha256);

/// <summary>What is to be signed, by whom and where: made by the feature that needs a signature.</summary>
public sealed record SigningRequest(
    string DraftId, string LinkId, string AccountId, string KonturDraftId, string Thumbprint, string Owner, string MaskedPhone, IReadOnlyList<SignedDocument> Documents);

/// <summary>One operation of a cloud certificate. The dialog only shows it: it lives in the store.</summary>
public sealed record Signing
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Draft whose documents are signed.</summary>
    public required string DraftId { get; init; }

    /// <summary>For whom.</summary>
    public required string LinkId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kontur's id of the draft.</summary>
    public required string KonturDraftId { get; init; }

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

    /// <summary>When it began.</summary>
    public required DateTimeOffset StartedAt { get; init; }

    /// <summary>When the last code left for Kontur; null before the first.</summary>
    public DateTimeOffset? CodeSentAt { get; init; }

    /// <summary>True until it has ended.</summary>
    public bool IsOpen => State is SigningState.Starting or SigningState.Waiting or SigningState.Confirming;

    /// <summary>The topic of the noticeboard for everything this link has to confirm.</summary>
    public static string Topic(string linkId) => "signings:" + linkId;
}

using Portal.Features.Confirmations;

namespace Portal.Features.Drafts.Inbox;

/// <summary>Where a request for a colleague's signature stands.</summary>
public enum RequestState
{
    /// <summary>Waits for the colleague.</summary>
    Asked,

    /// <summary>The colleague has signed, and the signature is in the report.</summary>
    Done,

    /// <summary>The colleague does not sign; the reason says why.</summary>
    Declined,

    /// <summary>Whoever asked took it back.</summary>
    Withdrawn,

    /// <summary>The files were changed after it was handed over.</summary>
    Void,
}

/// <summary>«Передать на подпись»: a colleague is asked to sign a report with a certificate of their own.</summary>
public sealed record SignatureRequest
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>The report.</summary>
    public required string DraftId { get; init; }

    /// <summary>Kontur account in which it is made.</summary>
    public required string AccountId { get; init; }

    /// <summary>Whose report it is.</summary>
    public required string FromLinkId { get; init; }

    /// <summary>Who is asked.</summary>
    public required string ToLinkId { get; init; }

    /// <summary>Name of whoever asks.</summary>
    public required string FromName { get; init; }

    /// <summary>Name of whoever is asked, as in the certificate.</summary>
    public required string ToName { get; init; }

    /// <summary>The colleague's certificate with which the report is checked.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>State.</summary>
    public required RequestState State { get; init; }

    /// <summary>What the report is called.</summary>
    public required string Title { get; init; }

    /// <summary>Names and digests of the files as they were handed over.</summary>
    public required IReadOnlyList<SignedDocument> Documents { get; init; }

    /// <summary>A word to the colleague.</summary>
    public string? Message { get; init; }

    /// <summary>Why it was declined.</summary>
    public string? Reason { get; init; }

    /// <summary>When it was handed over.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>The topic of the noticeboard for what this link is asked to sign.</summary>
    public static string Topic(string linkId) => "inbox:" + linkId;
}

/// <summary>A colleague who may be asked.</summary>
/// <param name="LinkId">Who.</param>
/// <param name="FullName">As in the certificate.</param>
/// <param name="Choice">The certificate, with what the registry says of its owner but the phone and the SNILS.</param>
public sealed record Colleague(string LinkId, string FullName, CertificateChoice Choice);

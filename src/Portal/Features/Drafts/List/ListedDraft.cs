using Portal.Features.Confirmations;

namespace Portal.Features.Drafts.List;

/// <summary>A line of the list of reports in work.</summary>
public sealed record ListedDraft
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>State.</summary>
    public required DraftState State { get; init; }

    /// <summary>What was read from the file.</summary>
    public required ReportFacts Facts { get; init; }

    /// <summary>What the person said where the file is silent.</summary>
    public required Addressing Addressing { get; init; }

    /// <summary>To whom it goes.</summary>
    public Destination To => Destination.Of(Facts, Addressing, []);

    /// <summary>Certificate it was checked with.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>How the signature that has begun is confirmed; null when none has.</summary>
    public SigningWay? Way { get; init; }

    /// <summary>The colleague who has it to sign; null when nobody has.</summary>
    public string? HandedTo { get; init; }

    /// <summary>1 when its last sending failed and nothing was changed since.</summary>
    public required long Failed { get; init; }
}

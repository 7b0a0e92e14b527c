namespace Portal.Features.Goskey.List;

/// <summary>Which packages are asked for.</summary>
public enum PackageGroup
{
    /// <summary>Every one; a list of people counts as one.</summary>
    All,

    /// <summary>Is being put together.</summary>
    Drafts,

    /// <summary>On its way or with the recipient.</summary>
    UnderWay,

    /// <summary>Signed by the recipient.</summary>
    Signed,

    /// <summary>Ended otherwise, was not sent, or raised an alarm.</summary>
    NeedsYou,
}

/// <summary>What a person looks for among their packages.</summary>
/// <param name="Search">Words of the recipient, the title, a document, the organisation, or the number.</param>
/// <param name="Group">Which.</param>
/// <param name="GroupId">Only the packages of this list of people.</param>
public sealed record PackageFilter(string? Search = null, PackageGroup Group = PackageGroup.All, string? GroupId = null);

/// <summary>A row of the list.</summary>
public sealed record ListedPackage
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Where it stands.</summary>
    public required PackageState State { get; init; }

    /// <summary>Title.</summary>
    public required string Title { get; init; }

    /// <summary>Recipient's name; empty for a list.</summary>
    public required string RecipientName { get; init; }

    /// <summary>Last digits of the SNILS.</summary>
    public string? SnilsTail { get; init; }

    /// <summary>Organisation.</summary>
    public required string SenderName { get; init; }

    /// <summary>With what it is to be signed.</summary>
    public required SignatureKind SignatureKind { get; init; }

    /// <summary>Number at EPGU.</summary>
    public long? OrderId { get; init; }

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Until when it may be signed.</summary>
    public DateTimeOffset? SignableUntil { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? FinalAt { get; init; }

    /// <summary>When it last changed.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the results were verified.</summary>
    public DateTimeOffset? ResultsAt { get; init; }

    /// <summary>Documents that raised an alarm.</summary>
    public long Alarms { get; init; }

    /// <summary>Codes and words of EPGU, verbatim.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The processing code, verbatim.</summary>
    public string? EnvelopeCode { get; init; }

    /// <summary>How many documents it has.</summary>
    public long Documents { get; init; }

    /// <summary>Of a list of people: how many packages it made.</summary>
    public long People { get; init; }

    /// <summary>Of a list of people: how many of them have signed.</summary>
    public long PeopleSigned { get; init; }

    /// <summary>Of a list of people: how many ended otherwise or need a look.</summary>
    public long PeopleFailed { get; init; }
}

/// <summary>A page of the list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Total">All matches, counted up to <see cref="PackageListStore.Counted"/>.</param>
/// <param name="Any">Whether the person has a package at all.</param>
public sealed record PackagesFound(IReadOnlyList<ListedPackage> Rows, int Total, bool Any);

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

    /// <summary>Ended otherwise, was not sent, raised an alarm, or its signatures do not come.</summary>
    NeedsYou,
}

/// <summary>What a person looks for among their packages.</summary>
/// <param name="Search">Words of the recipient, the title, a document, the organisation, or the number.</param>
/// <param name="Group">Which.</param>
/// <param name="GroupId">Only the packages of this list of people.</param>
public sealed record PackageFilter(string? Search = null, PackageGroup Group = PackageGroup.All, string? GroupId = null);

/// <summary>A row of the list.</summary>
/// <param name="Package">The package.</param>
/// <param name="Counts">What belongs to it.</param>
public sealed record ListedPackage(Package Package, PackageCounts Counts);

/// <summary>What belongs to a package.</summary>
public sealed record PackageCounts
{
    /// <summary>Its documents.</summary>
    public long Documents { get; init; }

    /// <summary>Of a list of people: packages.</summary>
    public long People { get; init; }

    /// <summary>Of a list of people: signed ones.</summary>
    public long Signed { get; init; }

    /// <summary>Of a list of people: those that ended otherwise or need a look.</summary>
    public long NeedYou { get; init; }
}

/// <summary>A page of the list.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="Total">All matches, counted up to <see cref="PackageListStore.Counted"/>.</param>
/// <param name="Any">Whether the person has a package at all.</param>
public sealed record PackagesFound(IReadOnlyList<ListedPackage> Rows, int Total, bool Any);

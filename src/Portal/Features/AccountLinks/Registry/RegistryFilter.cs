namespace Portal.Features.AccountLinks.Registry;

/// <summary>Which rows are asked for by the end of their life.</summary>
public enum RegistryState
{
    /// <summary>Every row.</summary>
    All,

    /// <summary>The certificate ends within <see cref="RegistryFilter.Soon"/>.</summary>
    Expiring,

    /// <summary>The certificate has ended.</summary>
    Expired,
}

/// <summary>What rows are sorted by.</summary>
public enum RegistrySort
{
    /// <summary>Full name.</summary>
    Name,

    /// <summary>End of life.</summary>
    End,
}

/// <summary>What an administrator looks for in the registry.</summary>
public sealed record RegistryFilter(string? Search = null, RegistryState State = RegistryState.All, RegistrySort Sort = RegistrySort.Name, bool Descending = false)
{
    /// <summary>How long before its end a certificate is about to expire.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromDays(30);
}

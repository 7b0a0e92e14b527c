namespace Portal.Access;

/// <summary>Why a session or an open page is over.</summary>
public enum SessionEnd
{
    /// <summary>The person (in another browser) or the provider ended the session: signing in again asks for the password.</summary>
    SignedOut,

    /// <summary>A newer sign-in of the same browser took its place.</summary>
    Replaced,

    /// <summary>Nobody did anything for too long, or the whole life is over.</summary>
    Expired,

    /// <summary>What the person may do has changed (blocked, unlinked): the pages begin anew, the session stays.</summary>
    PersonChanged,

    /// <summary>Too many open pages: this one was unused the longest.</summary>
    TooManyPages,
}

/// <summary>A sign-in in one browser.</summary>
public sealed record Session
{
    /// <summary>Hash of the cookie's key.</summary>
    public required string Id { get; init; }

    /// <summary>Whose it is.</summary>
    public required string PersonId { get; init; }

    /// <summary>When the person signed in here.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>The last time something was done, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>End of the whole life.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>When the provider last asked the person who they are; null when it does not tell.</summary>
    public DateTimeOffset? AuthAt { get; init; }

    /// <summary>The provider's id of its own session.</summary>
    public string? ProviderSid { get; init; }

    /// <summary>As the browser calls itself.</summary>
    public string? UserAgent { get; init; }

    /// <summary>From where the person signed in.</summary>
    public string? Address { get; init; }

    /// <summary>Set once somebody ended it.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Why it was ended.</summary>
    public SessionEnd? EndedWhy { get; init; }
}

/// <summary>A session at this moment.</summary>
/// <param name="End">Why it is over; null while it lives.</param>
/// <param name="CircuitsEpoch">See the column <c>person.circuits_epoch</c>.</param>
/// <param name="Ticket">The protected ticket of a living session.</param>
/// <param name="SeenAt">The last time something was done.</param>
public sealed record SessionState(SessionEnd? End, long CircuitsEpoch, string Ticket, DateTimeOffset SeenAt);

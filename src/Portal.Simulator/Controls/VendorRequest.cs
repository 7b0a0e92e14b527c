using Portal.Simulator.People;

namespace Portal.Simulator.Controls;

/// <summary>What the gate in front of the vendors knows about the current request.</summary>
public sealed class VendorRequest
{
    /// <summary>One of <see cref="VendorPaths"/>.</summary>
    public required string Vendor { get; init; }

    /// <summary>Path and query as received, secrets redacted.</summary>
    public required string Path { get; init; }

    /// <summary>32 hex digits, also in <c>X-Kontur-Trace-Id</c> and in <see cref="HttpContext.TraceIdentifier"/>.</summary>
    public required string TraceId { get; init; }

    /// <summary>When it was received (wall clock).</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The answer will be thrown away and the connection cut.</summary>
    public bool Dropped { get; set; }

    /// <summary>Who is behind the request, once known.</summary>
    public DemoPerson? Person { get; set; }

    internal JournalEntry ToEntry(string verb, int status, bool processed) =>
        new(0, Vendor, verb, Path, status, At, processed && status is >= 200 and < 300, Dropped, Person?.Login, TraceId);
}

/// <summary>Reaches the <see cref="VendorRequest"/> from an endpoint.</summary>
public static class VendorRequestExtensions
{
    /// <summary>Names the person behind the request, for the journal.</summary>
    public static void NotePerson(this HttpContext context, DemoPerson? person)
    {
        if (person is not null && context.Features.Get<VendorRequest>() is { } request)
        {
            request.Person = person;
        }
    }
}

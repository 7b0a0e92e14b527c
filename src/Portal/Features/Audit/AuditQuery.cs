using System.Globalization;

namespace Portal.Features.Audit;

/// <summary>What an administrator looks for, as it stands in the address. Days are Moscow days, both included.</summary>
public sealed record AuditQuery
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Our id of the person.</summary>
    public string? Person { get; init; }

    /// <summary>Words of a name, or the subject at the provider; leads to <see cref="Person"/>.</summary>
    public string? Who { get; init; }

    /// <summary>Kontur account id, or an INN.</summary>
    public string? Account { get; init; }

    /// <summary>The accounts which <see cref="Account"/> turned out to be; not in the address.</summary>
    public IReadOnlyList<string>? Accounts { get; init; }

    /// <summary>What it was done to.</summary>
    public string? Object { get; init; }

    /// <summary>Name of the operation.</summary>
    public string? Operation { get; init; }

    /// <summary>Outcome.</summary>
    public string? Outcome { get; init; }

    /// <summary>Trace id.</summary>
    public string? Trace { get; init; }

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Nothing is asked for.</summary>
    public bool IsEmpty => this == new AuditQuery();

    /// <summary>The beginning of the first day.</summary>
    public DateTimeOffset? Since => From is { } day ? new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), Moscow) : null;

    /// <summary>The end of the last day.</summary>
    public DateTimeOffset? Before => To is { } day && day < DateOnly.MaxValue ? new DateTimeOffset(day.AddDays(1).ToDateTime(TimeOnly.MinValue), Moscow) : null;

    /// <summary>From the parameters of an address; what cannot be read is left out.</summary>
    public static AuditQuery Read(Func<string, string?> parameter)
    {
        return new()
        {
            Person = Text("person"), Who = Text("who"), Account = Text("account"), Object = Text("object"), Operation = Text("operation"),
            Outcome = Text("outcome"), Trace = Text("trace"), From = Day("from"), To = Day("to"),
        };

        string? Text(string name) => parameter(name)?.Trim() is { Length: > 0 and <= 200 } text ? text : null;

        DateOnly? Day(string name) => DateOnly.TryParseExact(Text(name), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

    /// <summary>The same about one person, or about everybody.</summary>
    public AuditQuery For(string? person) => this with { Person = person, Who = null };

    /// <summary>The parameters of an address.</summary>
    public (string Name, string? Value)[] Parameters() =>
    [
        ("person", Person), ("who", Who), ("account", Account), ("object", Object), ("operation", Operation), ("outcome", Outcome), ("trace", Trace),
        ("from", Iso(From)), ("to", Iso(To)),
    ];

    private static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}

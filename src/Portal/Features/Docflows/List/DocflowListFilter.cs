using System.Globalization;

namespace Portal.Features.Docflows.List;

/// <summary>What the list of docflows is narrowed to; every part stands in the address.</summary>
public sealed record DocflowListFilter
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Beginnings of words: names, numbers, INN; or the number at Kontur.</summary>
    public string? Search { get; init; }

    /// <summary>Null for all.</summary>
    public DocflowKind? Kind { get; init; }

    /// <summary>Null for all.</summary>
    public StateBody? Body { get; init; }

    /// <summary>Null for all.</summary>
    public DocflowStage? Stage { get; init; }

    /// <summary>First day, Moscow.</summary>
    public DateOnly? FromDay { get; init; }

    /// <summary>Last day, Moscow.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>Only what came in and was never opened.</summary>
    public bool Unread { get; init; }

    /// <summary>Only what awaits an answer.</summary>
    public bool Awaits { get; init; }

    /// <summary>INN of the payer; null for all.</summary>
    public string? PayerInn { get; init; }

    /// <summary>Key of the form; null for all.</summary>
    public string? Form { get; init; }

    /// <summary>The moment the first day begins.</summary>
    public DateTimeOffset? From => Start(FromDay);

    /// <summary>The moment the last day has ended.</summary>
    public DateTimeOffset? To => Start(ToDay?.AddDays(1));

    /// <summary>True when not every cell is wanted.</summary>
    public bool IsNarrowed => Kind is not null || Body is not null || Stage is not null || Form is not null || Unread || Awaits;

    /// <summary>True when nothing is narrowed.</summary>
    public bool IsEmpty => this == new DocflowListFilter();

    /// <summary>The cells that are wanted.</summary>
    public IReadOnlyList<DocflowCell> Of(IEnumerable<DocflowCell> cells) => [.. cells.Where(cell =>
        (Kind is null || cell.Kind == Kind) && (Body is null || cell.Body == Body) && (Stage is null || cell.Stage == Stage) && (Form is null || cell.Form == Form) && (!Unread || cell.IsUnread) && (!Awaits || cell.Awaits))];

    /// <summary>From the parameters of an address; what is unknown counts as not given.</summary>
    public static DocflowListFilter Read(string? search, string? kind, string? body, string? stage, string? from, string? to, string? unread, string? awaits, string? payer = null, string? form = null) => new()
    {
        Search = string.IsNullOrWhiteSpace(search) ? null : search.Trim() is { Length: > 200 } text ? text[..200] : search.Trim(),
        Kind = Word<DocflowKind>(kind), Body = Word<StateBody>(body), Stage = Word<DocflowStage>(stage), FromDay = Day(from), ToDay = Day(to),
        Unread = unread is not null, Awaits = awaits is not null,
        PayerInn = Digits(payer, 12), Form = Digits(form, 20),
    };

    /// <summary>The parameters of an address.</summary>
    public (string Name, string? Value)[] Write() =>
    [
        ("q", Search), ("kind", Key(Kind)), ("body", Key(Body)), ("state", Key(Stage)), ("from", Iso(FromDay)), ("to", Iso(ToDay)), ("unread", Unread ? "1" : null), ("awaits", Awaits ? "1" : null),
        ("payer", PayerInn), ("form", Form),
    ];

    /// <summary>The same as one text, to be kept.</summary>
    public string Query => string.Join('&', Write().Where(part => part.Value is not null).Select(part => $"{part.Name}={Uri.EscapeDataString(part.Value!)}"));

    /// <summary>A word of the address.</summary>
    public static string? Key<T>(T? value)
        where T : struct, Enum => value?.ToString().ToLowerInvariant();

    /// <summary>A day as the address has it.</summary>
    public static string? Iso(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A day of an address, or null.</summary>
    public static DateOnly? Day(string? text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1990 and < 2200 ? day : null;

    /// <summary>A word of an address, or null; numbers are no words.</summary>
    public static T? Word<T>(string? text)
        where T : struct, Enum => text is { Length: > 0 } && char.IsLetter(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) ? value : null;

    private static string? Digits(string? text, int most) => text is { Length: > 0 } && text.Length <= most && text.All(char.IsAsciiDigit) ? text : null;

    private static DateTimeOffset? Start(DateOnly? day) => day is { } given ? new DateTimeOffset(given.ToDateTime(TimeOnly.MinValue), Moscow) : null;
}

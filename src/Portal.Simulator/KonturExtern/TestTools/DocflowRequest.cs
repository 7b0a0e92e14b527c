using System.Globalization;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>For whom a docflow is made and how it is to be (test tools contract, rows <c>generate-fns</c> and below). Everything may be left out.</summary>
internal sealed record DocflowRequest
{
    /// <summary>An account of its own is made where none is named.</summary>
    public Guid? AccountId { get; init; }

    public ToolSender? Sender { get; init; }

    /// <summary>The account's head organisation where none is named.</summary>
    public ToolPayer? Payer { get; init; }

    public string? IfnsCode { get; init; }

    /// <summary>Of a Rosstat body: the rows about Rosstat are shaped like those about the tax service, which says nothing of this code (chosen by us).</summary>
    public string? TogsCode { get; init; }

    /// <summary>A status of the drafts contract, 5.4.</summary>
    public string? State { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    /// <summary>How one client spells <see cref="Text"/>.</summary>
    public string? TextOfLetter { get; init; }

    public IReadOnlyList<string?>? Knds { get; init; }

    public int? DocflowCount { get; init; }

    /// <summary>The status in its wire spelling; clients write it with and without its namespace, and with their own capitals and hyphens.</summary>
    public string StateOf(IReadOnlyList<string> known)
    {
        if (ToolValues.Text(State, "state") is not { } state)
        {
            return known[0];
        }

        var plain = Plain(state[(state.LastIndexOf(':') + 1)..]);
        return known.FirstOrDefault(one => Plain(one) == plain) ?? throw ToolValues.Wrong("state", $"возможны {string.Join(", ", known)}");
    }

    /// <summary>КНД of the demand's papers.</summary>
    public IReadOnlyList<string> KndsOf(int largest)
    {
        var given = Knds ?? [];
        return given.Count > largest ? throw ToolValues.Wrong("knds", $"не больше {largest.ToString(CultureInfo.InvariantCulture)}")
            : given.Any(knd => knd is not { Length: 7 } || !knd.All(char.IsAsciiDigit)) ? throw ToolValues.Wrong("knds", "в КНД семь цифр")
            : [.. given.Select(knd => knd!)];
    }

    private static string Plain(string text) => text.Replace("-", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}

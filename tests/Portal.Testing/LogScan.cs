using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Testing;

/// <summary>Looks for what no log may hold, in every spelling that a library might write it in. What it reports names the kind of secret and hides the digits.</summary>
public sealed partial class LogScan
{
    private readonly List<(string What, Regex Pattern)> patterns =
    [
        ("a token", Token()),
        ("a signature or a certificate", Signature()),
    ];

    /// <summary>Digits of a SNILS in their order, with or without separators, also percent-encoded.</summary>
    public LogScan Snils(string snils) => Add("a SNILS", $@"(?:(?<!\d)|(?<=%\d\d)){string.Join(@"(?:[\s\-–_.+]|%20|%2D|\\u0020)*", snils.Where(char.IsAsciiDigit))}(?!\d)");

    /// <summary>A secret word for word, percent-encoded, without its hyphens, as JSON escapes it, or in Base64.</summary>
    /// <param name="what">What it is.</param>
    /// <param name="value">The secret.</param>
    public LogScan Secret(string what, string value) => Add(what, string.Join('|', Spellings(value).Distinct().Select(Regex.Escape)));

    /// <summary>Lines that hold what they must not, each with the reason; at most 20.</summary>
    public IReadOnlyList<string> Found(IEnumerable<string> lines) =>
    [
        .. lines.SelectMany(line => patterns.Select(one => (one.What, Match: one.Pattern.Match(line))).Where(one => one.Match.Success)
            .Select(one => $"{one.What}: {Around(line, one.Match)}")).Take(20),
    ];

    private LogScan Add(string what, string pattern)
    {
        patterns.Add((what, new Regex(pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)));
        return this;
    }

    private static IEnumerable<string> Spellings(string value)
    {
        yield return value;
        yield return Uri.EscapeDataString(value);
        yield return value.Replace("-", "", StringComparison.Ordinal);
        yield return System.Text.Json.JsonEncodedText.Encode(value).ToString();
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(value)).TrimEnd('=');
        yield return base64;
        yield return base64.Replace('+', '-').Replace('/', '_');
    }

    private static string Around(string line, Match match)
    {
        var from = Math.Max(0, match.Index - 120);
        return $"{line[from..match.Index]}[…]{line[(match.Index + match.Length)..Math.Min(line.Length, match.Index + match.Length + 60)]}";
    }

    [GeneratedRegex("(?<![A-Za-z0-9_-])eyJ[A-Za-z0-9_-]{10,}")]
    private static partial Regex Token();

    // DER of some hundred bytes begins with 30 82: in Base64 and its variants with MI.
    [GeneratedRegex("(?<![A-Za-z0-9+/_-])MI[A-Za-z0-9]{2}(?:[A-Za-z0-9+/_-]|%2[BbFf]){120,}")]
    private static partial Regex Signature();
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace Portal.Simulator.Controls;

/// <summary>
/// Durations of <c>clock/advance</c>. Not <see cref="TimeSpan.Parse(string)"/>: it reads <c>24:00:00</c> as 24 days.
/// </summary>
internal static partial class Duration
{
    /// <summary><c>[days.]hours:minutes[:seconds]</c> with any number of hours, up to 100 years; null for anything else.</summary>
    public static TimeSpan? Parse(string? text)
    {
        if (text is null || Shape().Match(text.Trim()) is not { Success: true } match)
        {
            return null;
        }

        var span = TimeSpan.FromDays(Part("d")) + TimeSpan.FromHours(Part("h")) + TimeSpan.FromMinutes(Part("m")) + TimeSpan.FromSeconds(Part("s"));
        return span > TimeSpan.Zero && span < TimeSpan.FromDays(36525) ? span : null;

        double Part(string name) => match.Groups[name].Success ? double.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^(?:(?<d>[0-9]{1,5})\.)?(?<h>[0-9]{1,6}):(?<m>[0-5]?[0-9])(?::(?<s>[0-5]?[0-9](?:\.[0-9]{1,7})?))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}

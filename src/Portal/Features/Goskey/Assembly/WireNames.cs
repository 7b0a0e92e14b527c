using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// Names of documents in the ZIP, made of their names for the screen: ASCII letters, digits, underscore, space and dot only (contract goskey 9, gap 19). Cyrillic is written
/// as in passports (ICAO Doc 9303, order 889 of the Ministry of Internal Affairs, 2016), which needs no apostrophes. The same name gives the same result.
/// </summary>
public static partial class WireNames
{
    // A signature's name is its file's with ".sig": it stays within the limit of names as well, since the contract does not say whether it must.
    private static readonly int Longest = PackageRules.V18.LongestName - PackageRules.SignatureExtension.Length;
    private const int LongestExtension = 8;

    private static readonly Dictionary<char, string> Letters = new()
    {
        ['а'] = "a", ['б'] = "b", ['в'] = "v", ['г'] = "g", ['д'] = "d", ['е'] = "e", ['ё'] = "e", ['ж'] = "zh", ['з'] = "z", ['и'] = "i", ['й'] = "i",
        ['к'] = "k", ['л'] = "l", ['м'] = "m", ['н'] = "n", ['о'] = "o", ['п'] = "p", ['р'] = "r", ['с'] = "s", ['т'] = "t", ['у'] = "u", ['ф'] = "f",
        ['х'] = "kh", ['ц'] = "ts", ['ч'] = "ch", ['ш'] = "sh", ['щ'] = "shch", ['ъ'] = "ie", ['ы'] = "y", ['ь'] = "", ['э'] = "e", ['ю'] = "iu", ['я'] = "ia",
        ['№'] = "N",
    };

    /// <summary>Names of a whole package, in its order.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> displayNames)
    {
        var names = new List<string>();
        foreach (var displayName in displayNames)
        {
            names.Add(Next(displayName, names));
        }

        return names;
    }

    /// <summary>The name of one more document.</summary>
    /// <param name="displayName">Its name for the screen; anything at all gives a name.</param>
    /// <param name="taken">Names on the wire that the package has already.</param>
    public static string Next(string displayName, IEnumerable<string> taken)
    {
        var busy = taken.Append(PackageRules.RequestName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (stem, extension) = Split(displayName);
        var name = Fit(stem, "", extension);
        for (var number = 2; busy.Contains(name); number++)
        {
            name = Fit(stem, $"_{number}", extension);
        }

        return name;
    }

    private static (string Stem, string Extension) Split(string displayName)
    {
        // A lone half of a surrogate pair cannot be normalised: it becomes the replacement character.
        var text = string.Concat(displayName.EnumerateRunes().Select(symbol => symbol.ToString())).Normalize().Trim();
        var dot = text.LastIndexOf('.');
        var extension = dot < 0 ? "" : Latin(text[(dot + 1)..]).ToLowerInvariant();
        if (extension.Length is 0 or > LongestExtension || !extension.All(char.IsAsciiLetterOrDigit))
        {
            (dot, extension) = (text.Length, "");
        }

        var stem = Clean(Latin(text[..dot]));
        return (IsDevice(stem) ? $"doc_{stem}" : stem, extension.Length == 0 ? "" : $".{extension}");
    }

    private static string Fit(string stem, string suffix, string extension)
    {
        var room = Longest - suffix.Length - extension.Length;
        var name = (stem.Length > room ? stem[..room].TrimEnd(' ', '.', '_') : stem) + suffix + extension;
        return name.EndsWith(PackageRules.SignatureExtension, StringComparison.OrdinalIgnoreCase) ? name[..^PackageRules.SignatureExtension.Length] + "_sig" : name;
    }

    private static string Clean(string text)
    {
        var clean = Repeated().Replace(text, "$1").Trim(' ', '.', '_');
        return clean.Length == 0 ? "document" : clean;
    }

    private static string Latin(string text)
    {
        var latin = new StringBuilder();
        foreach (var symbol in text)
        {
            _ = PackageRules.IsAllowedInName(symbol) ? latin.Append(symbol) : latin.Append(Letter(symbol));
        }

        return latin.ToString();
    }

    private static string Letter(char symbol)
    {
        if (!Letters.TryGetValue(char.ToLowerInvariant(symbol), out var latin))
        {
            return "_";
        }

        return char.IsUpper(symbol) && latin.Length > 0 ? char.ToUpperInvariant(latin[0]) + latin[1..] : latin;
    }

    // Windows takes what stands before the first dot for the name of a device, whatever follows.
    private static bool IsDevice(string stem) => Device().IsMatch(stem.Split('.')[0].Trim());

    [GeneratedRegex(@"([_.])\1+")]
    private static partial Regex Repeated();

    [GeneratedRegex(@"^(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Device();
}

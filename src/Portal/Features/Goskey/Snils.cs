using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Portal.Features.Goskey;

/// <summary>A SNILS whose control number is right (contract goskey 5.4). As text it is masked, so that a stray log line gives nobody away.</summary>
public sealed record Snils
{
    /// <summary>Numbers up to 001-001-998 have no control number.</summary>
    private const int LastUncontrolled = 1_001_998;

    private Snils(string digits) => Digits = digits;

    /// <summary>Eleven digits.</summary>
    public string Digits { get; }

    /// <summary>The form of req.xml and of people: <c>NNN-NNN-NNN NN</c>.</summary>
    public string Formatted => $"{Digits[..3]}-{Digits[3..6]}-{Digits[6..9]} {Digits[9..]}";

    /// <summary>The last digits: <c>445 95</c>.</summary>
    public string Tail => $"{Digits[6..9]} {Digits[9..]}";

    /// <summary>For screens and messages that need not tell it: <c>***-***-NNN NN</c>.</summary>
    public string Masked => $"***-***-{Tail}";

    /// <summary>Reads digits alone, or with hyphens and spaces between them.</summary>
    /// <exception cref="FormatException">It is none; the text does not repeat it.</exception>
    public static Snils Parse(string text) => TryParse(text, out var snils) ? snils : throw new FormatException("No SNILS.");

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Snils? snils)
    {
        snils = Problem(text) is null ? new Snils(DigitsOf(text!)) : null;
        return snils is not null;
    }

    /// <summary>What is wrong, in a sentence for the place beside the field; null when nothing is.</summary>
    public static string? Problem(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "Укажите СНИЛС";
        }

        var digits = DigitsOf(text);
        return !digits.All(char.IsAsciiDigit) ? "СНИЛС состоит из цифр, между ними бывают дефисы и пробелы"
            : digits.Length != 11 ? "В СНИЛС 11 цифр"
            : !IsControlled(digits) ? "Такого СНИЛС не бывает: не сходится контрольное число"
            : null;
    }

    /// <inheritdoc />
    public override string ToString() => Masked;

    // People paste what Word made of a hyphen and a space.
    private static string DigitsOf(string text) =>
        string.Concat(text.Where(symbol => !char.IsWhiteSpace(symbol) && CharUnicodeInfo.GetUnicodeCategory(symbol) != UnicodeCategory.DashPunctuation));

    private static bool IsControlled(string digits)
    {
        var number = int.Parse(digits.AsSpan(0, 9), CultureInfo.InvariantCulture);
        var control = int.Parse(digits.AsSpan(9), CultureInfo.InvariantCulture);
        var sum = digits.Take(9).Select((digit, place) => (digit - '0') * (9 - place)).Sum();
        return number > 0 && (number <= LastUncontrolled || sum % 101 % 100 == control);
    }
}

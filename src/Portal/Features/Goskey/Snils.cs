using System.Diagnostics.CodeAnalysis;

namespace Portal.Features.Goskey;

/// <summary>A SNILS with a right control number (contract goskey 5.4). Its text is masked: it gets into no log by accident.</summary>
public sealed class Snils : IEquatable<Snils>
{
    private const int Uncontrolled = 1_001_998;

    private Snils(string digits) => Digits = digits;

    /// <summary>11 digits.</summary>
    public string Digits { get; }

    /// <summary>As the request wants it: <c>NNN-NNN-NNN NN</c>.</summary>
    public string Formatted => $"{Digits[..3]}-{Digits[3..6]}-{Digits[6..9]} {Digits[9..]}";

    /// <summary>The last digits: <c>445 95</c>.</summary>
    public string Tail => $"{Digits[6..9]} {Digits[9..]}";

    /// <summary>For screens and logs.</summary>
    public string Masked => $"***-***-{Tail}";

    /// <summary>Reads one with or without separators.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static Snils Parse(string text) => TryParse(text, out var snils) ? snils : throw new FormatException("Not a SNILS.");

    /// <summary>Reads one with or without spaces and hyphens.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out Snils? snils)
    {
        snils = null;
        var digits = string.Concat((text ?? "").Where(char.IsAsciiDigit));
        if (digits.Length != 11 || text!.Any(letter => !char.IsAsciiDigit(letter) && letter is not (' ' or '-' or '\u00a0' or '\u2011' or '\u2013')) || !IsControlled(digits))
        {
            return false;
        }

        snils = new Snils(digits);
        return true;
    }

    /// <inheritdoc />
    public override string ToString() => Masked;

    /// <inheritdoc />
    public bool Equals(Snils? other) => other?.Digits == Digits;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as Snils);

    /// <inheritdoc />
    public override int GetHashCode() => Digits.GetHashCode(StringComparison.Ordinal);

    private static bool IsControlled(string digits)
    {
        if (int.Parse(digits.AsSpan(0, 9), null) <= Uncontrolled)
        {
            return digits[..9] != "000000000";
        }

        var sum = 0;
        for (var i = 0; i < 9; i++)
        {
            sum += (9 - i) * (digits[i] - '0');
        }

        return sum % 101 % 100 == int.Parse(digits.AsSpan(9), null);
    }
}

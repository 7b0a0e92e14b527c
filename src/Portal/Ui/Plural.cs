using System.Globalization;

namespace Portal.Ui;

/// <summary>Russian plurals: 1 документ, 2 документа, 5 документов.</summary>
public static class Plural
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    /// <summary>The number with its word: «21 документ», «1 200 документов».</summary>
    public static string Of(long number, string one, string few, string many) =>
        $"{number.ToString("N0", Russian)}\u00a0{Form(number, one, few, many)}";

    /// <summary>The word alone.</summary>
    public static string Form(long number, string one, string few, string many)
    {
        var tail = Math.Abs(number % 100);
        return tail is >= 11 and <= 14 ? many : (tail % 10) switch { 1 => one, >= 2 and <= 4 => few, _ => many };
    }
}

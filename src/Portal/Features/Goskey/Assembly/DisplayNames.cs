using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Features.Goskey.Assembly;

/// <summary>A document's name for the screen, or why it is not taken.</summary>
/// <param name="Name">Trimmed, in Unicode's composed form; empty when it is not taken.</param>
/// <param name="Reason">A sentence for the user; null when the name is fine.</param>
public sealed record DisplayName(string Name, string? Reason);

/// <summary>Names of documents as people gave them: Cyrillic and punctuation are welcome, what deceives a reader or names a path is not.</summary>
public static partial class DisplayNames
{
    /// <summary>Characters of a name.</summary>
    public const int Longest = 200;

    /// <summary>Judges a name.</summary>
    public static DisplayName Check(string? name)
    {
        var trimmed = name?.Trim() ?? "";
        return Problem(trimmed) is { } reason ? new DisplayName("", reason) : new DisplayName(trimmed.Normalize(), null);
    }

    private static string? Problem(string name) =>
        name.Length == 0 ? "У файла нет имени"
        : name.Length > Longest ? $"Имя файла длиннее {Longest} знаков"
        : name.AsSpan().ContainsAny('/', '\\') || name == "." || name.StartsWith("..", StringComparison.Ordinal) || Drive().IsMatch(name)
            ? "Имя файла похоже на путь: оставьте только имя, без папок и диска"
        : name.EnumerateRunes().Select(Problem).FirstOrDefault(problem => problem is not null);

    // Format: marks of direction and of zero width, with which exe can be made to look like pdf.
    private static string? Problem(Rune symbol) =>
        symbol == Rune.ReplacementChar ? "В имени файла есть повреждённые знаки"
        : Rune.GetUnicodeCategory(symbol) switch
        {
            UnicodeCategory.Control => "В имени файла есть управляющие знаки",
            UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => "В имени файла есть невидимые знаки, например смены направления письма",
            _ => null,
        };

    [GeneratedRegex("^[A-Za-z]:")]
    private static partial Regex Drive();
}

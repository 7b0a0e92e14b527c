using System.Net.Mail;

namespace Portal.Features.Goskey.New;

/// <summary>Rules of who signs: the same for the form and for a file. Each tells what is wrong in a sentence, or null.</summary>
public static class RecipientRules
{
    /// <summary>Characters of a name.</summary>
    public const int LongestName = 200;

    /// <summary>Characters of an address.</summary>
    public const int LongestEmail = 254;

    /// <summary>Characters of a group's name.</summary>
    public const int LongestGroup = 100;

    /// <summary>People of one list.</summary>
    public const int MostPeople = 500;

    /// <summary>A name of a person.</summary>
    public static string? NameProblem(string? text) => string.IsNullOrWhiteSpace(text) ? "Не указано имя" : TextProblem(text, LongestName);

    /// <summary>An address for reminders; may be empty.</summary>
    public static string? EmailProblem(string? text)
    {
        var trimmed = text?.Trim() ?? "";
        return trimmed is "" ? null
            : trimmed.Length > LongestEmail ? $"Адрес длиннее {LongestEmail} знаков"
            : MailAddress.TryCreate(trimmed, out var address) && address.Address == trimmed && address.Host.Contains('.', StringComparison.Ordinal) && !address.Host.EndsWith('.') ? null
            : "Адрес почты пишется так: name@example.ru";
    }

    /// <summary>Any text of one line that a person types.</summary>
    public static string? TextProblem(string text, int longest) =>
        text.Trim().Length > longest ? $"Длиннее {longest} знаков"
        : text.Any(letter => char.IsControl(letter) || char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.Surrogate)
            ? "В тексте есть знаки, которых там быть не должно" : null;
}

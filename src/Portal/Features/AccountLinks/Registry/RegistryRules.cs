using System.Globalization;
using Portal.Features.Accounts;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>One row of the registry as it is typed or stands in a file.</summary>
public sealed record RegistryFields(
    string PartnerUserId, string FullName, string Inn, string Kpp, string Organization, string Phone, string Snils, string Thumbprint, string ValidUntil);

/// <summary>One row of the registry, checked: digits alone, the end of life as an instant.</summary>
public sealed record RegistryLine(
    string PartnerUserId, string FullName, string Inn, string? Kpp, string Organization, string Phone, string? Snils, string Thumbprint, DateTimeOffset ValidUntil);

/// <summary>The rules of a row: the same for a file and for the form.</summary>
public static class RegistryRules
{
    private const int LongestId = 200;
    private const int LongestName = 500;
    private const string InPhone = "0123456789+-() \u00a0";
    private const string InSnils = "0123456789- \u00a0";

    /// <summary>What is wrong, field by field; empty when the row is right.</summary>
    public static IReadOnlyDictionary<string, string> Problems(RegistryFields row)
    {
        ArgumentNullException.ThrowIfNull(row);
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        Add(nameof(row.PartnerUserId), string.IsNullOrWhiteSpace(row.PartnerUserId) ? "Не указан идентификатор пользователя" : TextProblem(row.PartnerUserId, LongestId));
        Add(nameof(row.FullName), string.IsNullOrWhiteSpace(row.FullName) ? "Не указано ФИО" : TextProblem(row.FullName, LongestName));
        Add(nameof(row.Inn), TaxNumbers.InnProblem(row.Inn));
        Add(nameof(row.Kpp), row.Kpp is "" ? null : TaxNumbers.KppProblem(row.Kpp));
        Add(nameof(row.Organization), string.IsNullOrWhiteSpace(row.Organization) ? "Не указана организация" : TextProblem(row.Organization, LongestName));
        Add(nameof(row.Phone), PhoneProblem(row.Phone));
        Add(nameof(row.Snils), row.Snils is "" ? null : SnilsProblem(row.Snils));
        Add(nameof(row.Thumbprint), row.Thumbprint is "" ? "Не указан отпечаток" : row.Thumbprint.Length == 40 && row.Thumbprint.All(char.IsAsciiHexDigit) ? null : "Отпечаток — это 40 шестнадцатеричных знаков");
        Add(nameof(row.ValidUntil), row.ValidUntil is "" ? "Не указано, до какого дня действует сертификат" : Day(row.ValidUntil) is null ? "Дата пишется так: 31.12.2027" : null);
        return problems;

        void Add(string field, string? problem)
        {
            if (problem is not null)
            {
                problems.Add(field, problem);
            }
        }
    }

    /// <summary>A row without problems, brought to the form in which it is stored.</summary>
    public static RegistryLine Line(RegistryFields row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return new RegistryLine(
            row.PartnerUserId, row.FullName, row.Inn, row.Kpp is "" ? null : row.Kpp, row.Organization, PhoneDigits(row.Phone),
            row.Snils is "" ? null : Digits(row.Snils), row.Thumbprint.ToUpperInvariant(), EndOf(Day(row.ValidUntil)!.Value));
    }

    /// <summary>The last second of a day in Moscow.</summary>
    public static DateTimeOffset EndOf(DateOnly day) => new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(3)).AddDays(1).AddSeconds(-1);

    /// <summary>The day as the file and the form have it.</summary>
    public static string DayOf(DateTimeOffset end) => end.ToOffset(TimeSpan.FromHours(3)).ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    // PostgreSQL takes no zero, and what cannot be seen cannot be compared; a tab is only a blank.
    private static string? TextProblem(string text, int longest) =>
        text.Length > longest ? $"Длиннее {longest} знаков"
        : text.Any(one => char.IsControl(one) && one != '\t') ? "В тексте есть невидимые служебные знаки"
        : null;

    private static string? PhoneProblem(string phone) =>
        phone is "" ? "Не указан телефон"
        : !phone.All(InPhone.Contains) || PhoneDigits(phone).Length != 10 ? "В телефоне 10 цифр без кода страны"
        : null;

    private static string? SnilsProblem(string snils)
    {
        var digits = Digits(snils);
        if (!snils.All(InSnils.Contains) || digits.Length != 11)
        {
            return "В СНИЛС 11 цифр";
        }

        // Numbers up to 001-001-998 have no control number.
        var number = int.Parse(digits[..9], CultureInfo.InvariantCulture);
        var sum = digits[..9].Select((digit, place) => (digit - '0') * (9 - place)).Sum() % 101 % 100;
        return number == 0 || (number > 1001998 && sum != int.Parse(digits[9..], CultureInfo.InvariantCulture))
            ? "Такого СНИЛС не бывает: не сходится контрольное число"
            : null;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "dd.MM.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 2000 and <= 2100 ? day : null;

    private static string PhoneDigits(string phone)
    {
        var digits = Digits(phone);
        return digits.Length == 11 && digits[0] is '7' or '8' ? digits[1..] : digits;
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
}

using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Portal.Features.Calendars;

/// <summary>
/// The days of a year on which nobody works (производственный календарь). A file of it is the JSON in which such calendars are commonly published: <c>year</c>, and twelve
/// <c>months</c> with <c>days</c>, a list of days off; a day with <c>*</c> is a shortened working day, one with <c>+</c> was moved there.
/// </summary>
public sealed record ProductionCalendar(int Year, string? Note, IReadOnlySet<DateOnly> DaysOff)
{
    /// <summary>Largest file, characters.</summary>
    public const int MostText = 64 * 1024;

    /// <summary>How many days of the year are worked.</summary>
    public int WorkingDays => (DateTime.IsLeapYear(Year) ? 366 : 365) - DaysOff.Count;

    /// <summary>Reads a file; false with what is wrong with it, for the person.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out ProductionCalendar? calendar, out string? problem)
    {
        (calendar, problem) = (null, null);
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("year", out var given) || !given.TryGetInt32(out var year) || year is < 2000 or > 2100)
            {
                problem = "В файле нет года (year) от 2000 до 2100.";
                return false;
            }

            var off = new HashSet<DateOnly>();
            var months = root.TryGetProperty("months", out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray().ToList() : [];
            if (months.Count != 12 || !months.Select(month => month.GetProperty("month").GetInt32()).Order().SequenceEqual(Enumerable.Range(1, 12)))
            {
                problem = "В файле должны быть все двенадцать месяцев (months), каждый один раз.";
                return false;
            }

            foreach (var month in months)
            {
                foreach (var day in (month.GetProperty("days").GetString() ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(day => !day.EndsWith('*')))
                {
                    off.Add(new DateOnly(year, month.GetProperty("month").GetInt32(), int.Parse(day.TrimEnd('+'), NumberStyles.None, CultureInfo.InvariantCulture)));
                }
            }

            calendar = new ProductionCalendar(year, root.TryGetProperty("note", out var note) && note.ValueKind == JsonValueKind.String ? note.GetString() : null, off);
            problem = calendar.WorkingDays is < 200 or > 280 ? $"По файлу в году {calendar.WorkingDays} рабочих дней: так не бывает. Проверьте, что перечислены все выходные, а не только праздники." : null;
            calendar = problem is null ? calendar : null;
            return calendar is not null;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            problem = "Файл не читается как производственный календарь: нужен JSON с годом и днями отдыха по месяцам.";
            return false;
        }
    }
}

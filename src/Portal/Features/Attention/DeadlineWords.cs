using System.Globalization;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Attention;

/// <summary>Deadlines in words for people.</summary>
public static class DeadlineWords
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");

    // Contract auth 3.7: everything that was taken in some way, or is not wanted.
    private static readonly HashSet<Word> Done =
    [
        new("sent"), new("sentAfterDeadline"), new("accepted"), new("acceptedWithWarning"), new("acceptedAfterDeadline"), new("acceptedWithSent"), new("acceptedCustom"),
        new("acceptedWithRebuke"), new("notRequiredReport"),
    ];

    /// <summary>True when nobody has to act any more.</summary>
    public static bool IsDone(Word status) => Done.Contains(status);

    /// <summary>«октябрь 2026», «3 квартал 2026», «2025 год».</summary>
    public static string Period(DateOnly? start, DateOnly? end, int year) => (start, end) switch
    {
        ({ } from, { } to) when from.Year == to.Year && from.Month == to.Month => from.ToString("MMMM yyyy", Russian),
        ({ } from, { } to) when from.Year == to.Year && from.Month % 3 == 1 && to.Month == from.Month + 2 => string.Create(Russian, $"{(from.Month / 3) + 1} квартал {from.Year}"),
        _ => string.Create(Russian, $"{year} год"),
    };

    /// <summary>How near it is: «Срок прошёл», «Сегодня», «Завтра», «Через 5 дней».</summary>
    public static string Near(DateOnly day, DateOnly today) => (day.DayNumber - today.DayNumber) switch
    {
        < 0 => "Срок прошёл",
        0 => "Сегодня",
        1 => "Завтра",
        var days => $"Через {Ui.Plural.Of(days, "день", "дня", "дней")}",
    };

    /// <summary>What a report of the table waits for; null for the ordinary «not sent».</summary>
    public static string? State(string raw) => new Word(raw) is var word && word == ReportStatuses.Declined ? "Отправлен, но не принят"
        : word == ReportStatuses.NotSentAfterDeadline ? "Не отправлен в срок"
        : word == ReportStatuses.NotSent || word.IsEmpty ? null : raw;
}

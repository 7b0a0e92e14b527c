using System.Globalization;

namespace Portal.Ui;

/// <summary>Instants as the tax service counts them: always Moscow time, and always said so.</summary>
public sealed class MoscowTime(TimeProvider clock)
{
    private static readonly CultureInfo Russian = CultureInfo.GetCultureInfo("ru-RU");
    private static readonly TimeSpan Offset = TimeSpan.FromHours(3);

    /// <summary>Today's date in Moscow.</summary>
    public DateOnly Today => DateOf(clock.GetUtcNow());

    /// <summary>The date in Moscow at an instant.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToOffset(Offset).DateTime);

    /// <summary>«сегодня, 16:05 МСК», «вчера, 16:05 МСК», else the whole date.</summary>
    public string Near(DateTimeOffset instant)
    {
        var moscow = instant.ToOffset(Offset);
        var word = (Today.DayNumber - DateOf(instant).DayNumber) switch
        {
            0 => "сегодня",
            1 => "вчера",
            -1 => "завтра",
            _ => null,
        };
        return word is null ? Full(instant) : string.Create(Russian, $"{word}, {moscow:HH:mm}\u00a0МСК");
    }

    /// <summary>«22 ноября 2026, 16:05 МСК».</summary>
    public static string Full(DateTimeOffset instant)
    {
        var moscow = instant.ToOffset(Offset);
        return string.Create(Russian, $"{moscow:d MMMM yyyy}, {moscow:HH:mm}\u00a0МСК");
    }

    /// <summary>«22 ноября 2026».</summary>
    public static string Day(DateTimeOffset instant) => Day(DateOf(instant));

    /// <summary>«22 ноября 2026».</summary>
    public static string Day(DateOnly date) => date.ToString("d MMMM yyyy", Russian);
}

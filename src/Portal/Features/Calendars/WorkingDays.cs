namespace Portal.Features.Calendars;

/// <summary>Counts working days over the calendars that are known; a year without one has its weekends and the holidays of the Labour Code (article 112), no moved days.</summary>
public sealed class WorkingDays(IEnumerable<ProductionCalendar> calendars)
{
    private static readonly (int Month, int Day)[] Holidays =
        [(1, 1), (1, 2), (1, 3), (1, 4), (1, 5), (1, 6), (1, 7), (1, 8), (2, 23), (3, 8), (5, 1), (5, 9), (6, 12), (11, 4)];

    private readonly Dictionary<int, ProductionCalendar> years = calendars.ToDictionary(calendar => calendar.Year);

    /// <summary>Whether the day is worked.</summary>
    public bool IsWorking(DateOnly day) => years.TryGetValue(day.Year, out var calendar) ? !calendar.DaysOff.Contains(day)
        : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !Holidays.Contains((day.Month, day.Day));

    /// <summary>The last day of a term of so many working days that begins the day after <paramref name="from"/> (Tax Code, article 6.1).</summary>
    public DateOnly After(DateOnly from, int days)
    {
        var day = from;
        while (days > 0)
        {
            day = day.AddDays(1);
            days -= IsWorking(day) ? 1 : 0;
        }

        return day;
    }
}

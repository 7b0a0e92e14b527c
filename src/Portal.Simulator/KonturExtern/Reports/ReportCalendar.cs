namespace Portal.Simulator.KonturExtern.Reports;

/// <summary>A reporting period: year and number in the year (1 for a year, 1–4 for quarters, 1–12 for months).</summary>
internal sealed record ReportPeriod(int Year, int Number, DateOnly Start, DateOnly End);

/// <summary>A period with the day by which something is due.</summary>
internal sealed record DuePeriod(ReportPeriod Period, DateOnly Deadline, int Part = 1);

/// <summary>Deadlines by rule; what falls on a weekend moves to Monday.</summary>
internal static class ReportCalendar
{
    public static IEnumerable<DuePeriod> Deadlines(string periodicity, int monthsAfter, int day, int parts, DateOnly first, DateOnly last) =>
        from year in Enumerable.Range(first.Year - 2, Math.Max(0, last.Year - first.Year + 3))
        from period in PeriodsOf(periodicity, year)
        from part in Enumerable.Range(1, parts)
        let due = WorkingDay(DayOf(period.End, monthsAfter + part - 1, day))
        where due >= first && due <= last
        orderby due
        select new DuePeriod(period, due, part);

    private static IEnumerable<ReportPeriod> PeriodsOf(string periodicity, int year)
    {
        var months = periodicity switch { ReportForms.Yearly => 12, ReportForms.Quarterly => 3, _ => 1 };
        return Enumerable.Range(0, 12 / months).Select(index =>
        {
            var start = new DateOnly(year, (index * months) + 1, 1);
            return new ReportPeriod(year, index + 1, start, start.AddMonths(months).AddDays(-1));
        });
    }

    private static DateOnly DayOf(DateOnly end, int monthsAfter, int day)
    {
        var month = new DateOnly(end.Year, end.Month, 1).AddMonths(monthsAfter);
        return month.AddDays(Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)) - 1);
    }

    private static DateOnly WorkingDay(DateOnly day) => day.DayOfWeek switch
    {
        DayOfWeek.Saturday => day.AddDays(2),
        DayOfWeek.Sunday => day.AddDays(1),
        _ => day,
    };
}

using System.Globalization;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Pure dates as docflows write them (drafts contract 0.3): midnight without a zone.</summary>
internal static class Days
{
    public static string Of(DateTimeOffset at) => Of(DateOnly.FromDateTime(at.ToOffset(TimeSpan.FromHours(3)).DateTime));

    /// <summary>So many working days later; holidays are not known here.</summary>
    public static DateTimeOffset Working(DateTimeOffset from, int days)
    {
        var day = from;
        while (days > 0)
        {
            day = day.AddDays(1);
            days -= day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : 1;
        }

        return day;
    }

    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd'T00:00:00.0000000'", CultureInfo.InvariantCulture);
}

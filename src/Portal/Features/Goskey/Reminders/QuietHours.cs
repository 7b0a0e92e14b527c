namespace Portal.Features.Goskey.Reminders;

/// <summary>Hours of the night, by Moscow time, in which no letters go to recipients.</summary>
/// <param name="From">They begin.</param>
/// <param name="Until">They end; before <paramref name="From"/> when they go over midnight. Equal to it, there are none.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly Until)
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>The moment itself, or the end of the quiet hours that it lies in.</summary>
    public DateTimeOffset Loud(DateTimeOffset moment)
    {
        var local = moment.ToOffset(Moscow);
        var time = TimeOnly.FromTimeSpan(local.TimeOfDay);
        var isQuiet = From <= Until ? time >= From && time < Until : time >= From || time < Until;
        if (!isQuiet)
        {
            return moment;
        }

        var end = new DateTimeOffset(local.Date, Moscow) + Until.ToTimeSpan();
        return end > moment ? end : end.AddDays(1);
    }
}

namespace Portal.Features.Goskey.Reminders;

/// <summary>The plan of letters to a recipient: one right after the sending, one four hours before the end.</summary>
internal static class Reminder
{
    private static readonly TimeSpan Ahead = TimeSpan.FromHours(4);

    /// <summary>How many letters there are at most.</summary>
    public const int Most = 2;

    /// <summary>When the letter of this number (from 0) is due; null when there is none, or when its time would come after the end.</summary>
    public static DateTimeOffset? DueAt(int number, DateTimeOffset sentAt, DateTimeOffset until, QuietHours quiet)
    {
        var wanted = number switch
        {
            0 => sentAt,
            1 => until - Ahead > sentAt ? until - Ahead : (DateTimeOffset?)null,
            _ => null,
        };
        return wanted is { } moment && quiet.Loud(moment) is var loud && loud < until ? loud : null;
    }
}

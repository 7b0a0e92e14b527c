using Portal.Ui;

namespace Portal.Features.Goskey;

/// <summary>What is left of the time for signing, in words.</summary>
public static class Countdown
{
    /// <summary>«осталось 5 часов 12 минут», «осталось меньше минуты», «время вышло».</summary>
    public static string Of(DateTimeOffset until, DateTimeOffset now)
    {
        var left = until - now;
        if (left <= TimeSpan.Zero)
        {
            return "время вышло";
        }

        var (hours, minutes) = ((int)left.TotalHours, left.Minutes);
        return hours == 0 && minutes == 0 ? "осталось меньше минуты"
            : $"осталось {(hours > 0 ? Plural.Of(hours, "час", "часа", "часов") : "")}{(hours > 0 && minutes > 0 ? " " : "")}{(minutes > 0 ? Plural.Of(minutes, "минута", "минуты", "минут") : "")}";
    }
}

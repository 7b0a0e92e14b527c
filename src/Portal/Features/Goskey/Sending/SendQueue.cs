namespace Portal.Features.Goskey.Sending;

/// <summary>The limit of contract goskey 3.11: orders of one API-Key owner. Whoever waits is told when their turn comes.</summary>
public static class SendQueue
{
    /// <summary>Orders in one <see cref="Window"/>.</summary>
    public const int Limit = 20;

    /// <summary>The window, with a little more for EPGU's clock.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(5);

    /// <summary>When the package at a place gets its turn: now, or when enough of the last ones are older than the window.</summary>
    /// <param name="place">From 0.</param>
    /// <param name="used">When the owner's orders of the last window were made, in any order.</param>
    /// <param name="now">Now.</param>
    public static DateTimeOffset TurnOf(int place, IReadOnlyCollection<DateTimeOffset> used, DateTimeOffset now)
    {
        var turns = used.Where(at => at > now - Window).Order().ToList();
        for (var i = 0; ; i++)
        {
            var turn = turns.Count < Limit ? now : turns[^Limit] + Window;
            turn = turn < now ? now : turn;
            if (i == place)
            {
                return turn;
            }

            turns.Add(turn);
        }
    }
}

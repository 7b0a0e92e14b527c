namespace Portal.Simulator.State;

/// <summary>
/// The clock of due times (robots, SMS, deadlines). <c>POST /controls/clock/advance</c> moves it; freshness of timestamps and tokens
/// uses the wall clock instead.
/// </summary>
public sealed class SimulatorClock(TimeProvider wall, StateStore store) : IResettable
{
    private const string Kind = "clock";
    private readonly Lock gate = new();
    private TimeSpan offset = store.All<TimeSpan>(Kind) is [var saved, ..] ? saved : TimeSpan.Zero;

    /// <summary>Now, as due times see it (UTC).</summary>
    public DateTimeOffset UtcNow => wall.GetUtcNow() + Offset;

    /// <summary>How far this clock is ahead of the wall clock.</summary>
    public TimeSpan Offset
    {
        get
        {
            lock (gate)
            {
                return offset;
            }
        }
    }

    /// <summary>Moves the clock forward and remembers it.</summary>
    public void Advance(TimeSpan by)
    {
        lock (gate)
        {
            offset += by;
            store.Put(Kind, "offset", offset);
        }
    }

    /// <summary>Back to the wall clock (the controls' reset).</summary>
    public void Reset()
    {
        lock (gate)
        {
            offset = TimeSpan.Zero;
            store.Remove(Kind, "offset");
        }
    }
}

namespace Portal.Features.Goskey.Tracking;

/// <summary>How often EPGU is asked (contract goskey gap 24).</summary>
public static class TrackingRhythm
{
    /// <summary>Between two lists of changes of one sender.</summary>
    public static readonly TimeSpan List = TimeSpan.FromMinutes(1);

    /// <summary>How far a list of changes looks back behind the last one.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>How long an order may be unknown to EPGU before a person has to look.</summary>
    public static readonly TimeSpan Missing = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Slow = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>Until the next asking of a package of this age.</summary>
    public static TimeSpan Next(TimeSpan age) => age < Early ? Quick : Slow;

    /// <summary>Until the next try after so many failures in a row: doubled each time up to ten minutes, and spread, so that what failed together does not come back together.</summary>
    public static TimeSpan After(long failures)
    {
        var ceiling = Math.Min(Longest.TotalSeconds, Shortest.TotalSeconds * Math.Pow(2, Math.Min(failures, 20)));
        return TimeSpan.FromSeconds(ceiling * (0.5 + (Random.Shared.NextDouble() / 2)));
    }
}

namespace Portal.Features.Docflows.List;

/// <summary>Section <c>DocflowList</c>: how often the stored lists are brought up to date without anybody looking.</summary>
public sealed class DocflowListOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "DocflowList";

    /// <summary>Time between two lists of what has changed, per person and organisation.</summary>
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Time between two full lists: so long a right that was taken away may still be seen.</summary>
    public TimeSpan FullInterval { get; set; } = TimeSpan.FromHours(1);

    /// <summary>How far lists of changes overlap: the service orders by time of change, and clocks of its parts differ.</summary>
    public TimeSpan Overlap { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Years that a full list goes back.</summary>
    public int Years { get; set; } = 5;

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Interval < TimeSpan.FromSeconds(10) || Interval > TimeSpan.FromDays(1))
        {
            yield return "DocflowList:Interval must lie between 00:00:10 and 1.00:00:00";
        }

        if (FullInterval < Interval || FullInterval > TimeSpan.FromDays(7))
        {
            yield return "DocflowList:FullInterval must lie between DocflowList:Interval and 7.00:00:00";
        }

        if (Overlap < TimeSpan.Zero || Overlap > TimeSpan.FromDays(1))
        {
            yield return "DocflowList:Overlap must lie between 00:00:00 and 1.00:00:00";
        }

        if (Years is < 1 or > 20)
        {
            yield return "DocflowList:Years must lie between 1 and 20";
        }
    }
}

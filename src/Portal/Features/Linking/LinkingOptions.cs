namespace Portal.Features.Linking;

/// <summary>Section <c>Linking</c>: who may be linked, and how often one may try.</summary>
public sealed class LinkingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Linking";

    /// <summary>First links wait for an administrator.</summary>
    public bool RequireApproval { get; set; }

    /// <summary>Attempts to link in an hour, per person and per phone.</summary>
    public int AttemptsPerHour { get; set; } = 5;

    /// <summary>Time between asking for a relink and carrying it out.</summary>
    public TimeSpan RelinkCoolOff { get; set; } = TimeSpan.FromHours(24);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (AttemptsPerHour is < 1 or > 1000)
        {
            yield return "Linking:AttemptsPerHour must lie between 1 and 1000";
        }

        if (RelinkCoolOff < TimeSpan.Zero || RelinkCoolOff > TimeSpan.FromDays(30))
        {
            yield return "Linking:RelinkCoolOff must lie between 0 and 30 days";
        }
    }
}

namespace Portal.Features.Audit;

/// <summary>Section <c>Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Audit";

    /// <summary>Rows older than this many days are removed once a day; zero keeps them for ever.</summary>
    public int KeepDays { get; set; }

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (KeepDays is < 0 or > 36500)
        {
            yield return "Audit:KeepDays must lie between 0 (for ever) and 36500";
        }
    }
}

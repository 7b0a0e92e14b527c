namespace Portal.Features.Confirmations;

/// <summary>Section <c>Confirmations</c>: what the service does not document and may change.</summary>
public sealed class ConfirmationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Confirmations";

    /// <summary>Digits of a code: at that length it is sent by itself (contract drafts 8, G1: not documented).</summary>
    public int CodeLength { get; set; } = 6;

    /// <summary>How long a code is thought to be good: shown as «примерно», never a reason to refuse one (contract drafts 2.3: not documented).</summary>
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (CodeLength is < 4 or > 10)
        {
            yield return "Confirmations:CodeLength must lie between 4 and 10";
        }

        if (CodeLifetime < TimeSpan.FromMinutes(1) || CodeLifetime > TimeSpan.FromDays(1))
        {
            yield return "Confirmations:CodeLifetime must lie between 00:01:00 and 1.00:00:00";
        }
    }
}

namespace Portal.Features.Confirmations;

/// <summary>Section <c>Confirmations</c>: what the service does not document and may change.</summary>
public sealed class ConfirmationOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Confirmations";

    /// <summary>Digits of a code: at that length it is sent by itself (contract drafts 8, G1: not documented).</summary>
    public int CodeLength { get; set; } = 6;

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (CodeLength is < 4 or > 10)
        {
            yield return "Confirmations:CodeLength must lie between 4 and 10";
        }
    }
}

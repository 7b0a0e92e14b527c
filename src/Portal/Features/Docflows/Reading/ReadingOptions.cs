namespace Portal.Features.Docflows.Reading;

/// <summary>Section <c>Docflows</c>: documents that were read.</summary>
public sealed class ReadingOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Docflows";

    /// <summary>How long the portal keeps a content that was encrypted; afterwards it is read from Kontur again when somebody opens it.</summary>
    public TimeSpan KeepDecrypted { get; set; } = TimeSpan.FromDays(30);

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (KeepDecrypted < TimeSpan.FromMinutes(1) || KeepDecrypted > TimeSpan.FromDays(3650))
        {
            yield return "Docflows:KeepDecrypted must lie between 00:01:00 and 3650.00:00:00";
        }
    }
}

namespace Portal.Browser.Tests;

/// <summary>A portal that gives up a call to Kontur after three seconds, so that what is unclear is settled within a test.</summary>
public sealed class HastyPortalFixture : PortalFixture
{
    /// <summary>How long one call may take.</summary>
    public static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(3);

    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["KonturExtern:RequestTimeout"] = $"{RequestTimeout:c}" };
}

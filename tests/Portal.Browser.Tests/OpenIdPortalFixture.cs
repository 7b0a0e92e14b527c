namespace Portal.Browser.Tests;

/// <summary>A portal whose sessions with Kontur are access tokens of the OpenID provider instead of sids.</summary>
public sealed class OpenIdPortalFixture : PortalFixture
{
    /// <inheritdoc />
    protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["KonturAuth:SessionMode"] = "OpenIdTrusted" };
}

namespace Portal.Browser.Tests;

/// <summary>The first report with access tokens of Kontur's OpenID provider.</summary>
public sealed class OpenIdFirstReportTests(BrowserFixture browser, OpenIdPortalFixture stage) : FirstReportJourney(browser, stage), IClassFixture<OpenIdPortalFixture>
{
    /// <inheritdoc />
    protected override string SignInPath => "/identity/connect/token";

    /// <inheritdoc />
    protected override string OtherSignInPath => "/authenticate-by-truster";
}

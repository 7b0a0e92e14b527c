using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.WebUtilities;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>A browser and a portal in front of the partner's provider: code flow with PKCE, by hand.</summary>
internal sealed partial class PartnerUser(RunningSimulator simulator) : IDisposable
{
    public const string Callback = "http://localhost:17321/signin-oidc";

    private readonly string verifier = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(32));

    public HttpClient Browser { get; } = simulator.Browser();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> AuthorizeAsync(params (string Name, string? Value)[] changes)
    {
        var query = new Dictionary<string, string?>
        {
            ["client_id"] = "portal", ["response_type"] = "code", ["response_mode"] = "query", ["redirect_uri"] = Callback, ["scope"] = "openid profile email roles",
            ["state"] = "state-1", ["nonce"] = "nonce-1", ["code_challenge_method"] = "S256",
            ["code_challenge"] = WebEncoders.Base64UrlEncode(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))),
        };
        foreach (var (name, value) in changes)
        {
            query[name] = value;
        }

        return Browser.GetAsync(QueryHelpers.AddQueryString("idp/connect/authorize", query.Where(pair => pair.Value is not null)), Stop);
    }

    /// <summary>Fills in the login page; returns the answer to the form.</summary>
    public async Task<HttpResponseMessage> LogInAsync(Uri loginPage, string login, string password, bool antiforgery = true)
    {
        var html = await Browser.GetStringAsync(loginPage, Stop);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = antiforgery ? Field(html, "__RequestVerificationToken") : "",
            ["returnUrl"] = Field(html, "returnUrl"),
            ["login"] = login,
            ["password"] = password,
        });
        return await Browser.PostAsync("idp/login", form, Stop);
    }

    /// <summary>From the authorization request to the code, through the login page when one is shown.</summary>
    public async Task<string> SignInAsync(string login, params (string Name, string? Value)[] changes)
    {
        var answer = await AuthorizeAsync(changes);
        if (IsLoginPage(answer))
        {
            var back = await LogInAsync(answer.Headers.Location!, login, $"{login}-pass");
            Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
            answer = await Browser.GetAsync(back.Headers.Location, Stop);
        }

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.StartsWith(Callback + "?", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        return QueryHelpers.ParseQuery(answer.Headers.Location.Query)["code"].ToString();
    }

    public async Task<(HttpStatusCode Status, JsonElement Body)> ExchangeAsync(string code, string? secret = null)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = Callback, ["code_verifier"] = verifier,
            ["client_id"] = "portal", ["client_secret"] = secret ?? simulator.Sandbox("idp-client-secret"),
        });
        using var answer = await Browser.PostAsync("idp/connect/token", form, Stop);
        return (answer.StatusCode, JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement);
    }

    public static bool IsLoginPage(HttpResponseMessage answer) =>
        answer.StatusCode == HttpStatusCode.Redirect && answer.Headers.Location!.OriginalString.StartsWith("/idp/login?", StringComparison.Ordinal);

    public static JsonElement Claims(string token) => JsonDocument.Parse(WebEncoders.Base64UrlDecode(token.Split('.')[1])).RootElement;

    public void Dispose() => Browser.Dispose();

    private static string Field(string html, string name) =>
        WebUtility.HtmlDecode(HiddenField().Matches(html).First(match => match.Groups[1].Value == name).Groups[2].Value);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();
}

using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Portal.Testing;

namespace Portal.Tests.Access;

/// <summary>A browser without scripts: cookies, and redirects followed only when asked.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly RunningPortal portal;

    public Visitor(RunningPortal portal)
    {
        this.portal = portal;
        Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = portal.Address };
    }

    public CookieContainer Cookies { get; } = new();

    public HttpClient Http { get; }

    /// <summary>The session cookie of the portal, or null.</summary>
    public string? Session => Cookies.GetCookies(portal.Address)["portal"]?.Value;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>From the portal through the provider's login form back to the portal; returns the answer that is no redirect to the provider any more.</summary>
    public async Task<HttpResponseMessage> SignInAsync(string login, string returnUrl = "/not-found")
    {
        var answer = await WalkAsync(await Http.GetAsync("/signin?returnUrl=" + Uri.EscapeDataString(returnUrl), Stop), stopAtPortal: true);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            var html = await answer.Content.ReadAsStringAsync(Stop);
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["__RequestVerificationToken"] = Field(html, "__RequestVerificationToken"), ["returnUrl"] = Field(html, "returnUrl"),
                ["login"] = login, ["password"] = login + "-pass",
            });
            answer = await WalkAsync(await Http.PostAsync(new Uri(answer.RequestMessage!.RequestUri!, "/idp/login"), form, Stop), stopAtPortal: true);
        }

        return answer;
    }

    /// <summary>Follows redirects: all of them, or until the portal has answered its own <c>/signin-oidc</c>.</summary>
    public async Task<HttpResponseMessage> WalkAsync(HttpResponseMessage answer, bool stopAtPortal = false)
    {
        for (var step = 0; answer.StatusCode is HttpStatusCode.Redirect or HttpStatusCode.Found or HttpStatusCode.SeeOther; step++)
        {
            Assert.True(step < 15, "Redirects without an end");
            if (stopAtPortal && answer.RequestMessage!.RequestUri!.AbsolutePath == "/signin-oidc")
            {
                break;
            }

            answer = await Http.GetAsync(new Uri(answer.RequestMessage!.RequestUri!, answer.Headers.Location!), Stop);
        }

        return answer;
    }

    /// <summary>A POST with a token that the portal itself made for this visitor.</summary>
    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Headers.Add("RequestVerificationToken", await TokenAsync());
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await Http.SendAsync(request, Stop);
    }

    /// <summary>What the portal knows of this visitor's cookie.</summary>
    public async Task<AuthenticateResult> AuthenticateAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        return await Context(scope.ServiceProvider).AuthenticateAsync();
    }

    public void Dispose() => Http.Dispose();

    private async Task<string> TokenAsync()
    {
        await using var scope = portal.Services.CreateAsyncScope();
        var context = Context(scope.ServiceProvider);
        context.User = (await context.AuthenticateAsync()).Principal ?? context.User;
        var tokens = portal.Get<IAntiforgery>().GetAndStoreTokens(context);
        foreach (var cookie in context.Response.Headers.SetCookie)
        {
            Cookies.SetCookies(portal.Address, cookie!);
        }

        return tokens.RequestToken!;
    }

    private DefaultHttpContext Context(IServiceProvider services)
    {
        var context = new DefaultHttpContext { RequestServices = services };
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString(portal.Address.Authority));
        context.Request.Headers.Cookie = Cookies.GetCookieHeader(portal.Address);
        return context;
    }

    private static string Field(string html, string name) =>
        WebUtility.HtmlDecode(HiddenField().Matches(html).First(match => match.Groups[1].Value == name).Groups[2].Value);

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\">")]
    private static partial Regex HiddenField();
}

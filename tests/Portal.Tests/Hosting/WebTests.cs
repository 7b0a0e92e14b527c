using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using Portal.Testing;

namespace Portal.Tests.Hosting;

public sealed partial class WebTests(WebTests.Stage stage) : IClassFixture<WebTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_page_names_its_styles_by_fingerprint_and_they_are_there_for_ever()
    {
        var html = await stage.Http.GetStringAsync("/", Stop);
        var sheets = Stylesheet().Matches(html).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains(sheets, sheet => Fingerprinted().IsMatch(sheet));
        Assert.All(sheets.Where(sheet => sheet.Contains("portal", StringComparison.OrdinalIgnoreCase)), sheet => Assert.Matches(Fingerprinted(), sheet));
        foreach (var sheet in sheets)
        {
            using var answer = await stage.Http.GetAsync(sheet, Stop);
            Assert.Equal((HttpStatusCode.OK, "text/css"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.True((await answer.Content.ReadAsByteArrayAsync(Stop)).Length > 100, sheet);
        }
    }

    [Fact]
    public async Task A_page_carries_the_security_headers_and_a_nonce_of_its_own()
    {
        using var first = await stage.Http.GetAsync("/", Stop);
        using var second = await stage.Http.GetAsync("/", Stop);

        var policy = PolicyOf(first);
        var nonce = Nonce().Match(policy).Groups[1].Value;
        Assert.True(nonce.Length >= 20);
        Assert.DoesNotContain(nonce, PolicyOf(second), StringComparison.Ordinal);
        foreach (var part in new[] { "default-src 'self'", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'self'", "'strict-dynamic'" })
        {
            Assert.Contains(part, policy, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe-inline", policy[policy.IndexOf("script-src", StringComparison.Ordinal)..], StringComparison.Ordinal);
        Assert.Equal("nosniff", first.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("DENY", first.Headers.GetValues("X-Frame-Options").Single());
        Assert.Equal("same-origin", first.Headers.GetValues("Cross-Origin-Opener-Policy").Single());
        Assert.Equal("strict-origin-when-cross-origin", first.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(first.Headers.Contains("Server"));

        var scripts = Script().Matches(await first.Content.ReadAsStringAsync(Stop));
        Assert.NotEmpty(scripts);
        Assert.All(scripts, script => Assert.Contains($"nonce=\"{nonce}\"", WebUtility.HtmlDecode(script.Value), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData(null)]
    public async Task The_socket_of_a_circuit_is_refused_to_another_origin(string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Circuit(), Stop));
        Assert.Equal(HttpStatusCode.Forbidden, socket.HttpStatusCode);
    }

    [Fact]
    public async Task A_page_of_another_origin_cannot_begin_a_circuit_without_a_socket_either()
    {
        foreach (var (origin, status) in new[] { ("https://evil.example", HttpStatusCode.Forbidden), (stage.Portal.Address.GetLeftPart(UriPartial.Authority), HttpStatusCode.OK) })
        {
            using var ask = new HttpRequestMessage(HttpMethod.Post, "/_blazor/negotiate?negotiateVersion=1");
            ask.Headers.Add("Origin", origin);
            using var answer = await stage.Http.SendAsync(ask, Stop);
            Assert.Equal(status, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_socket_of_a_circuit_opens_to_the_portals_own_origin()
    {
        using var socket = new ClientWebSocket();
        socket.Options.SetRequestHeader("Origin", stage.Portal.Address.GetLeftPart(UriPartial.Authority));

        await socket.ConnectAsync(Circuit(), Stop);

        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task The_health_is_told_to_everybody_and_nothing_else(string path) => Assert.Equal("Healthy", await stage.Http.GetStringAsync(path, Stop));

    [Fact]
    public async Task An_unknown_page_is_a_russian_404_and_an_unknown_file_a_bare_one()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Get, "/no/such/page");
        ask.Headers.Add("Accept", "text/html,application/xhtml+xml");
        using var page = await stage.Http.SendAsync(ask, Stop);
        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (page.StatusCode, page.Content.Headers.ContentType?.MediaType));
        Assert.Contains("lang=\"ru\"", await page.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);

        using var file = await stage.Http.GetAsync("/no/such/file.json", Stop);
        Assert.Equal(HttpStatusCode.NotFound, file.StatusCode);
        Assert.Empty(await file.Content.ReadAsByteArrayAsync(Stop));
    }

    [Fact]
    public async Task The_head_of_the_door_is_answered_like_the_door()
    {
        using var ask = new HttpRequestMessage(HttpMethod.Head, "/");
        using var answer = await stage.Http.SendAsync(ask, Stop);

        Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.Contains("Content-Security-Policy"));
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Stop));
    }

    // Blazor adds a second policy with frame-ancestors alone; a browser keeps both.
    private static string PolicyOf(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Content-Security-Policy").Single(policy => policy.Contains("script-src", StringComparison.Ordinal));

    private Uri Circuit() => new UriBuilder(stage.Portal.Address) { Scheme = "ws", Path = "/_blazor" }.Uri;

    [GeneratedRegex("<link rel=\"stylesheet\" href=\"([^\"]+)\"")]
    private static partial Regex Stylesheet();

    [GeneratedRegex(@"\.[a-z0-9]{10}\.(?:min\.|styles\.|bundle\.)*css$")]
    private static partial Regex Fingerprinted();

    [GeneratedRegex("script-src 'nonce-([^']+)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<script[^>]*>")]
    private static partial Regex Script();

    /// <summary>One portal and a client without cookies.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        private Outside? outside;

        public RunningPortal Portal { get; private set; } = null!;

        public HttpClient Http { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            outside = await Outside.StartAsync();
            Portal = await RunningPortal.StartAsync(outside);
            Http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Portal.Address };
        }

        public async ValueTask DisposeAsync()
        {
            Http.Dispose();
            await Portal.DisposeAsync();
            await outside!.DisposeAsync();
        }
    }
}

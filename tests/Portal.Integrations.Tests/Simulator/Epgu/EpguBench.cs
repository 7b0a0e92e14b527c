using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Simulator;
using Portal.Testing;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>A simulator on folders of its own, and the sandbox's sender, over plain HTTP.</summary>
internal sealed class EpguBench : IAsyncDisposable
{
    private readonly string root;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private SimulatorApp app;
    private string? token;

    private EpguBench(SimulatorApp app, string root, Sender sender) => (this.app, this.root, Sender) = (app, root, sender);

    public Sender Sender { get; }

    public Uri Address => app.Address;

    public string SandboxFolder => Path.Combine(root, "sandbox");

    public string StateFolder => Path.Combine(root, "state");

    public static async Task<EpguBench> StartAsync()
    {
        var root = Directory.CreateTempSubdirectory("epgu-").FullName;
        var settings = Settings(root);
        await SeededSimulator.PrepareAsync(settings.StateFolder, settings.SandboxFolder);
        var app = await SimulatorApp.StartAsync(settings);
        return new EpguBench(app, root, Sender.OfSandbox(settings.SandboxFolder));
    }

    public async Task RestartAsync()
    {
        await app.DisposeAsync();
        app = await SimulatorApp.StartAsync(Settings(root));
    }

    /// <summary>Moves the simulator's clock.</summary>
    public Task AdvanceAsync(string by) => ControlAsync($"clock/advance?by={by}");

    public async Task<EpguReply> ControlAsync(string path, object? body = null, HttpMethod? verb = null) =>
        await SendAsync(new HttpRequestMessage(verb ?? HttpMethod.Post, new Uri(Address, $"controls/{path}")) { Content = body is null ? null : JsonContent(body) });

    public Task<EpguReply> QuirksAsync(object quirks) => ControlAsync("epgu/quirks", quirks);

    /// <summary>Asks ESIA for a token with the sender's own signature, or with another text as the signature.</summary>
    public Task<EpguReply> AskTokenAsync(string? signature = null, string? apiKey = null) => SendAsync(new HttpRequestMessage(
        HttpMethod.Get, new Uri(Address, $"esia/esia-rs/api/public/v1/orgs/ext-app/{apiKey ?? Sender.ApiKey}/tkn?signature={signature ?? Sender.KeySignature()}")));

    public async Task<string> TokenAsync() => token ??= (string)(await AskTokenAsync()).Expect(HttpStatusCode.OK).Json["accessTkn"]!;

    public void ForgetToken() => token = null;

    /// <summary>A call of EPGU's API with the sender's token, unless another one is given; "" sends none.</summary>
    public async Task<EpguReply> CallAsync(HttpMethod verb, string path, HttpContent? content = null, string? bearer = null, string? cookie = null)
    {
        var request = new HttpRequestMessage(verb, new Uri(Address, "epgu/api/" + path)) { Content = content };
        if ((bearer ?? await TokenAsync()) is { Length: > 0 } sent)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sent);
        }

        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return await SendAsync(request);
    }

    public Task<EpguReply> PushAsync(byte[] zip, string? meta = null, string? bearer = null) => CallAsync(HttpMethod.Post, "gusmev/push", Form(zip, meta), bearer);

    /// <summary>Pushes and lets the processing end.</summary>
    public async Task<long> DeliverAsync(byte[] zip)
    {
        var id = (long)(await PushAsync(zip)).Expect(HttpStatusCode.OK).Json["orderId"]!;
        await AdvanceAsync("00:00:02");
        return id;
    }

    public async Task<long> ReserveAsync() => (long)(await CallAsync(HttpMethod.Post, "gusmev/order", JsonContent(Meta))).Expect(HttpStatusCode.OK).Json["orderId"]!;

    public Task<EpguReply> DetailsAsync(long order, string? bearer = null) => CallAsync(HttpMethod.Post, $"gusmev/order/{order}?embed=STATUS_HISTORY", bearer: bearer);

    /// <summary>The inner object of the details, of an order that is there.</summary>
    public async Task<JsonNode> OrderAsync(long order)
    {
        var envelope = (await DetailsAsync(order)).Expect(HttpStatusCode.OK).Json;
        Assert.True((string?)envelope["code"] == "OK", envelope.ToJsonString());
        return JsonNode.Parse((string)envelope["order"]!)!;
    }

    public static object Meta { get; } = new { region = "45000000000", serviceCode = "10000000374", targetCode = "-10000000374" };

    public static StringContent JsonContent(object body) => new(System.Text.Json.JsonSerializer.Serialize(body), Encoding.UTF8, "application/json");

    public static MultipartFormDataContent Form(byte[] zip, string? meta = null, params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent { { meta is null ? JsonContent(Meta) : new StringContent(meta, Encoding.UTF8, "application/json"), "meta" } };
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(zip), "file", "package.zip");
        return form;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await app.DisposeAsync();
        Directory.Delete(root, recursive: true);
    }

    private static SimulatorSettings Settings(string root) => new() { Port = 0, StateFolder = Path.Combine(root, "state"), SandboxFolder = Path.Combine(root, "sandbox") };

    private async Task<EpguReply> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        return new EpguReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }
}

/// <summary>What came back.</summary>
internal sealed record EpguReply(HttpStatusCode Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public EpguReply Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>An error of contract 3.10 or 2.4.</summary>
    public EpguReply ExpectError(int status, string code)
    {
        Expect((HttpStatusCode)status);
        Assert.Equal("application/json", ContentHeaders.ContentType!.MediaType);
        Assert.Equal(code, (string?)Json["code"]);
        Assert.False(string.IsNullOrWhiteSpace((string?)Json["message"]));
        return this;
    }
}

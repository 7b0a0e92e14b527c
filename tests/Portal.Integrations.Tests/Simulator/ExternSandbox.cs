using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.People;
using Portal.Simulator.State;
using Portal.Testing;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>A simulator on folders of its own, spoken to over plain HTTP as a client would.</summary>
internal sealed class ExternSandbox : IAsyncDisposable
{
    public const string ApiKey = "5d3f1a7e-0000-4000-8000-00000000beef";
    public const string TestovayaReport = "NO_BUHOTCH_0087_0087_6676130154667601001_20241024_04621bd7-14b3-4c78-ab67-ddbf91cc76d6.xml";
    public const string OtherReport = "NO_BUHOTCH_0087_0087_6676130154667601001_20241024_39fc932f-9cf2-4344-821a-4d71167ca1e0.xml";
    public const string Warrant = "ON_DOV_0087_0087_6676130154667601001_20241024_d075a2c7-1e38-49f1-a13b-28753780102c.xml";
    public const string OldReport = "NO_BUHOTCH_0087_0087_0000000000000000000_20190805_5aaa862e_8f02.xml";
    public static readonly Guid Testovaya = new("0a000000-0000-4000-8000-000000000001");
    public static readonly Guid Vector = new("0a000000-0000-4000-8000-000000000002");

    public static readonly Guid TestovayaOrganization = new("0b000000-0000-4000-8000-000000000001");

    private readonly SimulatorSettings settings;
    private readonly HttpClient http = new();

    private ExternSandbox(SimulatorSettings settings, SimulatorApp app)
    {
        this.settings = settings;
        App = app;
    }

    public SimulatorApp App { get; private set; }

    /// <summary>Verb and path below the vendor's root of everything that was sent, oldest first.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<string> Sent { get; } = [];

    public string StateFolder => settings.StateFolder;

    public string SandboxFolder => settings.SandboxFolder;

    public static async Task<ExternSandbox> StartAsync(TimeSpan? taskDelay = null, bool refuseNoCms = false, Func<SimulatorSettings, SimulatorSettings>? change = null)
    {
        var root = Directory.CreateTempSubdirectory("extern-").FullName;
        var settings = new SimulatorSettings
        {
            Port = 0, StateFolder = Path.Combine(root, "state"), SandboxFolder = Path.Combine(root, "sandbox"),
            RobotDelay = TimeSpan.FromMinutes(30), NoticeDelay = TimeSpan.FromMinutes(30), TaskDelay = taskDelay ?? TimeSpan.Zero, RefuseSignaturesThatAreNoCms = refuseNoCms,
        };
        settings = change?.Invoke(settings) ?? settings;
        await SeededSimulator.PrepareAsync(settings.StateFolder, settings.SandboxFolder);
        return new ExternSandbox(settings, await SimulatorApp.StartAsync(settings));
    }

    public async Task RestartAsync()
    {
        await App.DisposeAsync();
        App = await SimulatorApp.StartAsync(settings);
    }

    public void Advance(TimeSpan by) => App.Services.GetRequiredService<SimulatorClock>().Advance(by);

    public ExternUser As(string login)
    {
        var person = DemoPeople.All.First(one => one.Login == login);
        var session = App.Services.GetRequiredService<SessionDirectory>().Issue(person.KonturUserId!.Value, ApiKey);
        return new ExternUser(this, session.Sid);
    }

    /// <summary>A client whose requests are noted in <see cref="Sent"/> too.</summary>
    public HttpClient Client() => new(new Noting(this)) { BaseAddress = App.Address };

    public async Task<ExternReply> SendAsync(HttpRequestMessage request)
    {
        Note(request, request.RequestUri!.OriginalString);
        request.RequestUri = new Uri(App.Address, request.RequestUri!.OriginalString);
        using var response = await http.SendAsync(request);
        return new ExternReply(response.StatusCode, await response.Content.ReadAsByteArrayAsync(), response.Headers, response.Content.Headers);
    }

    /// <summary>A file of the client's half of the sandbox.</summary>
    public string Read(string file) => File.ReadAllText(Path.Combine(SandboxFolder, file));

    private void Note(HttpRequestMessage request, string path) => Sent.Enqueue($"{request.Method} {path.Split('?')[0].Replace("/extern/", "", StringComparison.Ordinal).TrimStart('/')}");

    public static byte[] Sample(string name) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await App.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(settings.StateFolder)!, recursive: true);
    }

    private sealed class Noting(ExternSandbox sandbox) : DelegatingHandler(new HttpClientHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            sandbox.Note(request, request.RequestUri!.AbsolutePath);
            return base.SendAsync(request, cancellationToken);
        }
    }
}

/// <summary>What came back.</summary>
internal sealed record ExternReply(HttpStatusCode Status, byte[] Bytes, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
{
    public JsonNode Json => JsonNode.Parse(Bytes)!;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public ExternReply Expect(HttpStatusCode status)
    {
        Assert.True(Status == status, $"{(int)Status} instead of {(int)status}: {Text}");
        return this;
    }

    /// <summary>An error as the vendor's SDK recognises it.</summary>
    public string ExpectError(HttpStatusCode status)
    {
        Expect(status);
        Assert.StartsWith("application/json", ContentHeaders.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Equal((int)status, (int)Json["status-code"]!);
        Assert.StartsWith("urn:", (string)Json["id"]!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace((string?)Json["trace-id"]));
        var message = (string)Json["message"]!;
        Assert.False(string.IsNullOrWhiteSpace(message));
        return message;
    }
}

/// <summary>A signed-in user of the sandbox.</summary>
internal sealed class ExternUser(ExternSandbox sandbox, string sid, string? token = null)
{
    public string Sid => sid;

    /// <summary>A user with an access token, in which the api-key went already.</summary>
    public static ExternUser WithToken(ExternSandbox sandbox, string token) => new(sandbox, "", token);

    public Task<ExternReply> GetAsync(string path, Action<HttpRequestMessage>? adjust = null) => SendAsync(HttpMethod.Get, path, null, adjust);

    public Task<ExternReply> PostAsync(string path, object? body = null) => SendAsync(HttpMethod.Post, path, Json(body));

    public Task<ExternReply> PutAsync(string path, object? body = null) => SendAsync(HttpMethod.Put, path, Json(body));

    public Task<ExternReply> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null);

    public Task<ExternReply> SendAsync(HttpMethod verb, string path, HttpContent? content, Action<HttpRequestMessage>? adjust = null)
    {
        var request = new HttpRequestMessage(verb, new Uri("/extern" + path, UriKind.Relative)) { Content = content };
        request.Headers.TryAddWithoutValidation("Authorization", token is null ? $"auth.sid {sid}" : $"Bearer {token}");
        if (token is null || path.StartsWith("/test-tools/", StringComparison.Ordinal))
        {
            request.Headers.Add("X-Kontur-Apikey", ExternSandbox.ApiKey);
        }

        adjust?.Invoke(request);
        return sandbox.SendAsync(request);
    }

    public async Task<ExternReply> UploadPartAsync(HttpMethod verb, string path, byte[] bytes, string contentRange)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.TryAddWithoutValidation("Content-Range", contentRange);
        return await SendAsync(verb, path, content);
    }

    public async Task<Guid> UploadAsync(Guid account, byte[] bytes)
    {
        var reply = await UploadPartAsync(HttpMethod.Post, $"/v1/{account}/contents", bytes, $"bytes 0-{bytes.Length - 1}/{bytes.Length}");
        return (Guid)reply.Expect(HttpStatusCode.Created).Json["id"]!;
    }

    /// <summary>The caller's own valid cloud certificate.</summary>
    public async Task<string> CertificateAsync(Guid account)
    {
        var list = (await GetAsync($"/v1/{account}/certificates")).Expect(HttpStatusCode.OK).Json["certificates"]!.AsArray();
        return (string)list.First(one => (bool)one!["is-valid"]! && (bool)one["is-cloud"]!)!["content"]!;
    }

    public async Task<string> CreateDraftAsync(Guid account, string inspection = "0087", string? certificate = null, string inn = "6676130154", string? kpp = "667601001")
    {
        var meta = new
        {
            sender = new { inn, kpp, certificate = new { content = certificate ?? await CertificateAsync(account) }, ipaddress = "203.0.113.7" },
            recipient = new Dictionary<string, string> { ["ifns-code"] = inspection },
            payer = new { inn, organization = new { kpp } },
        };
        return $"/v1/{account}/drafts/{(string)(await PostAsync($"/v1/{account}/drafts", meta)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    public async Task<string> AddDocumentAsync(string draft, byte[] bytes, string? filename, string? type = "urn:document:fns534-report")
    {
        var content = await UploadAsync(Guid.Parse(draft.Split('/')[2]), bytes);
        var request = new Dictionary<string, object?>
        {
            ["content-id"] = content, ["description"] = new Dictionary<string, string?> { ["type"] = type, ["filename"] = filename, ["content-type"] = "application/xml" },
        };
        return $"{draft}/documents/{(string)(await PostAsync($"{draft}/documents", request)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    /// <summary>Starts a deferred operation and polls its task to the end.</summary>
    public async Task<JsonNode> RunAsync(string draft, string operation)
    {
        var started = await PostAsync($"{draft}/{operation}?deferred=True");
        Assert.True(started.Status is HttpStatusCode.OK or HttpStatusCode.Accepted, started.Text);
        return await PollAsync(draft, (string)started.Json["id"]!);
    }

    public async Task<JsonNode> PollAsync(string draft, string task)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var answer = (await GetAsync($"{draft}/tasks/{task}")).Expect(HttpStatusCode.OK).Json;
            if ((string)answer["task-state"]! != "running")
            {
                return answer;
            }

            await Task.Delay(50);
        }

        throw new TimeoutException("The task did not end.");
    }

    public async Task SignBySmsAsync(string draft)
    {
        var init = (await PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        var request = (string)init["request-id"]!;
        var code = JsonSerializer.Deserialize<string>((await GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Expect(HttpStatusCode.OK).Bytes);
        (await PostAsync($"{draft}/cloud-sign-confirm?requestId={request}&code={code}")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Decrypts a document of a docflow by the cloud; the id of the open content.</summary>
    public async Task<string> DecryptBySmsAsync(Guid account, string document)
    {
        var certificate = new { content = await CertificateAsync(account) };
        var init = (await PostAsync($"{document}/decrypt-content?unzipIfCan=true", certificate)).Expect(HttpStatusCode.OK).Json;
        var request = (string)init["request-id"]!;
        var code = JsonSerializer.Deserialize<string>((await GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Expect(HttpStatusCode.OK).Bytes);
        return (string)(await PostAsync($"{document}/confirm-content-decryption?requestId={request}&code={code}&unzip=true")).Expect(HttpStatusCode.OK).Json["content-id"]!;
    }

    private static StringContent? Json(object? body) =>
        body is null ? null : new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
}

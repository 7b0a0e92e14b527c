using System.Net.Http.Json;
using System.Text.Json;
using Portal.Simulator;

namespace Portal.Testing;

/// <summary>A line of the simulator's journal.</summary>
public sealed record JournalLine(long Id, string Vendor, string Verb, string Path, int Status, bool Accepted, bool Dropped, string? Person);

/// <summary>A docflow as the simulator keeps it, with every answer that was made to its documents, sent or not.</summary>
public sealed record ArrivedDocflow(
    Guid DocflowId, string Type, string Status, IReadOnlyList<string> Files, IReadOnlyList<ArrivedDocument> Documents, IReadOnlyList<MadeReply> Replies);

/// <summary>A document of a docflow; its type without <c>urn:document:</c>.</summary>
public sealed record ArrivedDocument(Guid Id, string Type);

/// <summary>An answer to a document.</summary>
public sealed record MadeReply(Guid Id, Guid DocumentId, string Type);

/// <summary>An order as the simulated EPGU keeps it.</summary>
public sealed record ArrivedOrder(
    long OrderId, int Status, string? AgencyCode, string? Refusal, DateTimeOffset? SentAt, string? Layout, bool? Qualified, string? Description, IReadOnlyList<string>? Documents, bool IsWithRecipient);

/// <summary>The other side of the wire: a simulator in this process, or one that runs as a process of its own, with its controls at hand.</summary>
public sealed class Outside : IAsyncDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly JsonSerializerOptions KebabJson = new() { PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower };
    private readonly HttpClient http;
    private readonly IAsyncDisposable owner;
    private readonly TempFolder? folder;

    private Outside(Uri address, string sandbox, IAsyncDisposable owner, TempFolder? folder)
    {
        (Address, SandboxFolder, this.owner, this.folder) = (address, sandbox, owner, folder);
        http = new HttpClient { BaseAddress = address };
    }

    /// <summary>Root address of the simulator.</summary>
    public Uri Address { get; }

    /// <summary>Api-key, partner certificate, client secret, registry.</summary>
    public string SandboxFolder { get; }

    /// <summary>The simulator's own services; only when it runs in this process.</summary>
    public SimulatorApp? App => owner as SimulatorApp;

    /// <summary>
    /// Starts one in this process, on a free port, in a folder that goes with it. Its robots answer in one second; with a delay given, the operator waits as long
    /// before it answers in the person's place.
    /// </summary>
    public static async Task<Outside> StartAsync(TimeSpan? robotDelay = null)
    {
        var folder = new TempFolder();
        var sandbox = folder.Combine("sandbox");
        await SeededSimulator.PrepareAsync(folder.Combine("simulator"), sandbox);
        var app = await SimulatorApp.StartAsync(new SimulatorSettings
        {
            Port = 0, StateFolder = folder.Combine("simulator"), SandboxFolder = sandbox, RobotDelay = robotDelay ?? TimeSpan.FromSeconds(1),
            NoticeDelay = robotDelay ?? TimeSpan.FromMinutes(1), TaskDelay = TimeSpan.FromMilliseconds(200), RefuseSignaturesThatAreNoCms = true,
        });
        return new Outside(app.Address, sandbox, app, folder);
    }

    /// <summary>Takes over a simulator that runs as a process of its own.</summary>
    public static Outside Of(AppProcess process, string sandboxFolder) => new(process.Address, sandboxFolder, process, null);

    /// <summary>Requests whose path matches, oldest first.</summary>
    public async Task<IReadOnlyList<JournalLine>> RequestsAsync(string path) =>
        (await http.GetFromJsonAsync<List<JournalLine>>($"controls/requests?path={Uri.EscapeDataString(path)}", Json))!;

    /// <summary>The number of the journal's last line.</summary>
    public async Task<long> LastRequestAsync() =>
        (await http.GetFromJsonAsync<List<JournalLine>>("controls/requests?last=1", Json))! is [var line] ? line.Id : 0;

    /// <summary>How often a POST to a path matching was accepted (2xx), its answer delivered or not.</summary>
    public async Task<int> AcceptedPostsAsync(string path) =>
        (await RequestsAsync(path)).Count(line => line is { Verb: "POST", Accepted: true });

    /// <summary>Makes the next matching calls fail, hang, or be accepted and then cut.</summary>
    public async Task FaultAsync(
        string path, string verb = "POST", int? status = null, int delayMs = 0, bool dropAfterAccept = false, int times = 1, int? retryAfterS = null,
        bool dontRetry = false)
    {
        var answer = await http.PostAsJsonAsync("controls/faults", new { path, verb, status, delayMs, dropAfterAccept, times, retryAfterS, dontRetry }, Json);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Takes every fault back.</summary>
    public async Task NoFaultsAsync() => (await http.DeleteAsync("controls/faults")).EnsureSuccessStatusCode();

    /// <summary>How many calls the faults still wait for: one that holds its call has taken it off already.</summary>
    public async Task<int> FaultsLeftAsync()
    {
        using var faults = JsonDocument.Parse(await http.GetStringAsync("controls/faults"));
        return faults.RootElement.EnumerateArray().Sum(fault => fault.GetProperty("remaining").GetInt32());
    }

    /// <summary>Ends every Kontur session: the next calls meet 401.</summary>
    public async Task EndSessionsAsync() => (await http.PostAsync("controls/kontur-auth/sessions/end", null)).EnsureSuccessStatusCode();

    /// <summary>The newest code on a phone.</summary>
    public async Task<string> CodeAsync(string phone)
    {
        using var inbox = JsonDocument.Parse(await http.GetStringAsync($"controls/sms?phone={phone}"));
        return inbox.RootElement[0].GetProperty("code").GetString()!;
    }

    /// <summary>Every docflow of an account, whoever may read it.</summary>
    public async Task<IReadOnlyList<ArrivedDocflow>> ArrivedAsync(string accountId) =>
        (await http.GetFromJsonAsync<List<ArrivedDocflow>>($"controls/extern/accounts/{accountId}/docflows", KebabJson))!;

    /// <summary>
    /// A state body writes to an account (<paramref name="kind"/> is a docflow type, e.g. <c>fns534-demand</c>), to a certain person or its first administrator;
    /// returns Kontur's id of the docflow.
    /// </summary>
    public async Task<Guid> IncomingAsync(string accountId, string kind, string? login = null)
    {
        using var answer = await http.PostAsync($"controls/extern/accounts/{accountId}/incoming?kind={kind}&login={login}", null);
        return await MadeAsync(answer, "docflow-id");
    }

    /// <summary>A report of an account's first administrator that the inspection has answered, by the vendor's own test tool; returns Kontur's id of the docflow.</summary>
    public async Task<Guid> AnsweredReportAsync(string accountId)
    {
        using var order = new HttpRequestMessage(HttpMethod.Post, "extern/test-tools/v1/generate-fns");
        order.Headers.Add("X-Kontur-Apikey", (await File.ReadAllTextAsync(Path.Combine(SandboxFolder, "api-key"))).Trim());
        order.Content = JsonContent.Create(new { accountId, state = "response-arrived" });
        using var answer = await http.SendAsync(order);
        return await MadeAsync(answer, "docflowId");
    }

    /// <summary>What the state body does next with a docflow, at once: one of the outcomes of its table.</summary>
    public async Task StepAsync(Guid docflowId, string outcome)
    {
        using var answer = await http.PostAsync($"controls/extern/docflows/{docflowId}/advance?outcome={outcome}", null);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"No {outcome}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>Gives a member of an account other rights: <c>admin</c> reads every docflow, <c>user</c> the own ones.</summary>
    public async Task GiveRoleAsync(string accountId, string login, string role) =>
        (await http.PostAsync($"controls/extern/accounts/{accountId}/members?login={login}&role={role}", null)).EnsureSuccessStatusCode();

    /// <summary>What the person does in MyDSS with a request: <c>approve</c> or <c>decline</c>.</summary>
    public async Task AnswerMyDssAsync(string taskId, string answer) => (await http.PostAsync($"controls/mydss/{taskId}/{answer}", null)).EnsureSuccessStatusCode();

    /// <summary>Moves the simulator's clock (robots, SMS).</summary>
    public async Task AdvanceAsync(string by) => (await http.PostAsync($"controls/clock/advance?by={by}", null)).EnsureSuccessStatusCode();

    /// <summary>Orders that EPGU holds, drafts among them; of one recipient when a SNILS is given.</summary>
    public async Task<IReadOnlyList<ArrivedOrder>> OrdersAsync(string? snils = null) =>
        (await http.GetFromJsonAsync<List<ArrivedOrder>>(snils is null ? "controls/epgu/orders" : $"controls/epgu/orders?snils={Uri.EscapeDataString(snils)}", Json))!;

    /// <summary>What the recipient or the state does with an order: <c>sign</c>, <c>sign?fault=broken</c>, <c>decline</c>, <c>expire</c>, <c>fail?code=…</c>.</summary>
    public async Task ActAsync(long orderId, string what)
    {
        using var answer = await http.PostAsync($"controls/epgu/orders/{orderId}/{what}", null);
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"No {what}: {await answer.Content.ReadAsStringAsync()}");
        }
    }

    /// <summary>The package of an order exactly as it came.</summary>
    public Task<byte[]> PackageAsync(long orderId) => http.GetByteArrayAsync($"controls/epgu/orders/{orderId}/package");

    /// <summary>The sandbox's centres as PEM.</summary>
    public Task<string> AuthoritiesAsync() => http.GetStringAsync("controls/epgu/ca");

    /// <summary>Switches what the contract of EPGU leaves open, or knows as a fault.</summary>
    public async Task QuirksAsync(object quirks) => (await http.PostAsJsonAsync("controls/epgu/quirks", quirks, Json)).EnsureSuccessStatusCode();

    /// <summary>Ends every access token of ESIA: the next calls meet 401.</summary>
    public async Task EndTokensAsync() => (await http.PostAsync("controls/esia/tokens/end", null)).EnsureSuccessStatusCode();

    private static async Task<Guid> MadeAsync(HttpResponseMessage answer, string id)
    {
        answer.EnsureSuccessStatusCode();
        using var made = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return made.RootElement.GetProperty(id).GetGuid();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await owner.DisposeAsync();
        folder?.Dispose();
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Portal.Simulator;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.People;
using Portal.Simulator.State;
using Portal.Testing;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>The simulator as a process of its own, killed in the middle of work.</summary>
public sealed class KilledSimulatorTests
{
    private static readonly string Account = $"extern/v1/{ExternSandbox.Testovaya}";

    [Fact]
    public async Task Whatever_was_acknowledged_is_there_after_a_kill()
    {
        using var folder = new TempFolder();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        SignIn(folder.Path, client);
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path, TimeSpan.FromHours(1), refuseNoCms: false), TestContext.Current.CancellationToken);
        client.BaseAddress = simulator.Address;
        var certificate = await CertificateAsync(client);
        var known = new Acknowledged();
        for (var life = 0; life < 4; life++)
        {
            using var dead = new CancellationTokenSource();
            var work = Task.WhenAll(Enumerable.Range(0, 3).Select(_ => WorkAsync(client, certificate, known, dead.Token)));
            await Task.Delay(Random.Shared.Next(1000, 4000), TestContext.Current.CancellationToken);
            await simulator.KillAsync();
            await dead.CancelAsync();
            await work;
            await simulator.StartAgainAsync(TestContext.Current.CancellationToken);
            await FindAllAsync(client, known);
        }

        Assert.True(known.Contents.Count > 4 && !known.Drafts.IsEmpty && !known.Sent.IsEmpty, $"{known.Contents.Count} contents, {known.Drafts.Count} drafts, {known.Docflows.Count} docflows, {known.Sent.Count} sent replies");
    }

    [Fact]
    public async Task Made_people_are_known_after_a_kill()
    {
        using var folder = new TempFolder();
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
        client.DefaultRequestHeaders.Add("X-Kontur-Apikey", ExternSandbox.ApiKey);
        await using var simulator = await AppProcess.StartAsync(AppProcessSettings.Simulator(folder.Path, TimeSpan.FromHours(1)), TestContext.Current.CancellationToken);
        client.BaseAddress = simulator.Address;
        var known = new ConcurrentBag<JsonNode>();
        for (var life = 0; life < 2; life++)
        {
            using var dead = new CancellationTokenSource();
            var work = Task.WhenAll(Enumerable.Range(0, 2).Select(_ => MakePeopleAsync(client, known, dead.Token)));
            await Task.Delay(Random.Shared.Next(300, 1500), TestContext.Current.CancellationToken);
            await simulator.KillAsync();
            await dead.CancelAsync();
            await work;
            await simulator.StartAgainAsync(TestContext.Current.CancellationToken);
            foreach (var made in known)
            {
                await ExpectKnownAsync(client, folder.Path, made);
            }
        }

        Assert.NotEmpty(known);
    }

    private static async Task MakePeopleAsync(HttpClient client, ConcurrentBag<JsonNode> known, CancellationToken dead)
    {
        try
        {
            while (!dead.IsCancellationRequested)
            {
                known.Add(await ReadAsync(await client.PostAsJsonAsync("extern/test-tools/v1/create-account-org", new { surname = "Громов" }, dead)));
            }
        }
        catch (Exception gone) when (gone is HttpRequestException { StatusCode: null } or IOException or OperationCanceledException)
        {
            // Killed: what was not answered proves nothing.
        }
    }

    private static async Task ExpectKnownAsync(HttpClient client, string folder, JsonNode made)
    {
        string Sandbox(string file) => File.ReadAllText(Path.Combine(folder, "sandbox", file));
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["grant_type"] = "password", ["scope"] = "extern.api", ["username"] = (string)made["portalLogin"]!, ["password"] = (string)made["portalPassword"]!,
            ["client_id"] = Sandbox("client-id"), ["client_secret"] = Sandbox("api-key"),
        });
        var token = (string)(await ReadAsync(await client.PostAsync("identity/connect/token", form, TestContext.Current.CancellationToken)))["access_token"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"extern/v1/{made["accountId"]}/certificates");
        request.Headers.Authorization = new("Bearer", token);
        var certificates = await ReadAsync(await client.SendAsync(request, TestContext.Current.CancellationToken));
        Assert.Equal((string)made["certificateInfo"]!["thumbprint"]!, (string)Assert.Single(certificates["certificates"]!.AsArray())!["thumbprint"]!);
    }

    /// <summary>Works until the other side is gone; only an answer counts.</summary>
    private static async Task WorkAsync(HttpClient client, string certificate, Acknowledged known, CancellationToken dead)
    {
        try
        {
            while (!dead.IsCancellationRequested)
            {
                var bytes = RandomNumberGenerator.GetBytes(Random.Shared.Next(10, 40_000));
                var half = bytes.Length / 2;
                var content = await IdAsync(await SendPartAsync(client, HttpMethod.Post, "contents", bytes[half..], $"bytes {half}-{bytes.Length - 1}/*"));
                var whole = await SendPartAsync(client, HttpMethod.Put, $"contents/{content}", bytes[..half], $"bytes 0-{half - 1}/{bytes.Length}");
                Assert.Equal(HttpStatusCode.Created, whole.StatusCode);
                known.Contents[content] = bytes;

                var meta = new Dictionary<string, object>
                {
                    ["sender"] = new { inn = "6676130154", kpp = "667601001", certificate = new { content = certificate }, ipaddress = "203.0.113.7" },
                    ["recipient"] = new Dictionary<string, string> { ["ifns-code"] = "0087" },
                    ["payer"] = new { inn = "6676130154", organization = new { kpp = "667601001" } },
                };
                var draft = await IdAsync(await client.PostAsJsonAsync($"{Account}/drafts", meta, dead));
                var document = new Dictionary<string, object> { ["content-id"] = content, ["description"] = new { filename = $"{content}.xml" } };
                await IdAsync(await client.PostAsJsonAsync($"{Account}/drafts/{draft}/documents", document, dead));
                known.Drafts[draft] = content;

                var docflow = await SendReportAsync(client, meta, bytes[..10], dead);
                known.Docflows[(string)docflow["id"]!] = "sent";

                var link = docflow["links"]!.AsArray().First(one => (string)one!["rel"]! == "reply")!;
                var made = await ReadAsync(await client.PostAsJsonAsync((string)link["href"]!, new Dictionary<string, string> { ["certificate-base64"] = certificate }, dead));
                var self = (string)made["links"]!.AsArray().First(one => (string)one!["rel"]! == "self")!["href"]!;
                using var signature = new ByteArrayContent(bytes[..10]);
                (await client.PutAsync($"{self}/signature", signature, dead)).EnsureSuccessStatusCode();
                known.Replies[self] = Convert.ToBase64String(bytes[..10]);
                await ReadAsync(await client.PostAsJsonAsync($"{self}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" }, dead));
                known.Sent[(string)docflow["id"]!] = self;
                var demand = await ReadAsync(await client.PostAsync($"controls/extern/accounts/{ExternSandbox.Testovaya}/incoming?kind=demand", null, dead));
                known.Docflows[(string)demand["docflow-id"]!] = "received";
            }
        }
        catch (Exception gone) when (gone is HttpRequestException { StatusCode: null } or IOException or OperationCanceledException)
        {
            // Killed: what was not answered proves nothing.
        }
    }

    private static async Task<JsonNode> SendReportAsync(HttpClient client, object meta, byte[] signature, CancellationToken dead)
    {
        var report = ExternSandbox.Sample(ExternSandbox.TestovayaReport);
        var content = await IdAsync(await SendPartAsync(client, HttpMethod.Post, "contents", report, $"bytes 0-{report.Length - 1}/{report.Length}"));
        var draft = await IdAsync(await client.PostAsJsonAsync($"{Account}/drafts", meta, dead));
        var document = new Dictionary<string, object> { ["content-id"] = content, ["signature"] = signature, ["description"] = new { filename = ExternSandbox.TestovayaReport } };
        await IdAsync(await client.PostAsJsonAsync($"{Account}/drafts/{draft}/documents", document, dead));
        return await ReadAsync(await client.PostAsync($"{Account}/drafts/{draft}/send", null, dead));
    }

    private static async Task FindAllAsync(HttpClient client, Acknowledged known)
    {
        var stop = TestContext.Current.CancellationToken;
        foreach (var (id, bytes) in known.Contents)
        {
            Assert.Equal(bytes, await client.GetByteArrayAsync($"{Account}/contents/{id}", stop));
        }

        foreach (var (draft, content) in known.Drafts)
        {
            var text = await client.GetStringAsync($"{Account}/drafts/{draft}", stop);
            var document = (string)JsonNode.Parse(text)!["documents"]![0]!["href"]!;
            Assert.Contains($"{content}.xml", await client.GetStringAsync(document, stop), StringComparison.Ordinal);
        }

        foreach (var (address, signature) in known.Replies)
        {
            Assert.Equal(signature, (string)(await ReadAsync(await client.GetAsync(address, stop)))["signature"]!);
        }

        foreach (var (id, status) in known.Docflows)
        {
            var docflow = await ReadAsync(await client.GetAsync($"{Account}/docflows/{id}", stop));
            Assert.Equal($"urn:docflow-common-status:{status}", (string)docflow["status"]!);
            Assert.NotEmpty(docflow["documents"]!.AsArray());
        }

        foreach (var id in known.Sent.Keys)
        {
            var documents = (await ReadAsync(await client.GetAsync($"{Account}/docflows/{id}/documents", stop))).AsArray();
            Assert.Single(documents, document => (string)document!["description"]!["type"]! == "urn:document:fns534-report-receipt");
        }
    }

    /// <summary>A session written into the state before the first start: how one signs in is another test's matter.</summary>
    private static void SignIn(string folder, HttpClient client)
    {
        var settings = new SimulatorSettings { StateFolder = Path.Combine(folder, "simulator"), SandboxFolder = Path.Combine(folder, "sandbox") };
        Directory.CreateDirectory(settings.StateFolder);
        using var store = new StateStore(settings);
        var director = DemoPeople.All.First(person => person.Login == "director").KonturUserId!.Value;
        var session = new SessionDirectory(store, new KonturUsers(store), TimeProvider.System).Issue(director, ExternSandbox.ApiKey);
        client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"auth.sid {session.Sid}");
        client.DefaultRequestHeaders.Add("X-Kontur-Apikey", ExternSandbox.ApiKey);
    }

    private static async Task<string> CertificateAsync(HttpClient client)
    {
        var list = await ReadAsync(await client.GetAsync($"{Account}/certificates", TestContext.Current.CancellationToken));
        return (string)list["certificates"]!.AsArray().First(one => (bool)one!["is-valid"]! && (bool)one["is-cloud"]!)!["content"]!;
    }

    private static async Task<HttpResponseMessage> SendPartAsync(HttpClient client, HttpMethod verb, string path, byte[] bytes, string range)
    {
        using var request = new HttpRequestMessage(verb, $"{Account}/{path}") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.TryAddWithoutValidation("Content-Range", range);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> IdAsync(HttpResponseMessage answer) => (string)(await ReadAsync(answer))["id"]!;

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!;
    }

    private sealed class Acknowledged
    {
        public ConcurrentDictionary<string, byte[]> Contents { get; } = [];

        public ConcurrentDictionary<string, string> Drafts { get; } = [];

        public ConcurrentDictionary<string, string> Replies { get; } = [];

        /// <summary>Id and status of what was sent or came in.</summary>
        public ConcurrentDictionary<string, string> Docflows { get; } = [];

        /// <summary>Docflows whose receipt was sent.</summary>
        public ConcurrentDictionary<string, string> Sent { get; } = [];
    }
}

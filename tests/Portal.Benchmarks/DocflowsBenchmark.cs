using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Portal.Simulator;
using Portal.Simulator.State;
using Portal.Testing;

namespace Portal.Benchmarks;

/// <summary>
/// The simulator with many docflows: how its filtered list compares with a bare endpoint that serialises the same hundred objects, and what its start adds to the portal's.
/// </summary>
public static class DocflowsBenchmark
{
    private const string Kind = "extern-docflow";
    private const int Docflows = 10_000;
    private const int Starts = 5;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly Guid Account = new("0a000000-0000-4000-8000-000000000001");

    /// <summary>Runs once and prints.</summary>
    public static async Task RunAsync()
    {
        using var folder = new TempFolder();
        var settings = new SimulatorSettings { Port = 0, StateFolder = folder.Combine("data", "simulator"), SandboxFolder = folder.Combine("data", "sandbox"), RobotDelay = TimeSpan.FromDays(1) };
        await using (await SimulatorApp.StartAsync(settings))
        {
            // Seeds.
        }

        Fill(settings);
        await ListAsync(settings);
        await StartAsync(folder);
    }

    private static void Fill(SimulatorSettings settings)
    {
        using var store = new StateStore(settings);
        var seeded = store.All<JsonObject>(Kind);
        for (var number = seeded.Count; number < Docflows; number++)
        {
            var docflow = (JsonObject)seeded[number % seeded.Count].DeepClone();
            var id = Guid.NewGuid().ToString();
            docflow["id"] = id;
            docflow["createdAt"] = DateTimeOffset.UnixEpoch.AddYears(54).AddMinutes(number * 7);
            store.Put(Kind, id, docflow);
        }
    }

    private static async Task ListAsync(SimulatorSettings settings)
    {
        await using var simulator = await SimulatorApp.StartAsync(settings);
        var (sid, key) = await BenchmarkSession.OpenAsync(simulator.Address, settings.SandboxFolder);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("auth.sid", sid);
        http.DefaultRequestHeaders.Add("X-Kontur-Apikey", key);
        var list = new Uri(simulator.Address, $"extern/v1/{Account}/docflows?type=fns534-report&finished=true&orderBy=ascending&createdFrom=2024-02-01T00:00:00Z&take=100");
        await using var bare = await BareAsync(http, list);
        var same = new Uri(bare.Urls.First() + "/same");

        // Once for nothing: the first run pays for compilation.
        await RateAsync(http, list);
        await RateAsync(http, same);
        var (mine, theirs) = (0d, 0d);
        for (var turn = 0; turn < 3; turn++)
        {
            mine += await RateAsync(http, list);
            theirs += await RateAsync(http, same);
        }

        Print($"a filtered page of 100 out of {Docflows} docflows {mine / 3,9:0} requests/s");
        Print($"a bare endpoint with the same 100 objects    {theirs / 3,9:0} requests/s   ratio {mine / theirs:0.00} (wanted: at least 0.50)");
    }

    /// <summary>The page as the simulator answers it, read into objects once and served from memory.</summary>
    private static async Task<WebApplication> BareAsync(HttpClient http, Uri list)
    {
        var page = JsonSerializer.Deserialize<Page>(await http.GetByteArrayAsync(list), Json)!;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapGet("/same", () => Results.Json(page, Json));
        await app.StartAsync();
        return app;
    }

    /// <summary>Two clients side by side for three seconds: two cores.</summary>
    private static async Task<double> RateAsync(HttpClient http, Uri address)
    {
        var clock = Stopwatch.StartNew();
        var counts = await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var count = 0;
            for (; clock.Elapsed < TimeSpan.FromSeconds(3); count++)
            {
                using var answer = await http.GetAsync(address);
                answer.EnsureSuccessStatusCode();
                await answer.Content.ReadAsByteArrayAsync();
            }

            return count;
        }));
        return counts.Sum() / clock.Elapsed.TotalSeconds;
    }

    private static async Task StartAsync(TempFolder folder)
    {
        var (alone, together) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < Starts; turn++)
        {
            alone.Add(await StartOnceAsync(folder, withSimulator: false));
            together.Add(await StartOnceAsync(folder, withSimulator: true));
        }

        var (bare, full) = (alone.Order().ElementAt(Starts / 2), together.Order().ElementAt(Starts / 2));
        Print($"start of the portal alone                    {bare,9:0.00} s");
        Print($"with the simulator and {Docflows} docflows      {full,9:0.00} s   it adds {(full / bare) - 1:0.00} (wanted: at most 0.33)");
    }

    private static async Task<double> StartOnceAsync(TempFolder folder, bool withSimulator)
    {
        var outside = FreePort.Next();
        var clock = Stopwatch.StartNew();
        await using var portal = await AppProcess.StartAsync(new AppProcessSettings
        {
            Project = "Portal", ReadyPath = "/health/ready",
            Arguments = port =>
            [
                $"--urls=http://localhost:{port}", $"--PublicAddress=http://localhost:{port}", $"--Storage:DataFolder={folder.Combine("data")}", "--Quiet=true",
                $"--Simulator:Enabled={withSimulator}", $"--Simulator:Port={outside}", $"--SignIn:Issuer=http://localhost:{outside}/idp",
                $"--KonturAuth:Address=http://localhost:{outside}/kontur-auth", $"--KonturExtern:Address=http://localhost:{outside}/extern",
            ],
        });
        return clock.Elapsed.TotalSeconds;
    }

    private sealed record Page(int Skip, int Take, int TotalCount, IReadOnlyList<Item> DocflowsPageItem);

    private sealed record Item(
        Guid Id, Guid OrganizationId, string Type, string Status, string? SuccessState, Description Description, IReadOnlyList<Link> Links, string SendDate, string LastChangeDate);

    private sealed record Description(
        Form FormVersion, string Recipient, string FinalRecipient, int CorrectionNumber, string? PeriodBegin, string? PeriodEnd, string? PeriodCode, string PayerInn,
        string? ReportInn, string? ReportKpp, string? Oktmo);

    private sealed record Form(string Knd, string Version, string FormFullname, string FormShortname);

    private sealed record Link(string Rel, string Href, string? Name);

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}

using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.State;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>The list over all docflow types (drafts contract 5.1).</summary>
public sealed class DocflowListTests
{
    private const int Seeded = 10;

    [Fact]
    public async Task Every_filter_finds_its_own_and_some_types_only_when_asked()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        foreach (var query in new[]
        {
            "kind=fns534-cu-letter", "kind=fns534-cu-broadcast", "kind=fns534-demand&onReport=NO_NDS", "kind=fns534-demand&code=0085", "kind=stat-cu-letter", "kind=stat-cu-broadcast",
            "kind=pfr-cu-letter", "kind=fss-sedo-demand", "kind=fss-sedo-pvso-notification", "kind=fss-sedo-broadcast-message", "kind=fns534-cu-letter&login=accountant",
        })
        {
            await SentKinds.ReceiveAsync(sandbox, query);
        }

        foreach (var kind in new[] { "stat-report", "business-registration", "sfr-report", "pfr-letter" })
        {
            await SentKinds.MakeAsync(sandbox, user, kind);
        }

        var demand = (await PageAsync("type=fns534-demand&cu=0085"))["docflows-page-item"]![0]!;
        var number = (string)(await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows/{(string)demand["id"]!}")).Json["documents"]!.AsArray()
            .First(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand-attachment")!["description"]!["requisites"]!["demand-number"]!;
        var expected = new Dictionary<string, int>
        {
            [""] = Seeded + 10,
            ["incoming=true"] = 7,
            ["incoming=false"] = Seeded + 3,
            ["type=fns534-cu-broadcast&type=urn:docflow:stat-cu-broadcast"] = 2,
            ["type=business-registration"] = 1,
            ["type=fss-sedo-demand&type=fss-sedo-pvso-notification"] = 2,
            ["type=fns534-demand&demandsOnReports=true"] = 1,
            ["type=fns534-demand&demandsOnReports=false"] = 1,
            [$"demandNumber={Uri.EscapeDataString(number)}"] = 1,
            ["demandNumber=none"] = 0,
            ["type=pfr-letter&type=pfr-cu-letter&pfrLetterCategory=letter"] = 2,
            ["type=pfr-letter&type=pfr-cu-letter&pfrLetterCategory=news&pfrLetterCategory=urn:pfr-letter-category:pension-prototype"] = 0,
            ["okud=0606028"] = 1,
            ["okpo=12345678"] = 2,
            ["regNumber=066-001-123456"] = 1,
            ["cu=00-87"] = 2,
            ["cu=066-001"] = 2,
            ["knd=1165013&type=fns534-demand"] = 2,
            ["periodFrom=2024-01-01T00:00:00&periodTo=2024-03-31T00:00:00&type=stat-report"] = 1,
            ["type=stat-report&successState=failed"] = 1, // Not applied to what is neutral still.
            ["type=fns534-report&successState=failed"] = 2,
            ["forAllUsers=false&type=fns534-cu-letter"] = 1,
        };
        foreach (var (query, count) in expected)
        {
            Assert.Equal($"{query}: {count}", $"{query}: {(int)(await PageAsync(query))["total-count"]!}");
        }

        var own = (await sandbox.As("accountant").GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?incoming=true")).Json;
        Assert.Equal(1, (int)own["total-count"]!);
        (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?demandNumber=1&demandNumber=2")).ExpectError(HttpStatusCode.BadRequest);

        async Task<JsonNode> PageAsync(string query) => (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?{query}")).Expect(HttpStatusCode.OK).Json;
    }

    /// <summary>Whatever is not nullable at the SDK is there with a value or not at all (7.6, S7).</summary>
    [Fact]
    public async Task No_description_writes_a_null()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        foreach (var kind in new[] { "fns534-ion", "fns534-letter", "pfr-ios", "mvd-notification", "fns534-demand", "fss-sedo-pvso-notification" })
        {
            var text = (await user.GetAsync(await SentKinds.MakeAsync(sandbox, user, kind))).Expect(HttpStatusCode.OK).Text;
            Assert.DoesNotContain("null", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_state_folder_of_before_the_tables_still_starts()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var store = sandbox.App.Services.GetRequiredService<StateStore>();
        var old = store.All<JsonObject>("extern-docflow")[0];
        var id = (string)old["id"]!;
        (old["nextStep"], old["nextDueAt"], old["laterDueAt"], old["status"]) = ("acceptance", DateTimeOffset.UnixEpoch.AddYears(200), new JsonArray(DateTimeOffset.UnixEpoch), "delivered");
        foreach (var document in old["documents"]!.AsArray())
        {
            document!.AsObject().Remove("replies");
            document.AsObject().Remove("requisites");
            document["reply"] = "fns534-report-receipt";
        }

        store.Put("extern-docflow", id, old);
        await sandbox.RestartAsync();
        var docflow = $"/v1/{ExternSandbox.Testovaya}/docflows/{id}";
        (await SentKinds.AdvanceAsync(sandbox, docflow, "negative")).Expect(HttpStatusCode.OK);
        var read = (await sandbox.As("director").GetAsync(docflow)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:docflow-state:failed", (string)read["success-state"]!);
        Assert.Single(read["links"]!.AsArray(), link => (string)link!["rel"]! == "reply");
    }
}

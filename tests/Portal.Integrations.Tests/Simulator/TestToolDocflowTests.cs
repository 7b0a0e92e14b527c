using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Docflows of the vendor's test tools (test tools contract).</summary>
public sealed class TestToolDocflowTests
{
    [Theory]
    [InlineData("generate-fns", "sent", "0087", "neutral")]
    [InlineData("generate-fns", "Delivered", "0087", "neutral")]
    [InlineData("generate-fns", "ResponseArrived", "0087", "successful")]
    [InlineData("generate-fns", "response-arrived", "0088", "failed")]
    [InlineData("generate-fns", "urn:docflow-common-status:response-processed", "0087", "successful")]
    [InlineData("generate-fns", "finished", "0085", "warning")]
    [InlineData("generate-stat-report", "delivered", null, "neutral")]
    [InlineData("generate-stat-report", "finished", null, "successful")]
    public async Task A_sent_report_is_in_its_state_at_once(string tool, string state, string? ifnsCode, string success)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var account = await tools.MakeAsync("create-account-org");
        var user = await tools.SignInAsync(account);
        var body = (await TestToolReportTests.ReportBodyAsync(user, account)).AsObject();
        (body["accountId"], body["ifnsCode"], body["state"]) = ((string)account["accountId"]!, ifnsCode, state);
        var made = await tools.MakeAsync(tool, body);
        Assert.Equal((string)account["accountId"]!, (string)made["accountId"]!);
        var docflow = (await user.GetAsync($"/v1/{made["accountId"]}/docflows/{made["docflowId"]}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(Plain(state[(state.LastIndexOf(':') + 1)..]), Plain(((string)docflow["status"]!)["urn:docflow-common-status:".Length..]));
        Assert.Equal($"urn:docflow-state:{success}", (string)docflow["success-state"]!);
        Assert.Equal(tool == "generate-fns" ? "urn:docflow:fns534-report" : "urn:docflow:stat-report", (string)docflow["type"]!);
        Assert.Equal((string)account["organizationId"]!, (string)docflow["organization-id"]!);
        (await user.GetAsync($"/v1/{made["accountId"]}/drafts/{docflow["description"]!["original-draft-id"]}")).Expect(HttpStatusCode.OK);

        sandbox.Advance(TimeSpan.FromHours(2));
        Assert.DoesNotContain((string)(await user.GetAsync($"/v1/{made["accountId"]}/docflows/{made["docflowId"]}")).Json["status"]!, new[] { "urn:docflow-common-status:sent", "urn:docflow-common-status:delivered" });
    }

    [Theory]
    [InlineData("generate-cu-letter", "fns534-cu-letter", """ "text": "Просим явиться", "ifnsCode": "7702" """)]
    [InlineData("generate-cu-letter", "fns534-cu-letter", """ "textOfLetter": "Просим явиться" """)]
    [InlineData("generate-incoming-stat-letter", "stat-cu-letter", """ "text": "Просим отчитаться" """)]
    [InlineData("generate-demand", "fns534-demand", """ "knds": ["1165013", "1165050"], "ifnsCode": "9979" """)]
    public async Task Incoming_docflows_wait_for_their_reader(string tool, string type, string rest)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var account = await tools.MakeAsync("create-account-org");
        var made = await tools.MakeAsync(tool, $$"""{ "accountId": "{{account["accountId"]}}", {{rest}} }""");
        var user = await tools.SignInAsync(account);
        var docflow = (await user.GetAsync($"/v1/{made["accountId"]}/docflows/{made["docflowId"]}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal($"urn:docflow:{type}", (string)docflow["type"]!);
        Assert.Equal("urn:docflow-common-status:received", (string)docflow["status"]!);
        if (type == "fns534-demand")
        {
            Assert.Equal(["1165013", "1165050"], docflow["description"]!["form-versions"]!.AsArray().Select(one => (string)one!["knd"]!));
        }
    }

    [Fact]
    public async Task A_suite_has_as_many_docflows_as_asked_for_and_of_several_types()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var account = await tools.MakeAsync("create-account-individual");
        var made = await tools.MakeAsync("generate-docflows-suite", new { accountId = (string)account["accountId"]!, docflowCount = 9 });
        var listed = (await (await tools.SignInAsync(account)).GetAsync($"/v1/{made["accountId"]}/docflows?take=100")).Json["docflows-page-item"]!.AsArray();
        Assert.Equal(made["docflowIds"]!.AsArray().Select(one => (string)one!).Order(), listed.Select(one => (string)one!["id"]!).Order());
        Assert.Equal(9, listed.Count);
        Assert.Equal(5, listed.Select(one => (string)one!["type"]!).Distinct().Count());
    }

    [Theory]
    [InlineData("generate-fns")]
    [InlineData("generate-demand")]
    [InlineData("generate-cu-letter")]
    [InlineData("generate-stat-report")]
    [InlineData("generate-incoming-stat-letter")]
    [InlineData("generate-docflows-suite")]
    public async Task Without_an_account_one_is_made(string tool)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var made = await new ToolBench(sandbox).MakeAsync(tool);
        Assert.NotEqual(Guid.Empty, (Guid)made["accountId"]!);
        Assert.NotNull(made["docflowId"] ?? made["docflowIds"]![0]);
    }

    [Theory]
    [InlineData("generate-fns", """{ "state": "lost" }""", "state")]
    [InlineData("generate-fns", """{ "state": "received" }""", "state")]
    [InlineData("generate-fns", """{ "state": "response-processed", "ifnsCode": "0088" }""", "state")]
    [InlineData("generate-fns", """{ "ifnsCode": "4242" }""", "ifnsCode")]
    [InlineData("generate-fns", """{ "accountId": "0a000000-0000-4000-8000-00000000dead" }""", "accountId")]
    [InlineData("generate-fns", """{ "accountId": "none" }""", "accountId")]
    [InlineData("generate-fns", """{ "accountId": "0a000000-0000-4000-8000-000000000001", "payer": { "inn": "7801000005" } }""", "payer")]
    [InlineData("generate-cu-letter", """{ "ifnsCode": "6601" }""", "ifnsCode")]
    [InlineData("generate-demand", """{ "knds": ["1"] }""", "knds")]
    [InlineData("generate-docflows-suite", """{ "docflowCount": 51 }""", "docflowCount")]
    [InlineData("generate-docflows-suite", """{ "docflowCount": 0 }""", "docflowCount")]
    [InlineData("generate-stat-report", """{ "togsCode": "99-99" }""", "togsCode")]
    public async Task Bad_data_is_refused_and_nothing_is_made(string tool, string body, string named)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        Assert.Contains(named, (await new ToolBench(sandbox).PostAsync(tool, body)).ExpectError(HttpStatusCode.BadRequest), StringComparison.OrdinalIgnoreCase);
        var people = (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri("/controls/people", UriKind.Relative)))).Expect(HttpStatusCode.OK).Json.AsArray();
        Assert.All(people, one => Assert.Null((string?)one!["madeAt"]));
    }

    private static string Plain(string state) => state.Replace("-", "", StringComparison.Ordinal).ToUpperInvariant();
}

using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>What the vendor's own end-to-end tests demand beyond the contract's tables: they send unsigned and empty drafts, and page through the handbooks.</summary>
public sealed class SdkSuiteTests : IAsyncLifetime
{
    private static readonly Guid Account = ExternSandbox.Testovaya;
    private ExternSandbox sandbox = null!;
    private ExternUser user = null!;

    public async ValueTask InitializeAsync()
    {
        sandbox = await ExternSandbox.StartAsync();
        user = sandbox.As("director");
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    [Fact]
    public async Task An_unsigned_report_with_errors_is_sent_into_a_failure_result_that_names_the_document()
    {
        var draft = await user.CreateDraftAsync(Account);
        var document = (await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.OldReport), ExternSandbox.OldReport)).Split('/')[^1];
        var task = await user.RunAsync(draft, "send");
        Assert.Equal("succeed", (string)task["task-state"]!);
        Assert.StartsWith("urn:", (string)task["task-result"]!["id"]!, StringComparison.Ordinal);
        Assert.False(string.IsNullOrWhiteSpace((string?)task["task-result"]!["message"]));
        Assert.NotEmpty(task["task-result"]!["check-result"]!["documents-errors"]![document]!.AsArray());
    }

    [Fact]
    public async Task A_good_report_without_a_signature_is_not_sent()
    {
        var draft = await user.CreateDraftAsync(Account);
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        var task = await user.RunAsync(draft, "send");
        Assert.Equal("failed", (string)task["task-state"]!);
        Assert.Equal("urn:error:externapi:signatureNotFound", (string)task["error"]!["id"]!);
    }

    [Fact]
    public async Task A_subscription_to_the_social_fund_is_sent_without_a_content_and_a_signature()
    {
        var meta = await MetaAsync(new Dictionary<string, string> { ["fss-code"] = "12341" });
        meta["payer"]!["registration-number-fss"] = "6612345678";
        var draft = $"/v1/{Account}/drafts/{(string)(await user.PostAsync($"/v1/{Account}/drafts", meta)).Expect(HttpStatusCode.Created).Json["id"]!}";
        var document = new { description = new { type = "urn:document:fss-sedo-provider-subscription-subscribe-request-for-registration-number" } };
        (await user.PostAsync($"{draft}/documents", document)).Expect(HttpStatusCode.Created);

        var docflow = (await user.RunAsync(draft, "send"))["task-result"]!;
        Assert.Equal("urn:docflow:fss-sedo-provider-subscription", (string)docflow["type"]!);
        Assert.Equal("6612345678", (string)docflow["description"]!["registration-number"]!);
    }

    [Fact]
    public async Task A_report_that_names_one_test_inspection_may_be_sent_to_another()
    {
        var draft = await user.CreateDraftAsync(Account, inspection: "0007");
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), null, type: null);
        var report = (await user.RunAsync(draft, "check"))["task-result"]!["data"]!;
        Assert.All(report["documents-errors"]!.AsObject(), pair => Assert.Empty(pair.Value!.AsArray()));
        Assert.Empty(report["common-errors"]!.AsArray());
    }

    [Theory]
    [InlineData("control-units", 100, 0, 100)]
    [InlineData("control-units?region=28&type=Pfr&skip=5&take=50", null, 5, null)]
    [InlineData("control-units?region=33&skip=1600&take=50", 0, 1600, 0)]
    [InlineData("control-units?region=02&type=Mvd&take=5", 5, 0, 5)]
    [InlineData("fns-forms", 100, 0, 100)]
    [InlineData("fns-forms?skip=5&take=70", 70, 5, 70)]
    [InlineData("fns-forms?skip=2000&take=50", 0, 2000, 0)]
    [InlineData("fns-forms?knd=1151001&skip=5&take=10", 10, 5, 10)]
    [InlineData("MvdRegionsRf?take=0", 0, 0, 0)]
    public async Task Handbooks_are_wide_enough_to_page_through(string query, int? items, int skip, int? take)
    {
        var page = (await user.GetAsync($"/v1/handbooks/{query}")).Expect(HttpStatusCode.OK).Json;
        var list = page.AsObject().Single(pair => pair.Value is JsonArray && pair.Key != "links").Value!.AsArray();
        Assert.Equal(skip, (int)page["skip"]!);
        Assert.True(items is null ? list.Count > 0 : items == list.Count, $"{list.Count} items");
        Assert.True(take is null ? (int)page["take"]! > 0 : take == (int)page["take"]!, $"take is {page["take"]}");
    }

    [Theory]
    [InlineData("084-034")]
    [InlineData("020-015?controlUnitType=Mvd")]
    public async Task The_control_units_that_it_asks_for_exist(string code) =>
        Assert.Equal(code[..7], (string)(await user.GetAsync($"/v1/handbooks/control-units/{code}")).Expect(HttpStatusCode.OK).Json["code"]!);

    [Fact]
    public async Task A_changed_recipient_replaces_the_old_one_wholly()
    {
        var draft = await user.CreateDraftAsync(Account);
        (await user.PutAsync($"{draft}/meta", await MetaAsync(new Dictionary<string, string> { ["fss-code"] = "12341" }))).Expect(HttpStatusCode.OK);
        var meta = (await user.GetAsync($"{draft}/meta")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("""{"fss-code":"12341"}""", meta["recipient"]!.ToJsonString());
        Assert.Equal("203.0.113.7", (string)meta["sender"]!["ipaddress"]!);
        Assert.Null(meta["additional-info"]);
        Assert.Null(meta["related-document"]);
    }

    private async Task<JsonObject> MetaAsync(Dictionary<string, string> recipient) => new()
    {
        ["sender"] = new JsonObject
        {
            ["inn"] = "6676130154", ["kpp"] = "667601001", ["certificate"] = new JsonObject { ["content"] = await user.CertificateAsync(Account) }, ["ipaddress"] = "203.0.113.7", ["is-representative"] = false,
        },
        ["recipient"] = new JsonObject(recipient.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))),
        ["payer"] = new JsonObject { ["inn"] = "6676130154", ["organization"] = new JsonObject { ["kpp"] = "667601001" } },
    };
}

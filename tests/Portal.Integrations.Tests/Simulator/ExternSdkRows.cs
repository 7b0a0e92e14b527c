using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>What the vendor's SDK calls (auth contract 7.1), one step per row, by the SDK's names and spellings.</summary>
internal sealed class ExternSdkRows(ExternUser user, Guid account, Guid organization)
{
    private readonly Dictionary<string, string> created = [];

    private string Account => $"/v1/{account}";

    public IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["GetAccountsAsync"] = async () => Needs(await GetAsync("/v1?skip=0&take=1"), "skip", "take", "total-count", "accounts", "links"),
        ["GetAccountAsync"] = async () => Needs(await GetAsync(Account), "id", "inn", "organization-name", "products", "role", "links"),
        ["TryGetAccountAsync"] = async () => (await user.GetAsync($"/v1/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound),
        ["CreateAccountAsync"] = async () =>
        {
            var made = await PostAsync("/v1", new Dictionary<string, string> { ["inn"] = "7707083893", ["kpp"] = "770701001", ["organization-name"] = "ООО Ромашка-Тест" });
            created["account"] = (string)made["id"]!;
            Assert.Equal(made.ToJsonString(), (await GetAsync($"/v1/{created["account"]}")).ToJsonString());
        },
        ["GetAccountCertificatesAsync"] = async () => Needs(
            First(await GetAsync($"{Account}/certificates?skip=0&take=100&forAllUsers=True"), "certificates"), "fio", "inn", "is-valid", "is-qualified", "content", "thumbprint", "expired-at"),
        ["GetAccountWarrantsAsync"] = async () =>
        {
            var list = await GetAsync($"{Account}/warrants?skip=0&take=100&forAllUsers=True");
            Needs(First(list, "warrants"), "date-begin", "date-end", "number", "permissions", "sender", "issuer", "trusted-issuer");
            Needs(First(list, "organization-warrant-informations"), "organization-id", "inn", "organization-name");
        },
        ["GetAllOrganizationsAsync"] = async () => Needs(await GetAsync($"{Account}/organizations?skip=0&take=1000"), "organizations", "total-count", "skip", "take", "links"),
        ["GetOrganizationAsync"] = async () => Needs((await GetAsync($"{Account}/organizations/{organization}"))["general"]!, "inn", "name", "is-main-org", "links"),
        ["TryGetOrganizationAsync"] = async () => (await user.GetAsync($"{Account}/organizations/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound),
        ["CreateOrganizationAsync"] = async () =>
        {
            var made = await PostAsync($"{Account}/organizations", new { inn = "7801000005", kpp = "780101001", name = "Филиал" });
            created["organization"] = $"{Account}/organizations/{(string)made["id"]!}";
            Assert.Equal(made.ToJsonString(), (await GetAsync(created["organization"])).ToJsonString());
        },
        ["UpdateOrganizationAsync"] = async () => Assert.Equal(
            "Новое имя", (string)(await user.PutAsync(created["organization"], new { name = "Новое имя" })).Expect(HttpStatusCode.OK).Json["general"]!["name"]!),
        ["DeleteOrganizationAsync"] = async () => await DeleteAsync(created["organization"]),
        ["SearchOrganizationControlUnitSubscriptionsAsync"] = async () => Needs(
            First(await PostAsync($"{Account}/organizations/{organization}/control-unit-subscriptions", new Dictionary<string, object> { ["control-unit-subscription-type"] = "fss-sedo", ["take"] = 1 }), "items"),
            "is-sfr", "registration-number", "subscription-status"),
        ["ShareEventsAsync"] = async () => (await user.PostAsync($"{Account}/share-events", new { subscriber = "portal.sandbox.extern" })).Expect(HttpStatusCode.NoContent),
        ["GetEventsAsync"] = async () => Needs(
            First(await GetAsync("/v1/events?take=10&fromId=0_0"), "api-events"), "id", "inn", "docflow-type", "docflow-link", "new-state", "event-date-time", "docflow-id", "account-id"),
        ["GetControlUnits"] = async () => Needs(
            First(await GetAsync("/v1/handbooks/control-units?type=Pfr&region=66&take=100&skip=0&includeinactive=False"), "control-units"), "type", "code", "name", "region", "flags", "contacts"),
        ["GetControlUnit"] = async () => Needs(await GetAsync("/v1/handbooks/control-units/660-066?controlUnitType=Mvd"), "type", "code", "name", "region", "flags", "contacts", "certificates"),
        ["GetFnsForms"] = async () => Needs(
            First(await GetAsync("/v1/handbooks/fns-forms?knd=1151001&skip=0&take=2"), "fns-forms"), "knd", "name", "version", "period-begin", "period-end", "description-period"),
        ["GetHandbook"] = async () => Needs(await GetAsync("/v1/handbooks/MvdCitizenship?take=10&skip=0"), "handbook-type", "skip", "take", "total-count", "handbook"),
        ["GetFormsAsync"] = async () => Needs(
            First(await GetAsync($"{Account}/reports-tables/{organization}/forms?includeDeleted=False"), "forms"), "form-full-name", "form-short-name", "form-id", "knd", "periodicity"),
        ["GetReportsTablesAsync"] = async () => Needs(
            First(First(First(await PostAsync($"{Account}/reports-tables/search", new { take = 100, skip = 0 }), "reports-tables"), "forms"), "deadlines"),
            "deadline", "period-year", "period-number", "period-start", "period-end", "status"),
        ["GetReportDocflowsAsync"] = async () => Assert.NotNull(
            (await GetAsync($"{Account}/reports-tables/{organization}/report-docflows?formId=101&deadline=2024-04-25T00%3A00%3A00&periodYear=2024&periodNumber=1"))["docflows"]),
        ["GetPaymentsAsync"] = async () => Needs(
            First(First(First(await PostAsync($"{Account}/reports-tables/search-payments", new { take = 1000 }), "organization-payments"), "payments"), "payment-periods"),
            "deadline", "period-year", "period-type", "period-number"),
        ["DeleteAccountAsync"] = async () => await DeleteAsync($"/v1/{created["account"]}"),
    };

    private async Task<JsonNode> GetAsync(string path) => Read(await user.GetAsync(path));

    private async Task<JsonNode> PostAsync(string path, object body) => Read(await user.PostAsync(path, body));

    private async Task DeleteAsync(string path)
    {
        Assert.False(string.IsNullOrEmpty(path));
        (await user.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
    }

    /// <summary>The SDK refuses an answer that is not announced as JSON.</summary>
    private static JsonNode Read(ExternReply reply)
    {
        reply.Expect(HttpStatusCode.OK);
        Assert.StartsWith("application/json", reply.ContentHeaders.ContentType!.ToString(), StringComparison.Ordinal);
        Assert.Single(reply.Headers.GetValues("X-Kontur-Trace-Id"));
        return reply.Json;
    }

    private static JsonNode First(JsonNode node, string list)
    {
        var rows = node[list]!.AsArray();
        Assert.True(rows.Count > 0, $"{list} is empty.");
        return rows[0]!;
    }

    private static void Needs(JsonNode node, params string[] properties)
    {
        var present = node.AsObject().Where(pair => pair.Value is not null).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
        Assert.All(properties, property => Assert.Contains(property, present));
    }
}

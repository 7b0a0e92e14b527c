using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>What the vendor's SDK calls (auth contract 7.1), one step per row, by the SDK's names and spellings.</summary>
internal sealed class AccountsClientRows(ExternUser user, OpenIdClient identity, Guid account, Guid organization) : SdkRows(user)
{
    /// <summary>The table as the contract prints it: method, verb and path. Deletion of the account comes last, because it ends the session.</summary>
    public const string Table = """
        GetAccountsAsync | GET v1
        GetAccountAsync | GET v1/{accountId}
        TryGetAccountAsync | GET v1/{accountId}
        CreateAccountAsync | POST v1
        GetAccountCertificatesAsync | GET v1/{accountId}/certificates
        GetAccountWarrantsAsync | GET v1/{accountId}/warrants
        GetAllOrganizationsAsync | GET v1/{accountId}/organizations
        GetOrganizationAsync | GET v1/{accountId}/organizations/{orgId}
        TryGetOrganizationAsync | GET v1/{accountId}/organizations/{orgId}
        CreateOrganizationAsync | POST v1/{accountId}/organizations
        UpdateOrganizationAsync | PUT v1/{accountId}/organizations/{orgId}
        DeleteOrganizationAsync | DELETE v1/{accountId}/organizations/{orgId}
        SearchOrganizationControlUnitSubscriptionsAsync | POST v1/{accountId}/organizations/{orgId}/control-unit-subscriptions
        ShareEventsAsync | POST v1/{accountId}/share-events
        GetEventsAsync | GET v1/events
        GetControlUnits | GET v1/handbooks/control-units
        GetControlUnit | GET v1/handbooks/control-units/{code}
        GetFnsForms | GET v1/handbooks/fns-forms
        GetHandbook | GET v1/handbooks/{PascalCaseType}
        GetFormsAsync | GET v1/{accountId}/reports-tables/{orgId}/forms
        GetReportsTablesAsync | POST v1/{accountId}/reports-tables/search
        GetReportDocflowsAsync | GET v1/{accountId}/reports-tables/{orgId}/report-docflows
        GetPaymentsAsync | POST v1/{accountId}/reports-tables/search-payments
        OpenIdClient.CertificateAuthenticationAsync | POST {identity}/authentication/certificate
        OpenIdClient.RequestTokenAsync | POST {identity}/connect/token
        DeleteAccountAsync | DELETE v1/{accountId}
        """;

    private readonly Dictionary<string, string> created = [];

    private string Account => $"/v1/{account}";

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["GetAccountsAsync"] = async () => Needs(await GetAsync("/v1?skip=0&take=1"), "skip", "take", "total-count", "accounts", "links"),
        ["GetAccountAsync"] = async () => Needs(await GetAsync(Account), "id", "inn", "organization-name", "products", "role", "links"),
        ["TryGetAccountAsync"] = async () => (await User.GetAsync($"/v1/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound),
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
        ["TryGetOrganizationAsync"] = async () => (await User.GetAsync($"{Account}/organizations/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound),
        ["CreateOrganizationAsync"] = async () =>
        {
            var made = await PostAsync($"{Account}/organizations", new { inn = "7801000005", kpp = "780101001", name = "Филиал" });
            created["organization"] = $"{Account}/organizations/{(string)made["id"]!}";
            Assert.Equal(made.ToJsonString(), (await GetAsync(created["organization"])).ToJsonString());
        },
        ["UpdateOrganizationAsync"] = async () => Assert.Equal(
            "Новое имя", (string)(await User.PutAsync(created["organization"], new { name = "Новое имя" })).Expect(HttpStatusCode.OK).Json["general"]!["name"]!),
        ["DeleteOrganizationAsync"] = async () => await RemoveAsync(created["organization"]),
        ["SearchOrganizationControlUnitSubscriptionsAsync"] = async () => Needs(
            First(await PostAsync($"{Account}/organizations/{organization}/control-unit-subscriptions", new Dictionary<string, object> { ["control-unit-subscription-type"] = "fss-sedo", ["take"] = 1 }), "items"),
            "is-sfr", "registration-number", "subscription-status"),
        ["ShareEventsAsync"] = async () => (await User.PostAsync($"{Account}/share-events", new { subscriber = "portal.sandbox.extern" })).Expect(HttpStatusCode.NoContent),
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
        ["OpenIdClient.CertificateAuthenticationAsync"] = async () =>
        {
            using var pair = await identity.CertificateAsync("director");
            (created["thumbprint"], created["secret"]) = (pair.Thumbprint, await identity.DecryptedKeyAsync(pair));
        },
        ["OpenIdClient.RequestTokenAsync"] = async () =>
        {
            var password = (await identity.PasswordAsync()).Token();
            (await identity.RefreshAsync(password["refresh_token"]!)).Token();
            (await identity.TrustedAsync(identity.Jwt())).Token();
            (await identity.TokenAsync(("grant_type", "certificate"), ("scope", "extern.api"), ("decrypted_key", created["secret"]), ("thumbprint", created["thumbprint"]))).Token();
        },
        ["DeleteAccountAsync"] = async () => await RemoveAsync($"/v1/{created["account"]}"),
    };

    private async Task RemoveAsync(string path)
    {
        Assert.False(string.IsNullOrEmpty(path));
        (await User.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
    }
}

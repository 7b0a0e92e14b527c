namespace Portal.Integrations.Tests.Simulator;

/// <summary>Every row of "What the C# SDK calls" (auth contract 7.1) that goes to the Extern API; the two of the OpenID provider belong to the tests of that provider.</summary>
public sealed class ExternSdkRowsTests
{
    /// <summary>The table as the contract prints it: method, verb and path. Deletion of the account comes last, because it ends the session.</summary>
    private const string Table = """
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
        DeleteAccountAsync | DELETE v1/{accountId}
        """;

    [Fact]
    public async Task Every_row_of_the_SDKs_table_is_walked()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var steps = new ExternSdkRows(sandbox.As("director"), ExternSandbox.Testovaya, ExternSandbox.TestovayaOrganization).Steps;
        var rows = Table.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(row => row.Split(" | ")).ToList();
        Assert.Equal(rows.Select(row => row[0]).Order(), steps.Keys.Order());

        foreach (var row in rows)
        {
            var before = Requests(sandbox).Count;
            await steps[row[0]]();
            Assert.True(Requests(sandbox).Skip(before).Any(request => IsOf(request, row[1])), $"{row[0]} did not call {row[1]}.");
        }
    }

    private static List<string> Requests(ExternSandbox sandbox) => [.. sandbox.Sent];

    private static bool IsOf(string request, string row)
    {
        var (given, wanted) = (request.Split(' ', '/'), row.Split(' ', '/'));
        return given.Length == wanted.Length && given.Zip(wanted).All(pair => pair.Second[0] == '{' ? pair.First.Length > 0 : pair.First == pair.Second);
    }
}

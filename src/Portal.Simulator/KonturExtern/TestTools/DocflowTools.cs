using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>
/// Docflows (test tools contract, rows <c>generate-fns</c> to <c>generate-incoming-stat-letter</c>). A request is judged as a whole before anything is made.
/// </summary>
internal sealed class DocflowTools(ToolAccounts accounts, SentDocflows sent, IncomingDocflows incoming, ControlUnits units, SimulatorClock clock)
{
    private const string Accepting = "0087";
    private const string AcceptingTogs = "00-87";
    private const int LargestDemand = 20;
    private const int UsualSuite = 6;
    private const int LargestSuite = 50;
    private const int LongestLetter = 100_000;

    /// <summary>Inspections that letters and demands may come from.</summary>
    private static readonly string[] Senders = ["0007", "0008", "0084", "0085", Accepting, "0088", "0093", "0094", "0096", "9979", "7702"];

    /// <summary>A docflow that only waits for its account.</summary>
    private delegate Docflow Making(ToolAccount account);

    public void Map(ExternRoutes routes)
    {
        Map("generate-fns", asked => Report(asked, asked.StateOf(SentDocflows.ReportStates), FufForms.Headcount));
        Map("generate-stat-report", asked => StatReport(asked, asked.StateOf(SentDocflows.StatStates)));
        Map("generate-cu-letter", asked => Received("fns534-cu-letter", asked, SenderOf(asked)));
        Map("generate-incoming-stat-letter", asked => Received("stat-cu-letter", asked, CodeOf("stat", asked.TogsCode, "togsCode", AcceptingTogs)));
        Map("generate-demand", asked => Received("fns534-demand", asked, SenderOf(asked)));
        routes.Tool("POST", "generate-docflows-suite", SuiteAsync);

        void Map(string path, Func<DocflowRequest, Making> order) => routes.Tool("POST", path, async http =>
        {
            var asked = await ToolCall.ReadAsync<DocflowRequest>(http);
            var made = order(asked)(accounts.Of(asked));
            return await ToolCall.JsonAsync(http, new
            {
                made.AccountId, DocflowId = made.Id, made.Id, made.OrganizationId, Type = $"urn:docflow:{made.Type}", Status = $"urn:docflow-common-status:{made.Status}",
            });
        });
    }

    private Making Report(DocflowRequest asked, string state, FufForm form)
    {
        var code = CodeOf("fns", asked.IfnsCode, "ifnsCode", Accepting);
        SentDocflows.RefuseUnreachable(state, code);
        var given = asked.Payer?.ChiefFio ?? asked.Payer?.ChiefPersonFullName;
        _ = ToolValues.Fio(given?.Surname, given?.Name, given?.Patronymic);
        return account =>
        {
            var (organization, parts) = (account.Organization, account.Owner.FullName.Split(' ', 3));
            var chief = ToolValues.Fio(given?.Surname ?? parts[0], given?.Name ?? parts.ElementAtOrDefault(1), given?.Patronymic ?? parts.ElementAtOrDefault(2));
            var facts = new ReportFacts(organization.Inn, organization.Kpp, organization.Name, chief, null, code, clock.UtcNow);
            return sent.Send(account, "fns534-report", new DraftRecipient(code, null, null, null, null, null, null, null), FufWriter.Write(form, facts, windows1251: true), state);
        };
    }

    private Making StatReport(DocflowRequest asked, string state)
    {
        var code = CodeOf("stat", asked.TogsCode, "togsCode", AcceptingTogs);
        return account => sent.Send(
            account, "stat-report", new DraftRecipient(null, null, code, null, null, null, null, null), FufWriter.WriteStat(account.Organization.Name, clock.UtcNow), state);
    }

    private Making Received(string kind, DocflowRequest asked, string code)
    {
        var order = new IncomingOrder(kind)
        {
            Code = code, Subject = ToolValues.Text(asked.Subject, "subject"), Text = ToolValues.Text(asked.Text ?? asked.TextOfLetter, "text", LongestLetter),
            Knds = asked.KndsOf(LargestDemand),
        };
        return account => incoming.Make(account.Account.Id, order with
        {
            Inn = account.Organization.Inn, Kpp = account.Organization.Kpp, OwnerId = account.Owner.KonturUserId, Certificate = account.Certificate.Der,
        }, clock.UtcNow);
    }

    /// <summary>Docflows of all kinds in turn, in all states; which, and how many, is chosen by us.</summary>
    private async Task<ExternAnswer> SuiteAsync(HttpContext http)
    {
        var asked = await ToolCall.ReadAsync<DocflowRequest>(http);
        var count = asked.DocflowCount ?? UsualSuite;
        if (count is < 1 or > LargestSuite)
        {
            throw ToolValues.Wrong("docflowCount", $"от 1 до {LargestSuite}");
        }

        var stat = CodeOf("stat", asked.TogsCode, "togsCode", AcceptingTogs);
        Making[] kinds =
        [
            Report(asked, "finished", FufForms.Headcount), Received("fns534-cu-letter", asked, SenderOf(asked)), Report(asked, "response-arrived", FufForms.Contributions),
            Received("fns534-demand", asked, SenderOf(asked)), StatReport(asked, "response-arrived"), Received("stat-cu-letter", asked, stat),
            Report(asked, "delivered", FufForms.Profit), Report(asked, "sent", FufForms.ImputedIncome),
        ];
        var account = accounts.Of(asked);
        return await ToolCall.JsonAsync(http, new { AccountId = account.Account.Id, DocflowIds = Enumerable.Range(0, count).Select(index => kinds[index % kinds.Length](account).Id).ToList() });
    }

    private string CodeOf(string type, string? given, string property, string usual)
    {
        var code = ToolValues.Text(given, property) ?? usual;
        return units.Find(type, code) is { IsActive: true } ? code : throw ToolValues.Wrong(property, $"в справочнике нет действующего органа {code}");
    }

    private static string SenderOf(DocflowRequest asked)
    {
        var code = ToolValues.Text(asked.IfnsCode, "ifnsCode") ?? Accepting;
        return Senders.Contains(code) ? code : throw ToolValues.Wrong("ifnsCode", $"тестовые инспекции: {string.Join(", ", Senders)}");
    }
}

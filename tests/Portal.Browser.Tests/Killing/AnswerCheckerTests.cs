using Dapper;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>The checker of the crash harness on real screens: content with an honest portal, and not with one whose database was made to lie.</summary>
public sealed class AnswerCheckerTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_believes_an_honest_portal_and_finds_each_planted_lie()
    {
        var page = await NewPageAsync();
        await new Walk(page, stage.Portal.Address, stage.Outside).SignInAsync("director");
        var user = new Answerer(page, stage.Portal.Address, stage.Outside, "director");
        var checker = new AnswerChecker(stage.Outside) { Settled = TimeSpan.FromSeconds(1) };
        await user.BeginAsync();
        await user.AnswerOneAsync(Answerer.Demand);
        Assert.Empty(await ProblemsAsync());
        Assert.Equal(2, user.Claims.Count);

        // Sent, and called not sent.
        await PlantAsync("UPDATE reply SET state = 'NotSent' WHERE reply_type = 'fns534-demand-receipt'");
        Assert.Contains("accepted, and its screen shows 0 as sent", Assert.Single(await ProblemsAsync()), StringComparison.Ordinal);
        await PlantAsync("UPDATE reply SET state = 'Sent' WHERE reply_type = 'fns534-demand-receipt'");

        // Not sent, and called sent: a second answer that Kontur has never seen.
        await PlantAsync(
            """
            INSERT INTO reply (id, docflow_row_id, link_id, account_id, docflow_id, document_id, reply_type, slot, kontur_reply_id, file_name, sha256, state, made_at, settled_at)
            SELECT 'planted', docflow_row_id, link_id, account_id, docflow_id, 'another', reply_type, slot, 'planted', file_name, sha256, 'Sent', made_at, settled_at
            FROM reply WHERE reply_type = 'fns534-demand-receipt'
            """);
        Assert.Contains("shown as sent 1 times when 0 had been accepted", Assert.Single(await ProblemsAsync()), StringComparison.Ordinal);
        await PlantAsync("DELETE FROM reply WHERE id = 'planted'");

        Assert.Empty(await ProblemsAsync());

        Task<IReadOnlyList<string>> ProblemsAsync() => checker.ProblemsAsync(page, user.Pages, user.Claims);
    }

    private async Task PlantAsync(string sql)
    {
        await using var db = await stage.Portal.Get<Database>().OpenAsync(Stop);
        Assert.Equal(1, await db.ExecuteAsync(sql));
    }
}

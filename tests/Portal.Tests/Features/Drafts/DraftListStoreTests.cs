using Dapper;
using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Features.Drafts;
using Portal.Features.Drafts.List;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

public sealed class DraftListStoreTests(Databases databases)
{
    private const string Account = "account";

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_report_is_found_by_the_beginnings_of_words_of_its_form_payer_numbers_and_file_and_by_its_owner_only(string engine)
    {
        var (database, link, clock) = await StartAsync(engine);
        var ours = await AddAsync(database, link, clock, "Бухгалтерская отчётность", "Общество «Берёзка»", "6676130154", "NO_BUHOTCH_0087_1.xml");
        await AddAsync(database, link, clock, "Налоговая декларация", "Общество «Ромашка»", "7707083893", "NO_NDS_0087_2.xml");
        var stranger = await Databases.LinkAsync(database);

        foreach (var words in new[] { "бухг", "БЕРЕЗ", "берёзка отчет", "66761", "buhotch", "  Берёзка ", "отчётность 6676130154 общество" })
        {
            Assert.Equal([ours], await IdsAsync(database, link.Id, new DraftFilter(words)));
            Assert.Empty(await IdsAsync(database, stranger.Id, new DraftFilter(words)));
        }

        foreach (var words in new[] { "резка", "берёзка ромашка", "%", "?!" })
        {
            Assert.Empty(await IdsAsync(database, link.Id, new DraftFilter(words)));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_is_replaced_is_found_by_its_new_words_and_what_is_sent_by_none(string engine)
    {
        var (database, link, clock) = await StartAsync(engine);
        var id = await AddAsync(database, link, clock, "Бухгалтерская отчётность", "Берёзка", "6676130154", "first.xml");
        var drafts = new DraftStore(database, clock);
        Assert.True(await drafts.ReplaceReportAsync(
            DraftRows.File(id, DocumentKind.Report) with { FileName = "second.xml" }, new ReportFacts { FormName = "Декларация", PayerName = "Берёзка", FileId = "NEW" }, Stop));

        Assert.Empty(await IdsAsync(database, link.Id, new DraftFilter("first")));
        Assert.Equal([id], await IdsAsync(database, link.Id, new DraftFilter("second декл")));
        Assert.Equal("new", await Databases.ScalarAsync<string>(database, "SELECT file_id FROM draft WHERE id = @id", new { id }));

        await MoveAsync(database, id, DraftState.Ready);
        var tasks = new DraftTaskStore(database, clock);
        Assert.NotNull(await tasks.IntendAsync(id, "Анна", TimeSpan.Zero, Stop));
        await tasks.SettleAsync(id, SendState.Sent, DraftState.Sent, "docflow", cancellationToken: Stop);
        Assert.Empty(await IdsAsync(database, link.Id, new DraftFilter("second")));
        Assert.Equal(0, await Databases.ScalarAsync<long>(database, "SELECT count(*) FROM draft_term WHERE draft_id = @id", new { id }));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_report_in_work_is_in_one_group_and_counted_there(string engine)
    {
        var (database, link, clock) = await StartAsync(engine);
        var expected = new Dictionary<DraftState, DraftGroup>
        {
            [DraftState.Editing] = DraftGroup.ToCheck, [DraftState.Checking] = DraftGroup.ToCheck, [DraftState.CheckFailed] = DraftGroup.WithErrors,
            [DraftState.Checked] = DraftGroup.ToSign, [DraftState.Signed] = DraftGroup.ToSend, [DraftState.Preparing] = DraftGroup.ToSend,
            [DraftState.Ready] = DraftGroup.ToSend, [DraftState.Sending] = DraftGroup.Sending,
        };
        var drafts = new Dictionary<string, DraftGroup>();
        foreach (var (state, group) in expected)
        {
            var id = await AddAsync(database, link, clock, "Форма", "Плательщик", "1", $"{state}.xml");
            await MoveAsync(database, id, state);
            drafts[id] = group;
        }

        var failed = await AddAsync(database, link, clock, "Форма", "Плательщик", "1", "failed.xml");
        await MoveAsync(database, failed, DraftState.Ready);
        var tasks = new DraftTaskStore(database, clock);
        Assert.NotNull(await tasks.IntendAsync(failed, "Анна", TimeSpan.Zero, Stop));
        await tasks.SettleAsync(failed, SendState.NotSent, DraftState.Ready, cancellationToken: Stop);
        drafts[failed] = DraftGroup.NotSent;
        await AddAsync(database, link, clock, "Форма", "Плательщик", "1", "sent.xml", DraftState.Sent);

        var counts = await new DraftListStore(database, clock).CountsAsync(link.Id, Account, Stop);
        foreach (var group in Enum.GetValues<DraftGroup>())
        {
            var inGroup = drafts.Where(pair => pair.Value == group).Select(pair => pair.Key).Order();
            Assert.Equal(inGroup, (await IdsAsync(database, link.Id, new DraftFilter(Group: group))).Order());
            Assert.Equal(inGroup.Count(), counts.GetValueOrDefault(group));
        }

        Assert.Equal(drafts.Keys.Order(), (await IdsAsync(database, link.Id, new DraftFilter())).Order());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_last_changed_comes_first_titles_run_from_A_and_a_page_has_at_most_a_hundred_rows(string engine)
    {
        var (database, link, clock) = await StartAsync(engine);
        var ids = new List<string>();
        for (var i = 0; i < 102; i++)
        {
            ids.Add(await AddAsync(database, link, clock, i == 50 ? "Ааа" : $"Форма {i:000}", "Плательщик", "1", $"{i}.xml"));
            clock.Advance(TimeSpan.FromSeconds(1));
        }

        var store = new DraftListStore(database, clock);
        var (rows, total) = await store.PageAsync(link.Id, Account, new DraftFilter(), 0, 500, Stop);
        Assert.Equal((100, 102, ids[^1]), (rows.Count, total, rows[0].Id));
        Assert.Equal([ids[1], ids[0]], (await store.PageAsync(link.Id, Account, new DraftFilter(), 100, 100, Stop)).Rows.Select(row => row.Id));
        Assert.Equal(ids[0], (await store.PageAsync(link.Id, Account, new DraftFilter(Descending: true), 0, 1, Stop)).Rows[0].Id);
        Assert.Equal(ids[50], (await store.PageAsync(link.Id, Account, new DraftFilter(ByTitle: true), 0, 1, Stop)).Rows[0].Id);
        Assert.Equal(100, (await store.GivenAsync(link.Id, Account, ids, Stop)).Count);
        Assert.Equal(DraftListStore.CountedOfGroup, (await store.CountsAsync(link.Id, Account, Stop))[DraftGroup.ToCheck]);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_has_no_words_yet_gets_them_by_the_job(string engine)
    {
        var (database, link, clock) = await StartAsync(engine);
        var id = await AddAsync(database, link, clock, "Декларация", "Плательщик", "1", "file.xml");
        await using (var db = await database.OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE draft SET indexed_at = 0, folded = '' WHERE id = @id", new { id });
            await db.ExecuteAsync("DELETE FROM draft_term WHERE draft_id = @id", new { id });
        }

        Assert.Empty(await IdsAsync(database, link.Id, new DraftFilter("декл")));
        await new IndexDrafts(new DraftListStore(database, clock)).RunAsync(Stop);
        Assert.Equal([id], await IdsAsync(database, link.Id, new DraftFilter("декл")));
    }

    private async Task<(Database Database, Link Link, FakeTimeProvider Clock)> StartAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, await Databases.LinkAsync(database), TestClock.Create());
    }

    private static async Task<IReadOnlyList<string>> IdsAsync(Database database, string linkId, DraftFilter filter) =>
        [.. (await new DraftListStore(database, TimeProvider.System).PageAsync(linkId, Account, filter, 0, 100, Stop)).Rows.Select(row => row.Id)];

    private static async Task<string> AddAsync(
        Database database, Link link, TimeProvider clock, string form, string payer, string inn, string file, DraftState state = DraftState.Editing)
    {
        var draft = new Draft
        {
            Id = Guid.NewGuid().ToString(), LinkId = link.Id, AccountId = Account, State = state, CreatedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow(),
            Facts = new ReportFacts { FormName = form, PayerName = payer, Inn = inn, Year = "2024", FileId = Path.GetFileNameWithoutExtension(file) },
        };
        await new DraftStore(database, clock).AddAsync(draft, DraftRows.File(draft.Id, DocumentKind.Report) with { FileName = file, Sha256 = Guid.NewGuid().ToString("N") });
        return draft.Id;
    }

    private static async Task MoveAsync(Database database, string id, DraftState state)
    {
        await using var db = await database.OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE draft SET state = @state WHERE id = @id", new { id, state = state.ToString() });
    }
}

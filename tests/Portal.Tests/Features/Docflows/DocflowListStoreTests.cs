using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Docflows;

/// <summary>The list of docflows: filters, searches, what is hidden, and that nothing is counted or read without an end.</summary>
public sealed class DocflowListStoreTests(Databases databases)
{
    private const string Account = "account";
    private const string Other = "183100000003";
    private static readonly DateTimeOffset Now = TestClock.At("2027-01-01T00:00:00Z").GetUtcNow();

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_filter_and_every_pair_of_filters_shows_what_it_says(string engine)
    {
        var (database, link, store) = await StageAsync(engine);
        var rows = new[]
        {
            Row("fns534-report", "finished", "successful", 1) with { FormKey = "1151001" }, Row("fns534-demand", "received", null, 2) with { FormKey = "1165013" }, Row("fns534-cu-letter", "received", null, 3), Row("stat-report", "sent", "neutral", 4) with { FormKey = "0601001", Payer = Other },
            Row("sfr-report", "response-arrived", "failed", 5) with { Payer = Other }, Row("fns534-demand", "arrived", null, 6) with { FormKey = "1165013" }, Row("quantum", "teleported", "delighted", 7), Row("stat-cu-letter", "finished", "successful", 8),
        };
        await store.SaveListedAsync([.. rows.Select(row => new ListedDocflow(row with { LinkId = link }))], Stop);
        await new DocflowStore(database, TestClock.Create()).OpenedAsync(link, rows[1].Id, Stop);

        var filters = new List<(DocflowListFilter Filter, Func<DocflowEntry, bool> Meets)>
        {
            (new(), _ => true), (new() { Kind = DocflowKind.Demand }, row => row.Type.EndsWith("demand", StringComparison.Ordinal)),
            (new() { Kind = DocflowKind.LetterIn }, row => row.Type.EndsWith("cu-letter", StringComparison.Ordinal)), (new() { Kind = DocflowKind.Other }, row => row.Type.EndsWith("quantum", StringComparison.Ordinal)),
            (new() { Body = StateBody.Rosstat }, row => row.Type.Contains(":stat-", StringComparison.Ordinal)), (new() { Stage = DocflowStage.Refused }, row => row.SuccessState == "urn:docflow-state:failed"),
            (new() { Unread = true }, row => DocflowGroups.IsIncoming(row.Type, row.Status) && row.Id != rows[1].Id), (new() { Awaits = true }, row => row.Status.EndsWith("received", StringComparison.Ordinal) || row.Status.EndsWith("arrived", StringComparison.Ordinal) && row.Type.EndsWith("demand", StringComparison.Ordinal)),
            (new() { PayerInn = Other }, row => row.Payer == Other), (new() { Form = "1165013" }, row => row.FormKey == "1165013"), (new() { Form = "777" }, _ => false),
            (new() { FromDay = new DateOnly(2026, 12, 3), ToDay = new DateOnly(2026, 12, 5) }, row => row.SentAt.Day is >= 3 and <= 5),
        };
        foreach (var (first, meets) in filters)
        {
            foreach (var (second, too) in filters)
            {
                var both = first with
                {
                    Kind = first.Kind ?? second.Kind, Body = first.Body ?? second.Body, Stage = first.Stage ?? second.Stage, FromDay = first.FromDay ?? second.FromDay, ToDay = first.ToDay ?? second.ToDay,
                    Unread = first.Unread || second.Unread, Awaits = first.Awaits || second.Awaits, PayerInn = first.PayerInn ?? second.PayerInn, Form = first.Form ?? second.Form,
                };
                var expected = rows.Where(row => meets(row) && (too(row) || (first.Kind is not null && second.Kind is not null) || (first.Form is not null && second.Form is not null))).Select(row => row.Id).Reverse().ToList();
                var (found, total) = await store.PageAsync(link, Account, both, 0, 50, Stop);
                Assert.Equal((both.ToString(), string.Join(' ', expected), expected.Count), (both.ToString(), string.Join(' ', found.Select(row => row.Id)), total));
                Assert.Equal(expected.Count, (await store.PageAsync(link, Account, both with { Search = "форма" }, 0, 50, Stop)).Total);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_search_finds_names_numbers_inn_and_the_number_at_Kontur_in_any_case_and_with_yo_as_ye(string engine)
    {
        var (database, link, store) = await StageAsync(engine);
        var (mine, other) = (Row("fns534-report", "sent", null, 1) with { LinkId = link, FormName = "Расчёт по взносам", PayerName = "ООО «Ёлка»", Numbers = "087-123-456789" }, Row("fns534-demand", "received", null, 2) with { LinkId = link });
        await store.SaveListedAsync([new(mine), new(other)], Stop);
        await new DocflowStore(database, TestClock.Create()).NameRecipientAsync(mine.Id, "Инспекция по Артёмовску", Stop);

        foreach (var words in new[] { "расчет", "РАСЧЁТ взнос", "елка", "ёлка расчёт", "6676130154", "66761", "087-123", "артемовск", mine.DocflowId })
        {
            Assert.Equal((words, mine.Id), (words, string.Join(' ', (await store.PageAsync(link, Account, new() { Search = words }, 0, 50, Stop)).Rows.Where(row => row.FormName != "Форма").Select(row => row.Id))));
        }

        Assert.Equal(0, (await store.PageAsync(link, Account, new() { Search = "расчёт требование" }, 0, 50, Stop)).Total);
        Assert.Equal(0, (await store.PageAsync(link, Account, new() { Search = "«»" }, 0, 50, Stop)).Total);
        Assert.Equal(0, (await store.PageAsync(link, "another", new() { Search = "елка" }, 0, 50, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_a_full_list_does_not_show_is_hidden_everywhere_and_comes_back_when_listed_again(string engine)
    {
        var (database, link, store) = await StageAsync(engine);
        var docflows = new DocflowStore(database, TestClock.Create());
        var (gone, kept, fresh, late) = (Row("fns534-report", "sent", null, 1) with { LinkId = link, DraftId = "draft-" + link }, Row("fns534-report", "sent", null, 2) with { LinkId = link },
            Row("fns534-report", "sent", null, 31) with { LinkId = link, SentAt = Now }, Row("fns534-report", "sent", null, 3) with { LinkId = link });
        await store.SaveListedAsync([new(gone, Now), new(kept, Now)], Stop);
        await docflows.AddAsync(fresh, Now, Stop);
        await docflows.AddAsync(late, Now, Stop);
        await docflows.SaveAsync(gone, [new EntryDocument { DocumentId = "1", Type = "t" }], Now.AddDays(-1), Stop);

        var later = new DocflowListStore(database, TestClock.At("2027-01-02T00:00:00Z"));
        await later.SaveListedAsync([new(kept, Now)], Stop);
        await later.HideUnlistedAsync(link, Account, Now.AddHours(12), Now.AddYears(-5), Stop);

        Assert.Equal([fresh.Id, kept.Id], (await store.PageAsync(link, Account, new(), 0, 50, Stop)).Rows.Select(row => row.Id));
        Assert.Equal(2, (await store.PageAsync(link, Account, new() { Search = "форма" }, 0, 50, Stop)).Total);
        Assert.Equal(2, (await store.PageAsync(link, Account, new() { Kind = DocflowKind.Report }, 0, 50, Stop)).Total);
        Assert.Equal(0, (await store.PageAsync(link, Account, new() { Search = gone.DocflowId }, 0, 50, Stop)).Total);
        Assert.Null(await docflows.FindAsync(link, gone.Id, Stop));
        Assert.Null(await docflows.FindByDraftAsync(link, gone.DraftId!, Stop));
        Assert.Null(await docflows.IdOfDocflowAsync(link, gone.DocflowId, Stop));
        Assert.Empty(await docflows.DocumentsAsync(gone.Id, Stop));
        Assert.DoesNotContain(await docflows.DueAsync(1000, Stop), due => due.Id == gone.Id);

        // What is still on its way from Kontur does not bring it back, a list does.
        await docflows.SaveAsync(gone, [], null, Stop);
        Assert.Null(await docflows.FindAsync(link, gone.Id, Stop));
        await later.SaveListedAsync([new(gone with { Id = Guid.NewGuid().ToString() })], Stop);
        Assert.Equal(gone.DraftId, (await docflows.FindAsync(link, gone.Id, Stop))?.DraftId);
        Assert.Single(await docflows.DocumentsAsync(gone.Id, Stop));
        Assert.Equal(3, (await store.PageAsync(link, Account, new() { Search = "форма" }, 0, 50, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_list_is_counted_to_a_thousand_and_shows_the_newest(string engine)
    {
        var (_, link, store) = await StageAsync(engine);
        var rows = Enumerable.Range(0, 1_100).Select(i => Row("fns534-report", i % 2 == 0 ? "sent" : "delivered", null, 1) with { LinkId = link, SentAt = Now.AddMinutes(i) }).ToList();
        await store.SaveListedAsync([.. rows.Select(row => new ListedDocflow(row))], Stop);

        foreach (var filter in new DocflowListFilter[] { new(), new() { Kind = DocflowKind.Report }, new() { Search = "форма" }, new() { Search = "форма", Stage = DocflowStage.UnderWay } })
        {
            var (found, total) = await store.PageAsync(link, Account, filter, 0, 500, Stop);
            Assert.Equal((DocflowListStore.MostRows, DocflowListStore.Counted, rows[^1].Id), (found.Count, total, found[0].Id));
            Assert.Equal(rows[^51].Id, (await store.PageAsync(link, Account, filter, 50, 50, Stop)).Rows[0].Id);
        }

        Assert.Equal(DocflowListStore.Counted, await store.CountAsync(link, Account, await store.CellsAsync(link, Account, Stop), Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_awaits_an_answer_comes_by_the_day_it_is_due_and_what_has_no_day_comes_last(string engine)
    {
        var (database, link, store) = await StageAsync(engine);
        var rows = new[]
        {
            Row("fns534-cu-letter", "received", null, 1), Row("fns534-demand", "received", null, 2) with { DueOn = "2026-12-20" }, Row("fns534-cu-letter", "received", null, 3),
            Row("fns534-demand", "arrived", null, 4) with { DueOn = "2026-12-09", DueCounted = 1 },
        };
        await using (var db = await database.OpenAsync(Stop))
        {
            await Dapper.SqlMapper.ExecuteAsync(db, "INSERT INTO account (link_id, account_id, inn, name, role, folded, listed_at) VALUES (@link, 'account', '1', 'n', 'r', 'n', 0)", new { link });
        }

        await store.SaveListedAsync([.. rows.Select(row => new ListedDocflow(row with { LinkId = link }))], Stop);

        Assert.Equal([rows[3].Id, rows[1].Id, rows[2].Id, rows[0].Id], (await store.AwaitingAsync(link, 10, Stop)).Select(row => row.Id));
        Assert.Equal([rows[3].Id, rows[1].Id], (await store.AwaitingAsync(link, 2, Stop)).Select(row => row.Id));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_account_with_hundreds_of_forms_is_narrowed_to_an_organisation_all_the_same(string engine)
    {
        var (_, link, store) = await StageAsync(engine);
        var rows = Enumerable.Range(0, 700).Select(i => Row("fns534-report", "sent", "neutral", 1) with
        {
            LinkId = link, FormKey = (1_000_000 + i).ToString(System.Globalization.CultureInfo.InvariantCulture), Payer = i % 2 == 0 ? Other : "6676130154-667601001", SentAt = Now.AddMinutes(i),
        }).ToList();
        await store.SaveListedAsync([.. rows.Select(row => new ListedDocflow(row))], Stop);

        var (found, total) = await store.PageAsync(link, Account, new() { PayerInn = Other }, 50, 50, Stop);

        Assert.Equal((350, rows[598].Id), (total, found[0].Id));
        Assert.Equal(300, (await store.FormsAsync(link, Account, Stop)).Count);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_filter_that_leaves_few_rows_finds_the_oldest_of_a_word_that_all_have(string engine)
    {
        var (_, link, store) = await StageAsync(engine);
        var old = Row("fns534-report", "response-arrived", "failed", 1) with { LinkId = link, Payer = Other };
        var rows = Enumerable.Range(1, 2_100).Select(i => Row("fns534-report", "sent", "neutral", 1) with { LinkId = link, SentAt = old.SentAt.AddMinutes(i) });
        await store.SaveListedAsync([.. rows.Prepend(old).Select(row => new ListedDocflow(row))], Stop);

        foreach (var filter in new DocflowListFilter[] { new() { Stage = DocflowStage.Refused }, new() { PayerInn = Other }, new() { ToDay = new DateOnly(2026, 12, 1), Stage = DocflowStage.Refused } })
        {
            var (found, total) = await store.PageAsync(link, Account, filter with { Search = "форма" }, 0, 50, Stop);
            Assert.Equal((1, old.Id), (total, found.Single().Id));
        }

        Assert.Equal(0, (await store.PageAsync(link, Account, new() { Stage = DocflowStage.Refused, Search = "форма нет" }, 0, 50, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_answers_a_docflow_and_what_it_answers_are_found(string engine)
    {
        var (_, link, store) = await StageAsync(engine);
        var demand = Row("fns534-demand", "received", null, 1) with { LinkId = link };
        var answer = Row("fns534-inventory", "sent", "neutral", 2) with { LinkId = link, RelatedDocflowId = demand.DocflowId };
        var foreign = Row("fns534-inventory", "sent", "neutral", 3) with { LinkId = (await Databases.LinkAsync(await databases.GetAsync(engine))).Id, RelatedDocflowId = demand.DocflowId };
        await store.SaveListedAsync([new(demand), new(answer), new(foreign), new(Row("fns534-letter", "sent", null, 4) with { LinkId = link })], Stop);

        Assert.Equal(answer.Id, Assert.Single(await store.RelatedAsync(demand, Stop)).Id);
        Assert.Equal(demand.Id, Assert.Single(await store.RelatedAsync(answer, Stop)).Id);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_list_is_due_an_interval_after_its_last_attempt_while_the_link_has_a_session(string engine)
    {
        var (database, link, _) = await StageAsync(engine);
        var marks = new DocflowRefreshStore(database);
        await using (var db = await database.OpenAsync(Stop))
        {
            await Dapper.SqlMapper.ExecuteAsync(db, "INSERT INTO account (link_id, account_id, inn, name, role, folded, listed_at) VALUES (@link, 'account', '1', 'n', 'r', 'n', 0)", new { link });
        }

        Assert.DoesNotContain(await marks.DueAsync(Now.AddYears(9), 10_000, Stop), due => due.LinkId == link);
        await using (var db = await database.OpenAsync(Stop))
        {
            await Dapper.SqlMapper.ExecuteAsync(db, "INSERT INTO kontur_session (link_id, token, obtained_at) VALUES (@link, 't', 0) ON CONFLICT DO NOTHING", new { link });
        }

        Assert.Contains(await marks.DueAsync(Now.AddYears(9), 10_000, Stop), due => due.LinkId == link);
        await marks.SetAsync(link, Account, [(DocflowRefreshStore.Tried, Now.AddYears(9))], Stop);
        Assert.DoesNotContain(await marks.DueAsync(Now.AddYears(9).AddMinutes(-1), 10_000, Stop), due => due.LinkId == link);
        Assert.Contains(await marks.DueAsync(Now.AddYears(9), 10_000, Stop), due => due.LinkId == link);
        await Databases.UnlinkAsync(database, link);
        Assert.DoesNotContain(await marks.DueAsync(Now.AddYears(9), 10_000, Stop), due => due.LinkId == link);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_link_keeps_twenty_filters_of_its_own(string engine)
    {
        var (database, link, _) = await StageAsync(engine);
        var (other, saved) = ((await Databases.LinkAsync(database)).Id, new SavedFilterStore(database, TestClock.Create()));
        for (var i = 0; i < SavedFilterStore.Most; i++)
        {
            Assert.True(await saved.SaveAsync(link, new($"Отбор {i:00}", "unread=1"), Stop));
        }

        Assert.False(await saved.SaveAsync(link, new("Ещё один", "unread=1"), Stop));
        Assert.True(await saved.SaveAsync(link, new("Отбор 07", "awaits=1"), Stop));
        Assert.Equal((SavedFilterStore.Most, "awaits=1"), ((await saved.ListAsync(link, Stop)).Count, (await saved.ListAsync(link, Stop))[7].Query));
        await saved.DeleteAsync(other, "Отбор 07", Stop);
        Assert.Empty(await saved.ListAsync(other, Stop));
        await saved.DeleteAsync(link, "Отбор 07", Stop);
        Assert.True(await saved.SaveAsync(link, new("Ещё один", "unread=1"), Stop));
    }

    private static DocflowEntry Row(string type, string status, string? state, int day) => new()
    {
        Id = Guid.NewGuid().ToString(), LinkId = "", AccountId = Account, DocflowId = Guid.NewGuid().ToString(), Type = "urn:docflow:" + type, Status = "urn:docflow-common-status:" + status,
        SuccessState = state is null ? null : "urn:docflow-state:" + state, FormName = "Форма", Correction = 0, Payer = "6676130154-667601001", Recipient = "0087", Awaits = DocflowAwaits.Answer("urn:docflow:" + type, "urn:docflow-common-status:" + status),
        SentAt = TestClock.At("2026-12-01T09:00:00Z").GetUtcNow().AddDays(day - 1), ChangedAt = Now, Asked = 0,
    };

    private async Task<(Database Database, string LinkId, DocflowListStore Store)> StageAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, (await Databases.LinkAsync(database)).Id, new DocflowListStore(database, TestClock.At("2027-01-01T00:00:00Z")));
    }
}

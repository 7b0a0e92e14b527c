using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Docflows;

public sealed class DocflowStoreTests(Databases databases)
{
    private static readonly DateTimeOffset Noon = TestClock.Create().GetUtcNow();

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Saving_again_keeps_our_id_the_draft_and_the_name_and_adds_documents(string engine)
    {
        var (database, store) = await StoreAsync(engine);
        var link = await Databases.LinkAsync(database);
        var first = Row(link.Id, "account", Noon) with { DraftId = "draft-1" };

        var id = await store.SaveAsync(first, [File("1", Noon)], Noon, Stop);
        await store.NameRecipientAsync(id, "Инспекция", Stop);
        var again = await store.SaveAsync(
            first with { Id = Guid.NewGuid().ToString(), DraftId = null, Status = "delivered" },
            [File("2", Noon.AddMinutes(1)), File("1", Noon) with { SignedBy = "Иванов" }], null, Stop);

        Assert.Equal((first.Id, first.Id), (id, again));
        var found = await store.FindByDraftAsync(link.Id, "draft-1", Stop);
        Assert.Equal(("delivered", "Инспекция", 1), (found?.Status, found?.RecipientName, found?.Asked));
        Assert.Equal([("1", "Иванов"), ("2", null)], (await store.DocumentsAsync(id, Stop)).Select(file => (file.DocumentId, file.SignedBy)));
        Assert.Equal(1, (await List(database).PageAsync(link.Id, "account", new(), 0, 10, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Pages_go_from_the_newest_and_show_nothing_of_another_link_or_account(string engine)
    {
        var (database, store) = await StoreAsync(engine);
        var (mine, other) = (await Databases.LinkAsync(database), await Databases.LinkAsync(database));
        var rows = Enumerable.Range(0, 5).Select(day => Row(mine.Id, "account", Noon.AddDays(day))).ToList();
        foreach (var row in rows.Concat([Row(other.Id, "account", Noon), Row(mine.Id, "another", Noon)]))
        {
            await store.SaveAsync(row, [], null, Stop);
        }

        var (first, total) = await List(database).PageAsync(mine.Id, "account", new(), 0, 3, Stop);
        var (rest, _) = await List(database).PageAsync(mine.Id, "account", new(), 3, 3, Stop);

        Assert.Equal(5, total);
        Assert.Equal(rows.Select(row => row.Id).Reverse(), first.Concat(rest).Select(row => row.Id));
        Assert.Null(await store.FindAsync(other.Id, rows[0].Id, Stop));
        Assert.NotNull(await store.FindAsync(mine.Id, rows[0].Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Two_people_who_see_the_same_docflow_have_a_row_each(string engine)
    {
        var (database, store) = await StoreAsync(engine);
        var (one, two) = (await Databases.LinkAsync(database), await Databases.LinkAsync(database));
        var row = Row(one.Id, "account", Noon);

        var first = await store.SaveAsync(row, [File("1", Noon)], null, Stop);
        var second = await store.SaveAsync(row with { Id = Guid.NewGuid().ToString(), LinkId = two.Id }, [], null, Stop);

        Assert.NotEqual(first, second);
        Assert.Empty(await store.DocumentsAsync(second, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_submission_is_asked_about_when_it_is_due_and_never_again_once_nothing_is_due(string engine)
    {
        var (database, store) = await StoreAsync(engine);
        var row = Row((await Databases.LinkAsync(database)).Id, "a", Noon);
        await store.SaveAsync(row, [], Noon, Stop);

        Assert.Contains(await store.DueAsync(1000, Stop), due => due.Id == row.Id);
        await store.AskAtAsync(row.Id, null, Stop);
        Assert.DoesNotContain(await store.DueAsync(1000, Stop), due => due.Id == row.Id);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_submission_of_an_undone_link_is_asked_about_no_more(string engine)
    {
        var (database, store) = await StoreAsync(engine);
        var link = await Databases.LinkAsync(database);
        var row = Row(link.Id, "a", Noon);
        await store.SaveAsync(row, [], Noon, Stop);
        Assert.Contains(await store.DueAsync(1000, Stop), due => due.Id == row.Id);

        await Databases.UnlinkAsync(database, link.Id);

        Assert.DoesNotContain(await store.DueAsync(1000, Stop), due => due.Id == row.Id);
    }

    private async Task<(Database Database, DocflowStore Store)> StoreAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (database, new DocflowStore(database, TestClock.At("2027-01-01T00:00:00Z")));
    }

    private static DocflowEntry Row(string linkId, string account, DateTimeOffset at) => new()
    {
        Id = Guid.NewGuid().ToString(), LinkId = linkId, AccountId = account, DocflowId = Guid.NewGuid().ToString(), Type = "t", Status = "sent", FormName = "Форма",
        Correction = 0, Payer = "6676130154", Recipient = "0087", SentAt = at, ChangedAt = at, Asked = 0,
    };

    private static EntryDocument File(string id, DateTimeOffset at) => new() { DocumentId = id, Type = "t", FileName = "f.xml", Size = 1, SentAt = at };

    private static DocflowListStore List(Database database) => new(database, TestClock.Create());
}

using Dapper;
using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

/// <summary>The same file is not sent twice from an account unless a person has seen the first sending and says so.</summary>
public sealed class SentFileStoreTests(Databases databases)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_fifty_drafts_of_one_file_that_are_sent_at_the_same_moment_by_different_people_one_goes(string engine)
    {
        var (database, account) = (await databases.GetAsync(engine), Guid.NewGuid().ToString());
        var drafts = new List<string>();
        for (var i = 0; i < 50; i++)
        {
            drafts.Add(await ReadyAsync(database, account, "same", $"file-{i}"));
        }

        var intents = await Task.WhenAll(drafts.Select(async (draft, i) =>
        {
            await Task.Yield();
            return await Tasks(database).IntendAsync(draft, $"Нажавший {i}", Soon, Stop);
        }));

        var won = Assert.Single(intents, intent => intent is not null)!;
        foreach (var lost in drafts.Where(draft => draft != won.DraftId))
        {
            var before = Assert.Single(await Sent(database).BeforeAsync(lost, Stop));
            Assert.Equal((won.Id, won.PersonName, SendState.Intended, null), (before.AttemptId, before.PersonName, before.State, before.AllowedAt));
            Assert.Equal("Ready", await Databases.ScalarAsync<string>(database, "SELECT state FROM draft WHERE id = @lost", new { lost }));
        }
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_file_of_other_bytes_with_the_same_identifier_is_the_same_file_in_any_case_of_letters(string engine)
    {
        var (database, account) = (await databases.GetAsync(engine), Guid.NewGuid().ToString());
        var first = await ReadyAsync(database, account, "bytes-1", "NO_X_1");
        var second = await ReadyAsync(database, account, "bytes-2", "no_x_1");
        var elsewhere = await ReadyAsync(database, Guid.NewGuid().ToString(), "bytes-1", "NO_X_1");

        Assert.NotNull(await Tasks(database).IntendAsync(first, "Анна", Soon, Stop));
        Assert.Null(await Tasks(database).IntendAsync(second, "Борис", Soon, Stop));
        Assert.NotNull(await Tasks(database).IntendAsync(elsewhere, "Вера", Soon, Stop));
        Assert.Empty(await Sent(database).BeforeAsync(elsewhere, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_did_not_go_is_free_again_and_what_went_asks_for_ever(string engine)
    {
        var (database, account) = (await databases.GetAsync(engine), Guid.NewGuid().ToString());
        var first = await ReadyAsync(database, account, "same", "id");
        var second = await ReadyAsync(database, account, "same", "id");
        Assert.NotNull(await Tasks(database).IntendAsync(first, "Анна", Soon, Stop));
        await Tasks(database).SettleAsync(first, SendState.NotSent, DraftState.Ready, cancellationToken: Stop);

        Assert.NotNull(await Tasks(database).IntendAsync(second, "Борис", Soon, Stop));
        await Tasks(database).SettleAsync(second, SendState.Sent, DraftState.Sent, "docflow", cancellationToken: Stop);

        Assert.Null(await Tasks(database).IntendAsync(first, "Анна", Soon, Stop));
        var before = Assert.Single(await Sent(database).BeforeAsync(first, Stop));
        Assert.Equal(("Борис", SendState.Sent, "docflow"), (before.PersonName, before.State, before.DocflowId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_word_about_one_sending_lets_one_more_through_and_not_a_third(string engine)
    {
        var (database, account) = (await databases.GetAsync(engine), Guid.NewGuid().ToString());
        var first = await ReadyAsync(database, account, "same", "id");
        Assert.NotNull(await Tasks(database).IntendAsync(first, "Анна", Soon, Stop));
        var others = new List<string>();
        for (var i = 0; i < 10; i++)
        {
            others.Add(await ReadyAsync(database, account, "same", "id"));
            var seen = Assert.Single(await Sent(database).BeforeAsync(others[^1], Stop));
            await Sent(database).AllowAsync(others[^1], [seen.AttemptId], "Борис", Stop);
            Assert.NotNull(Assert.Single(await Sent(database).BeforeAsync(others[^1], Stop)).AllowedAt);
        }

        var intents = await Task.WhenAll(others.Select(async draft =>
        {
            await Task.Yield();
            return await Tasks(database).IntendAsync(draft, "Борис", Soon, Stop);
        }));

        Assert.Single(intents, intent => intent is not null);
        Assert.All(others.Where(draft => intents.All(intent => intent?.DraftId != draft)), draft =>
            Assert.Contains(Sent(database).BeforeAsync(draft, Stop).GetAwaiter().GetResult(), before => before.AllowedAt is null));
    }

    private static DraftTaskStore Tasks(Database database) => new(database, TimeProvider.System);

    private static SentFileStore Sent(Database database) => new(database, TimeProvider.System);

    // Every draft of a link of its own: the account is what they share.
    private static async Task<string> ReadyAsync(Database database, string account, string sha256, string fileId)
    {
        var draft = await DraftRows.AddAsync(database, DraftState.Ready);
        await using var db = await database.OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE draft SET account_id = @account, file_id = @fileId WHERE id = @Id", new { account, fileId = fileId.ToLowerInvariant(), draft.Id });
        await db.ExecuteAsync("UPDATE draft_document SET sha256 = @sha256 WHERE draft_id = @Id", new { sha256, draft.Id });
        return draft.Id;
    }
}

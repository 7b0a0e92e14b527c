using Portal.Features.Goskey;
using Portal.Features.Goskey.Sending;
using Microsoft.Extensions.Time.Testing;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>A package is sent at most once, whoever presses, takes turns, dies and comes back.</summary>
public sealed class SendingStoreTests(Databases databases)
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private readonly FakeTimeProvider clock = TestClock.Create();

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_many_who_take_turns_at_once_one_gets_the_package(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);

        var turns = await Task.WhenAll(Enumerable.Range(0, 20).Select(async _ =>
        {
            await Task.Yield();
            return await Queue(database).TakeTurnAsync(GoskeySending.Reserve, Stop);
        }));

        Assert.Equal(package.Id, Assert.Single(turns.OfType<SendAttempt>(), turn => turn.PackageId == package.Id).PackageId);
        Assert.Equal(PackageState.Sending, (await FindAsync(database, package.Id)).State);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_twenty_first_waits_ten_minutes_and_other_owners_do_not(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        for (var i = 0; i < 21; i++)
        {
            await QueuedAsync(database, owner);
            clock.Advance(TimeSpan.FromMilliseconds(10));
        }

        var taken = await TakeAllAsync(database, owner);
        Assert.Equal(20, taken.Count);
        foreach (var attempt in taken)
        {
            Assert.True(await Sendings(database).ReservedAsync(attempt.Id, Random.Shared.NextInt64(long.MaxValue), Stop));
        }

        var (_, other) = await StartAsync(engine);
        await QueuedAsync(database, other);
        Assert.Single(await TakeAllAsync(database, other));

        clock.Advance(SendQueue.Window - TimeSpan.FromSeconds(1));
        Assert.Empty(await TakeAllAsync(database, owner));
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Single(await TakeAllAsync(database, owner));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_try_that_ended_before_an_order_was_made_uses_up_nothing(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);
        var attempt = Assert.Single(await TakeAllAsync(database, owner));
        await Sendings(database).NotSentAsync(attempt, "нет", null, TimeSpan.FromHours(1), evenCommitted: false, Stop);

        var (place, used) = await Queue(database).PlaceAsync(package.Id, Stop);
        Assert.Equal((0, 0), (place, used.Count));
        Assert.Empty(await TakeAllAsync(database, owner));
        clock.Advance(TimeSpan.FromHours(2));
        Assert.Single(await TakeAllAsync(database, owner));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_waits_can_be_taken_back_and_what_is_being_sent_cannot(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);
        Assert.False(await Queue(database).TakeBackAsync("somebody else", package.Id, Stop));
        Assert.True(await Queue(database).TakeBackAsync(package.PersonId, package.Id, Stop));
        Assert.Equal(PackageState.Draft, (await FindAsync(database, package.Id)).State);

        Assert.True(await Queue(database).QueueAsync(await FindAsync(database, package.Id), owner, Stop));
        Assert.False(await Queue(database).QueueAsync(await FindAsync(database, package.Id), owner, Stop));
        Assert.Single(await TakeAllAsync(database, owner));
        Assert.False(await Queue(database).TakeBackAsync(package.PersonId, package.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_try_that_was_closed_meanwhile_may_send_nothing(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        await QueuedAsync(database, owner);
        var sleeper = Assert.Single(await TakeAllAsync(database, owner));
        Assert.True(await Sendings(database).ReservedAsync(sleeper.Id, Random.Shared.NextInt64(long.MaxValue), Stop));

        clock.Advance(SendQueueStore.Silence + TimeSpan.FromSeconds(1));
        var behind = Assert.Single(await Queue(database).LeftBehindAsync(50, Stop), one => one.PackageId == sleeper.PackageId);
        await Sendings(database).NotSentAsync(behind, "перезапуск", null, TimeSpan.Zero, evenCommitted: false, Stop);
        var next = Assert.Single(await TakeAllAsync(database, owner));

        Assert.False(await Sendings(database).CommitAsync(sleeper.Id, Stop));
        Assert.True(await Sendings(database).CommitAsync(next.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Whoever_finds_a_package_left_behind_does_not_close_a_try_that_began_for_good_meanwhile(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);
        var slow = Assert.Single(await TakeAllAsync(database, owner));
        await Sendings(database).ReservedAsync(slow.Id, Random.Shared.NextInt64(long.MaxValue), Stop);
        clock.Advance(SendQueueStore.Silence + TimeSpan.FromSeconds(1));
        var seen = Assert.Single(await Queue(database).LeftBehindAsync(50, Stop), one => one.PackageId == slow.PackageId);
        Assert.True(await Sendings(database).CommitAsync(slow.Id, Stop));

        await Sendings(database).NotSentAsync(seen, "перезапуск", null, TimeSpan.Zero, evenCommitted: false, Stop);

        Assert.Equal(PackageState.Sending, (await FindAsync(database, package.Id)).State);
        Assert.Empty(await TakeAllAsync(database, owner));
        await Sendings(database).DoubtAsync(slow, TimeSpan.Zero, null, Stop);
        Assert.Equal(PackageState.Checking, (await FindAsync(database, package.Id)).State);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_changed_since_it_was_looked_at_is_not_queued(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var seen = await PackageRows.AddAsync(database, clock);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.True(await new PackageStore(database, clock).SetTitleAsync(seen.Id, "Другое", Stop));

        Assert.False(await Queue(database).QueueAsync(seen, owner, Stop));
        Assert.False(await Queue(database).QueueGroupAsync(seen, owner, [new ListedRecipient { Position = 1, Name = "А", Snils = "s", SnilsPrint = "p", SnilsTail = "t" }], [], Stop));
        Assert.Equal(PackageState.Draft, (await FindAsync(database, seen.Id)).State);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_sent_once_is_never_in_the_queue_again(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);
        var attempt = Assert.Single(await TakeAllAsync(database, owner));
        var order = Random.Shared.NextInt64(long.MaxValue);
        await Sendings(database).ReservedAsync(attempt.Id, order, Stop);
        await Sendings(database).CommitAsync(attempt.Id, Stop);
        await Sendings(database).SentAsync(attempt, order, Window, TimeSpan.FromSeconds(2), Stop);

        // A late word of a process that thought otherwise.
        await Sendings(database).NotSentAsync(attempt, "поздно", null, TimeSpan.Zero, evenCommitted: true, Stop);
        await Sendings(database).DoubtAsync(attempt, TimeSpan.Zero, null, Stop);
        Assert.False(await Queue(database).QueueAsync(await FindAsync(database, package.Id), owner, Stop));

        var sent = await FindAsync(database, package.Id);
        Assert.Equal((PackageState.Waiting, order), (sent.State, sent.OrderId));
        Assert.Equal(sent.SentAt + Window, sent.SignableUntil);
        Assert.Empty(await TakeAllAsync(database, owner));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_given_up_and_arrived_after_all_counts_as_sent(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var package = await QueuedAsync(database, owner);
        var attempt = Assert.Single(await TakeAllAsync(database, owner));
        var order = Random.Shared.NextInt64(long.MaxValue);
        await Sendings(database).ReservedAsync(attempt.Id, order, Stop);
        await Sendings(database).CommitAsync(attempt.Id, Stop);
        await Sendings(database).DoubtAsync(attempt, TimeSpan.Zero, null, Stop);
        Assert.Single(await Sendings(database).UnsettledAsync(500, Stop), one => one.Id == attempt.Id);
        await Sendings(database).NotSentAsync(attempt, "не дошёл", null, again: null, evenCommitted: true, Stop);
        Assert.Equal(PackageState.NotSent, (await FindAsync(database, package.Id)).State);

        await Sendings(database).SentAsync(attempt, order, Window, TimeSpan.Zero, Stop);

        Assert.Equal(PackageState.Waiting, (await FindAsync(database, package.Id)).State);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_list_of_people_becomes_a_package_each_and_only_once(string engine)
    {
        var (database, owner) = await StartAsync(engine);
        var draft = await PackageRows.AddAsync(database, clock);
        var people = Enumerable.Range(1, 30).Select(i => new ListedRecipient { Position = i, Name = $"Человек {i}", Snils = "s", SnilsPrint = $"p{i}", SnilsTail = "000 00" }).ToList();
        var documents = await new PackageStore(database, clock).DocumentsAsync(draft.Id, Stop);

        var made = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Queue(database).QueueGroupAsync(draft, owner, people, documents, Stop)));

        Assert.Single(made, one => one);
        Assert.Equal(30L, await Databases.ScalarAsync<long>(database, "SELECT count(*) FROM goskey_package WHERE group_id = @id", new { id = draft.Id }));
        Assert.Equal(30L, await Databases.ScalarAsync<long>(database, "SELECT count(*) FROM goskey_document d JOIN goskey_package p ON p.id = d.package_id WHERE p.group_id = @id", new { id = draft.Id }));
        Assert.Equal(PackageState.Group, (await FindAsync(database, draft.Id)).State);
    }

    private async Task<(Database Database, string Owner)> StartAsync(string engine) => (await databases.GetAsync(engine), Guid.NewGuid().ToString());

    private SendQueueStore Queue(Database database) => new(database, clock);

    private SendingStore Sendings(Database database) => new(database, clock);

    private async Task<Package> QueuedAsync(Database database, string owner)
    {
        var package = await PackageRows.AddAsync(database, clock);
        Assert.True(await Queue(database).QueueAsync(await FindAsync(database, package.Id), owner, Stop));
        return package;
    }

    // Other tests of the engine have packages of their own in the queue; theirs are left where they are as far as the limit lets see.
    private async Task<List<SendAttempt>> TakeAllAsync(Database database, string owner)
    {
        var mine = new List<SendAttempt>();
        while (await Queue(database).TakeTurnAsync(GoskeySending.Reserve, Stop) is { } attempt)
        {
            if (await Databases.ScalarAsync<string>(database, "SELECT owner_key FROM goskey_package WHERE id = @id", new { id = attempt.PackageId }) == owner)
            {
                mine.Add(attempt);
            }
        }

        return mine;
    }

    private async Task<Package> FindAsync(Database database, string id) => await new PackageStore(database, clock).FindForJobAsync(id, Stop) ?? throw new InvalidOperationException("Gone.");
}

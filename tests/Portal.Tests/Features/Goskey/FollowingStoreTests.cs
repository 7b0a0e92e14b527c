using Dapper;
using Microsoft.Extensions.Time.Testing;
using Portal.Features.Goskey;
using Portal.Features.Goskey.List;
using Portal.Features.Goskey.Reminders;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;
using Portal.Ui;

namespace Portal.Tests.Features.Goskey;

/// <summary>The stores of following, results and letters on both engines.</summary>
public sealed class FollowingStoreTests(Databases databases)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(30);

    private static long orders = 4_000_000_000_000;

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_answer_is_written_while_the_package_is_open_and_never_after_its_end(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (store, package) = (new TrackingStore(database, clock), await WaitingAsync(database, clock));
        var until = clock.GetUtcNow().AddHours(24);
        Assert.True(await store.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Waiting, StatusId = 17, Title = "В очереди", EnvelopeCode = "OK" }, Pause, until, Stop));
        Assert.True(await store.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Processing, EnvelopeCode = "RETRY" }, Pause, null, Stop));
        var waiting = await ReadAsync(database, package);
        Assert.Equal((17L, "В очереди", "RETRY", until, PackageState.Waiting), (waiting.StatusId, waiting.StatusTitle, waiting.EnvelopeCode, waiting.SignableUntil, waiting.State));

        var refused = new OrderReading { Phase = OrderPhase.Refused, StatusId = 4, AgencyCode = "sign_reject", Comment = "Нет" };
        var ends = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.AnsweredAsync(package.Id, refused, Pause, null, Stop)));
        Assert.Single(ends, one => one);
        Assert.False(await store.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Signed, StatusId = 3 }, Pause, null, Stop));
        await store.FailedAsync(package.Id, Pause, "problem", "trace", Stop);
        Assert.False(await store.MissingAsync(package.Id, Pause, "problem", TimeSpan.Zero, cancellationToken: Stop));
        var ended = await ReadAsync(database, package);
        Assert.Equal((PackageState.Refused, 4L, "sign_reject", "Нет", null, clock.GetUtcNow()), (ended.State, ended.StatusId, ended.AgencyCode, ended.Comment, ended.Problem, ended.FinalAt));
        Assert.Null(await Databases.ScalarAsync<long?>(database, "SELECT next_ask_at FROM goskey_package WHERE id = @Id", new { package.Id }));
        Assert.Null(await Databases.ScalarAsync<long?>(database, "SELECT next_results_at FROM goskey_package WHERE id = @Id", new { package.Id }));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_due_package_is_taken_by_one_and_due_again_when_that_one_died(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (store, package) = (new TrackingStore(database, clock), await WaitingAsync(database, clock));
        Assert.Contains(await store.DueAsync(1_000, Stop), due => due.Id == package.Id && due.OrderId == package.OrderId);

        var taken = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TakeAsync(package.Id, Stop)));

        Assert.Single(taken, one => one);
        Assert.DoesNotContain(await store.DueAsync(1_000, Stop), due => due.Id == package.Id);
        clock.Advance(TimeSpan.FromMinutes(2));
        Assert.Contains(await store.DueAsync(1_000, Stop), due => due.Id == package.Id);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_order_that_is_missing_for_ten_minutes_needs_a_person_and_is_asked_about_all_the_same(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (store, package) = (new TrackingStore(database, clock), await WaitingAsync(database, clock));
        Assert.False(await store.MissingAsync(package.Id, Pause, "Нет такого", TrackingRhythm.Missing, cancellationToken: Stop));
        clock.Advance(TimeSpan.FromMinutes(9));
        Assert.False(await store.MissingAsync(package.Id, Pause, "Нет такого", TrackingRhythm.Missing, cancellationToken: Stop));
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await store.MissingAsync(package.Id, Pause, "Нет такого", TrackingRhythm.Missing, cancellationToken: Stop));
        Assert.False(await store.MissingAsync(package.Id, Pause, "Нет такого", TrackingRhythm.Missing, cancellationToken: Stop));
        await store.FailedAsync(package.Id, Pause, "Молчит", null, Stop);
        Assert.Equal((PackageState.Attention, "Нет такого"), ((await ReadAsync(database, package)).State, (await ReadAsync(database, package)).Problem));

        clock.Advance(Pause);
        Assert.Contains(await store.DueAsync(1_000, Stop), due => due.Id == package.Id);
        Assert.True(await store.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Signed, StatusId = 3 }, Pause, null, Stop));
        Assert.Equal(PackageState.Signed, (await ReadAsync(database, package)).State);

        // What a lost sending left for people is not tracking's to move.
        var lost = await WaitingAsync(database, clock);
        await ExecuteAsync(database, "UPDATE goskey_package SET state = 'Attention' WHERE id = @Id", lost);
        Assert.False(await store.AnsweredAsync(lost.Id, new OrderReading { Phase = OrderPhase.Signed, StatusId = 3 }, Pause, null, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_sender_is_listed_once_a_minute_and_only_a_changed_status_makes_a_package_due(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var store = new TrackingStore(database, clock);
        var (changed, same) = (await WaitingAsync(database, clock), await WaitingAsync(database, clock));
        var sender = Guid.NewGuid().ToString();
        foreach (var package in new[] { changed, same })
        {
            await store.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Waiting, StatusId = 17 }, TimeSpan.FromMinutes(5), null, Stop);
            await ExecuteAsync(database, $"UPDATE goskey_package SET sender_id = '{sender}' WHERE id = @Id", package);
        }

        var watch = Assert.Single(await store.DueWatchesAsync(Stop), one => one.SenderId == sender);
        Assert.Null(watch.SeenUntil);
        Assert.Equal(changed.SentAt, watch.Since);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.TakeWatchAsync(watch, Stop))), one => one);
        await store.WatchedAsync(sender, clock.GetUtcNow(), Stop);
        Assert.DoesNotContain(await store.DueWatchesAsync(Stop), one => one.SenderId == sender);

        Assert.Equal(1, await store.HurryAsync([Found(changed, 3), Found(same, 17), Found(same with { OrderId = 5 }, 3), new FoundOrder { OrderId = same.OrderId!.Value }], Stop));
        var due = (await store.DueAsync(1_000, Stop)).Select(one => one.Id).ToList();
        Assert.Equal((true, false), (due.Contains(changed.Id), due.Contains(same.Id)));

        clock.Advance(TimeSpan.FromMinutes(1));
        var again = Assert.Single(await store.DueWatchesAsync(Stop), one => one.SenderId == sender);
        Assert.Equal((clock.GetUtcNow().AddMinutes(-1), 0L), (again.SeenUntil, again.Failures));
        await store.WatchFailedAsync(sender, TimeSpan.FromMinutes(3), Stop);
        clock.Advance(TimeSpan.FromMinutes(3));
        Assert.Equal(1L, Assert.Single(await store.DueWatchesAsync(Stop), one => one.SenderId == sender).Failures);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Results_are_complete_once_and_only_when_every_document_is_judged(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (tracking, store, packages) = (new TrackingStore(database, clock), new ResultsStore(database, clock), new PackageStore(database, clock));
        var package = await WaitingAsync(database, clock);
        await tracking.AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Signed, StatusId = 3 }, Pause, null, Stop);
        Assert.Contains(package.Id, await store.DueAsync(1_000, Stop));
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.TakeAsync(package.Id, Stop))), one => one);
        Assert.DoesNotContain(package.Id, await store.DueAsync(1_000, Stop));
        Assert.False(await store.CompleteAsync(package.Id, Stop));
        await packages.SeenAsync(package.PersonId, package.Id, Stop);

        await store.FailedAsync(package.Id, Pause, "Молчит", Stop);
        Assert.Equal((1L, "Молчит"), (await store.FailuresAsync(package.Id, Stop), (await ReadAsync(database, package)).ResultsProblem));
        var document = Assert.Single(await packages.DocumentsAsync(package.Id, Stop));
        var report = new DocumentReport { ReceivedAt = clock.GetUtcNow(), Alarms = [ResultAlarm.WrongDigest, ResultAlarm.TimeOutside], Signer = "Иванов" };
        Assert.True(await store.JudgedAsync(document.Id, report, new string('b', 64), new string('c', 64), Stop));
        Assert.False(await store.JudgedAsync(document.Id, report with { Alarms = [] }, null, null, Stop));
        var kept = Assert.Single(await packages.DocumentsAsync(package.Id, Stop));
        Assert.Equal(("WrongDigest", new string('b', 64), new string('c', 64)), (kept.Alarm, kept.RecipientSignature, kept.ReturnedSha256));
        Assert.Equal(report.Alarms, DocumentReport.Of(kept)!.Alarms);
        Assert.Equal([new string('b', 64), new string('c', 64)], (await packages.KeptAsync([new string('b', 64), new string('c', 64), new string('d', 64)], Stop)).Order());

        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => store.CompleteAsync(package.Id, Stop))), one => one);
        Assert.Equal((1L, clock.GetUtcNow(), null), ((await ReadAsync(database, package)).Alarms, (await ReadAsync(database, package)).ResultsAt, (await ReadAsync(database, package)).ResultsProblem));
        Assert.Equal([package.Id], (await store.AlarmingAsync(package.PersonId, 10, Stop)).Select(one => one.Id));
        Assert.Empty(await store.AlarmingAsync("somebody", 10, Stop));
        Assert.Null(await store.AddressAsync(package.PersonId, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Results_that_do_not_come_for_hours_become_news_once_and_a_matter_for_people(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (store, list, packages) = (new ResultsStore(database, clock), new PackageListStore(database), new PackageStore(database, clock));
        var package = await WaitingAsync(database, clock);
        await new TrackingStore(database, clock).AnsweredAsync(package.Id, new OrderReading { Phase = OrderPhase.Signed, StatusId = 3 }, Pause, null, Stop);
        await packages.SeenAsync(package.PersonId, package.Id, Stop);
        for (var i = 1; i < ResultsStore.Stuck; i++)
        {
            await store.FailedAsync(package.Id, Pause, "Молчит", Stop);
        }

        Assert.Empty(await list.UnseenAsync(package.PersonId, 10, Stop));
        Assert.Equal(0, (await list.FindAsync(package.PersonId, new PackageFilter(Group: PackageGroup.NeedsYou), 0, 10, Stop)).Total);
        Assert.Equal(StatusTone.UnderWay, OutcomeWords.Of(await ReadAsync(database, package)).Tone);

        await store.FailedAsync(package.Id, Pause, "Молчит", Stop);
        Assert.Equal([package.Id], (await list.UnseenAsync(package.PersonId, 10, Stop)).Select(one => one.Id));
        Assert.Equal(1, (await list.FindAsync(package.PersonId, new PackageFilter(Group: PackageGroup.NeedsYou), 0, 10, Stop)).Total);
        var told = OutcomeWords.Of(await ReadAsync(database, package));
        Assert.Equal((StatusTone.NeedsYou, true), (told.Tone, told.Sentence.Contains("Молчит", StringComparison.Ordinal)));

        await packages.SeenAsync(package.PersonId, package.Id, Stop);
        await store.FailedAsync(package.Id, Pause, "Молчит", Stop);
        Assert.Empty(await list.UnseenAsync(package.PersonId, 10, Stop));

        var document = Assert.Single(await packages.DocumentsAsync(package.Id, Stop));
        await store.JudgedAsync(document.Id, new DocumentReport { ReceivedAt = clock.GetUtcNow() }, null, null, Stop);
        Assert.True(await store.CompleteAsync(package.Id, Stop));
        Assert.Equal((null, 0), ((await ReadAsync(database, package)).Problem, (await list.FindAsync(package.PersonId, new PackageFilter(Group: PackageGroup.NeedsYou), 0, 10, Stop)).Total));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_letter_is_taken_by_one_and_not_for_a_package_that_ended(string engine)
    {
        var (database, clock) = (await databases.GetAsync(engine), TestClock.Create());
        var (store, package) = (new ReminderStore(database, clock), await WaitingAsync(database, clock));
        await ExecuteAsync(database, "UPDATE goskey_package SET status_id = NULL WHERE id = @Id", package);
        Assert.DoesNotContain(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
        await ExecuteAsync(database, "UPDATE goskey_package SET status_id = 2 WHERE id = @Id", package);
        var due = Assert.Single(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
        Assert.Equal(("sealed-address", 0L, SignatureKind.Unep), (due.Email, due.Reminders, due.SignatureKind));

        var next = clock.GetUtcNow().AddHours(20);
        Assert.Single(await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => store.TakeAsync(due, next, Stop))), one => one);
        Assert.DoesNotContain(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
        clock.Advance(TimeSpan.FromHours(20));
        var second = Assert.Single(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
        Assert.True(await store.MoveAsync(second, clock.GetUtcNow().AddMinutes(1), Stop));
        Assert.False(await store.TakeAsync(second, null, Stop));
        clock.Advance(TimeSpan.FromMinutes(1));
        var moved = Assert.Single(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
        await ExecuteAsync(database, "UPDATE goskey_package SET state = 'Signed' WHERE id = @Id", package);
        Assert.False(await store.TakeAsync(moved, null, Stop));
        Assert.DoesNotContain(await store.DueAsync(1_000, Stop), one => one.Id == package.Id);
    }

    private static FoundOrder Found(Package package, int status) => new() { OrderId = package.OrderId!.Value, OrderSearchStatus = "FOUND", Status = new FoundStatus(status, null, null) };

    private static async Task<Package> WaitingAsync(Database database, FakeTimeProvider clock)
    {
        var package = await PackageRows.AddAsync(database, clock, email: "sealed-address");
        await using var db = await database.OpenAsync(Stop);
        await db.ExecuteAsync(
            "UPDATE goskey_package SET state = 'Waiting', order_id = @order, sent_at = @now, signable_until = @until, status_id = 17, next_ask_at = @now, next_reminder_at = @now WHERE id = @Id",
            new { package.Id, order = Interlocked.Increment(ref orders), now = clock.GetUtcNow(), until = clock.GetUtcNow().AddHours(24) });
        return await ReadAsync(database, package);
    }

    private static async Task<Package> ReadAsync(Database database, Package package) => (await new PackageStore(database, TimeProvider.System).FindForJobAsync(package.Id, Stop))!;

    private static async Task ExecuteAsync(Database database, string sql, Package package)
    {
        await using var db = await database.OpenAsync(Stop);
        Assert.Equal(1, await db.ExecuteAsync(sql, new { package.Id }));
    }
}

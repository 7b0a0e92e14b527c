using Dapper;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Stuck;
using Portal.Storage;
using Portal.Tests.Fixtures;
using Portal.Testing;

namespace Portal.Tests.Features.Drafts;

/// <summary>A row that keeps failing does not stop the rest, and people see it.</summary>
public sealed class StuckTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_poisoned_check_is_told_to_its_owner_and_to_administrators_while_another_one_ends()
    {
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);
        await journey.OpenAsync();
        var poisoned = await journey.UploadAsync();
        await fixture.Get<DraftStore>().SetKonturDraftAsync(poisoned, Guid.NewGuid().ToString(), Stop);
        await fixture.Get<DraftStore>().MoveAsync(poisoned, [DraftState.Editing], DraftState.Checking, cancellationToken: Stop);
        await fixture.Get<DraftTaskStore>().AddTaskAsync(poisoned, DraftTaskKind.Check, "no number at all", Stop);

        var sound = await journey.UploadAsync();
        await journey.CheckAsync(sound);

        await Eventually.IsTrueAsync(
            async () => await fixture.Get<DraftTaskStore>().RunningAsync(poisoned, Stop) is { Failures: >= 2 }, "the task fails twice", TimeSpan.FromSeconds(60), Stop);
        var task = (await fixture.Get<DraftTaskStore>().RunningAsync(poisoned, Stop))!;
        Assert.Equal("Ошибка на стороне портала", task.Trouble);
        await using var tab = await fixture.TabAsync("director");
        PortalBunit.Shows(tab.Open<ReportPage>(("AccountId", Guid.Parse(PortalFixture.Testovaya)), ("DraftId", poisoned)), "результат проверки пока не узнать");

        var stuck = Assert.Single(await fixture.Get<ListStuck>().RunAsync(await fixture.Portal.ActorAsync("admin1"), Stop), row => row.DraftId == poisoned);
        Assert.True(stuck.Failures >= 2 && stuck.NextAt > stuck.FailingSince);
        await using var admin = await fixture.TabAsync("admin1");
        PortalBunit.Shows(admin.Open<StuckPage>(), "Ошибка на стороне портала");

        await fixture.Get<DraftTaskStore>().EndTaskAsync(task.Id, Stop);
        Assert.DoesNotContain(await fixture.Get<ListStuck>().RunAsync(await fixture.Portal.ActorAsync("admin1"), Stop), row => row.DraftId == poisoned);
    }

    [Fact]
    public async Task What_jobs_and_people_ask_at_the_same_time_stays_within_the_vendors_twenty()
    {
        var most = 0;
        var now = 0;
        var actor = await fixture.InAsync("director", PortalFixture.Testovaya);
        await fixture.Outside.FaultAsync("/v1/.*/certificates", verb: "GET", delayMs: 300, times: 60);

        var asked = Task.WhenAll(Enumerable.Range(0, 60).Select(_ => fixture.InAsync("director", PortalFixture.Testovaya)));
        while (!asked.IsCompleted)
        {
            now = 60 - await fixture.Outside.FaultsLeftAsync();
            var ended = (await fixture.Outside.RequestsAsync("/certificates")).Count(line => line.Status == 200);
            most = Math.Max(most, now - ended);
            await Task.Delay(20, Stop);
        }

        await asked;
        await fixture.Outside.NoFaultsAsync();
        Assert.InRange(most, 2, 20);
        Assert.NotNull(actor);
    }

    [Fact]
    public void Pauses_grow_to_five_minutes_and_never_come_at_one_moment()
    {
        var late = Enumerable.Range(0, 200).Select(_ => Retry.After(30)).ToList();
        Assert.All(late, pause => Assert.InRange(pause, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5)));
        Assert.True(late.Distinct().Count() > 100);
        Assert.All(Enumerable.Range(0, 200), _ => Assert.InRange(Retry.After(0), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2)));
    }

    [Fact]
    public async Task An_intent_that_cannot_be_asked_about_is_counted_and_forgotten_once_it_can()
    {
        var draft = await DraftRows.AddAsync(fixture.Get<Database>(), DraftState.Ready);
        var store = fixture.Get<DraftTaskStore>();
        var attempt = (await store.IntendAsync(draft.Id, "Анна", TimeSpan.FromHours(1), Stop))!;

        await store.FailAttemptAsync(attempt.Id, TimeSpan.FromHours(1), "Контур не отвечает", "trace-1", Stop);
        await store.FailAttemptAsync(attempt.Id, TimeSpan.FromHours(1), "Контур не отвечает", "trace-2", Stop);
        var failing = (await store.AttemptsAsync(draft.Id, Stop))[0];
        Assert.Equal((2, "trace-2"), (failing.Failures, failing.TroubleTrace));
        Assert.NotNull(failing.FailingSince);

        await store.AskLaterAsync(attempt.Id, TimeSpan.FromHours(1), Stop);
        Assert.Equal((0, null, null), (await store.AttemptsAsync(draft.Id, Stop))[0] is var calm ? (calm.Failures, calm.FailingSince, calm.Trouble) : default);
        await using var db = await fixture.Get<Database>().OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE send_attempt SET state = 'NotSent' WHERE id = @Id", new { attempt.Id });
    }
}

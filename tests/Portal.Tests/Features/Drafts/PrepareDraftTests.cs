using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

/// <summary>A signed draft that cannot be prepared at once.</summary>
public sealed class PrepareDraftTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_draft_of_a_blocked_person_says_so_and_is_not_tried_for_ever()
    {
        var (database, drafts) = (fixture.Get<Database>(), fixture.Get<DraftStore>());
        var past = TestClock.At("2026-01-01T00:00:00Z");
        var draft = await DraftRows.AddAsync(database, clock: past);
        await drafts.SetKonturDraftAsync(draft.Id, Guid.NewGuid().ToString(), Stop);
        await Databases.BlockAsync(database, draft.LinkId);
        Assert.True(await new DraftStore(database, past).MoveAsync(draft.Id, [DraftState.Editing], DraftState.Signed, cancellationToken: Stop));

        await fixture.Get<FollowDraftTasks>().RunAsync(Stop);

        // The portal's own job may have come first.
        await Eventually.IsTrueAsync(
            async () => await drafts.FindForJobAsync(draft.Id, Stop) is { State: DraftState.Signed, Problem: { } problem } && problem.Contains("Доступ к Контуру закрыт", StringComparison.Ordinal),
            "the draft says that the access is closed", cancellationToken: Stop);
        Assert.DoesNotContain(draft.Id, await drafts.SignedWithoutTaskAsync(TimeProvider.System.GetUtcNow().AddHours(1), Stop));
    }

    [Fact]
    public async Task A_draft_that_Kontur_still_holds_for_another_operation_is_prepared_by_itself_once_it_is_free()
    {
        const int Held = 2;
        var actor = await fixture.InAsync("director", PortalFixture.Testovaya);
        var draftId = await fixture.CheckedAsync(actor, PortalFixture.Testovaya, Report.Another());
        await fixture.Outside.FaultAsync("/prepare", status: 409, times: Held);
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);

        await journey.SignAsync(draftId);

        await Eventually.IsTrueAsync(
            async () => (await journey.FindAsync(draftId)) is { State: DraftState.Signed, Problem: PrepareDraft.Locked }, "it is said that Kontur is busy", cancellationToken: Stop);
        Assert.Null((await journey.StateAsync(draftId, DraftState.Ready)).Problem);
    }
}

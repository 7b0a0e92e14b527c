using Dapper;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Features.Drafts;

namespace Portal.Tests.Features.Confirmations;

public sealed class ConfirmSigningTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_slow_answer_to_a_code_that_was_typed_late_is_waited_for_and_a_lost_one_is_settled_by_asking()
    {
        await using var outside = await Outside.StartAsync();
        await using var portal = await RunningPortal.StartAsync(outside);
        var journey = new ReportJourney(portal, outside);
        await journey.OpenAsync();

        var slow = await BeginLongAgoAsync(portal, journey);
        await outside.FaultAsync($"/drafts/{slow.KonturId}/cloud-sign-confirm", delayMs: 3500);
        Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(portal, journey, slow));
        await journey.StateAsync(slow.SubjectId, DraftState.Ready);
        Assert.Equal(SigningState.Confirmed, (await portal.Get<SigningStore>().FindAsync(slow.LinkId, slow.Id, Stop))?.State);

        var lost = await BeginLongAgoAsync(portal, journey);
        await outside.FaultAsync($"/drafts/{lost.KonturId}/cloud-sign-confirm", dropAfterAccept: true);
        Assert.IsType<ConfirmOutcome.Unclear>(await ConfirmAsync(portal, journey, lost));
        await journey.StateAsync(lost.SubjectId, DraftState.Ready);
        foreach (var signing in new[] { slow, lost })
        {
            Assert.Single(await outside.RequestsAsync($"/drafts/{signing.KonturId}/cloud-sign-confirm"));
        }
    }

    // The person looks for the phone for ten minutes.
    private static async Task<Signing> BeginLongAgoAsync(RunningPortal portal, ReportJourney journey)
    {
        var draftId = await journey.UploadAsync();
        await journey.CheckAsync(draftId);
        var signing = await journey.BeginSigningAsync(draftId);
        await using var db = await portal.Get<Database>().OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE signing SET started_at = started_at - 600000 WHERE id = @Id", new { signing.Id });
        return signing;
    }

    private static async Task<ConfirmOutcome> ConfirmAsync(RunningPortal portal, ReportJourney journey, Signing signing) =>
        await portal.Get<ConfirmSigning>().RunAsync(await journey.ActorAsync(), signing.Id, await journey.CodeAsync(), Stop);
}

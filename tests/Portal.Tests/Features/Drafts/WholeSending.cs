using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>A draft on its whole way: checked, signed by code, prepared, sent.</summary>
internal static class WholeSending
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>Sends it; the docflow that it became.</summary>
    public static async Task<DocflowEntry> SendWholeAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId, string login = "director")
    {
        Assert.Equal(CheckOutcome.Started, await fixture.CheckAsync(actor, accountId, draftId));
        var view = await fixture.ReachAsync(actor, accountId, draftId, DraftState.Checked, DraftState.CheckFailed);
        Assert.True(view.Draft.State == DraftState.Checked, string.Join("; ", view.Draft.CheckResult?.Findings.Select(finding => finding.Text) ?? []));
        var signing = await fixture.Get<SignDraft>().RunAsync(actor, draftId, view.Draft.CertificateThumbprint!, Stop);
        var code = await fixture.Outside.CodeAsync(Partner.Demo(login).Phone!);
        Assert.IsType<ConfirmOutcome.Confirmed>(await fixture.Get<ConfirmSigning>().RunAsync(actor, signing!.Id, code, Stop));
        await fixture.ReachAsync(actor, accountId, draftId, DraftState.Ready);
        Assert.Equal(SendOutcome.Accepted, await fixture.Get<SendDraft>().RunAsync(actor, draftId, Stop));
        return await fixture.EntryOfAsync(actor, accountId, draftId);
    }

    /// <summary>The docflow that a draft has become.</summary>
    public static async Task<DocflowEntry> EntryOfAsync(this PortalFixture fixture, Actor actor, string accountId, string draftId)
    {
        await fixture.ReachAsync(actor, accountId, draftId, DraftState.Sent);
        return (await fixture.Get<FindSent>().RunAsync(actor, draftId, Stop))!;
    }
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Shell;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Confirmations;

/// <summary>Signing by a code from an SMS, from the press to the store and back to the screen.</summary>
public sealed class SigningDialogTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Ask = "Подписать отчёт";

    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_code_pasted_with_spaces_signs_the_report_and_the_way_to_sending_opens()
    {
        var (actor, draftId, tab, screen) = await OpenAsync();
        await using var _ = tab;
        await PortalBunit.PressAsync(screen, Ask);
        PortalBunit.Shows(screen, "Код отправлен на номер +7 ••• •••-00-01");

        var code = await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone);
        await PortalBunit.PasteCodeAsync(screen, $" {code[..3]} {code[3..]} ");

        PortalBunit.Hides(screen, "Подпись по коду из СМС");
        PortalBunit.Shows(screen, "Перейти к отправке");
        Assert.Equal(PortalUrls.ReportReview(Guid.Parse(Account), draftId), screen.FindAll("a.btn-primary").Single(link => link.TextContent == "Перейти к отправке").GetAttribute("href"));
        Assert.Equal(DraftState.Ready, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"{await KonturDraftAsync(actor, draftId)}/cloud-sign-confirm"));
    }

    private async Task<(Actor Actor, string DraftId, PortalBunit Tab, IRenderedComponent<IComponent> Screen)> OpenAsync()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.CheckedAsync(actor, Account);
        var tab = await fixture.TabAsync("director");
        return (actor, draftId, tab, Show(tab, draftId));
    }

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, string draftId) =>
        tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));

    private async Task<string> KonturDraftAsync(Actor actor, string draftId) => (await fixture.ReadAsync(actor, Account, draftId)).Draft.KonturDraftId!;
}

using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Drafts;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Confirmations;

/// <summary>Many reports signed one after another, a code each.</summary>
public sealed class BatchTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Of_ten_reports_one_fails_and_only_that_is_repeated()
    {
        var actor = await fixture.InAsync("director", Account);
        var (batchId, drafts) = await BatchAsync(actor, 10);
        var link = (await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id;
        await fixture.Outside.FaultAsync($"/drafts/{drafts[3].KonturDraftId}/cloud-sign$", status: 400);

        var signing = await ContinueAsync(actor, batchId);
        for (var number = 0; number < 9; number++)
        {
            Assert.Single(await fixture.Get<ListWaiting>().RunAsync(actor, Stop));
            Assert.Equal(signing!.Id, (await ContinueAsync(actor, batchId))!.Id);
            await ConfirmAsync(actor, signing);
            signing = await ContinueAsync(actor, batchId);
        }

        Assert.Null(signing);
        var failed = Assert.Single(await ItemsAsync(batchId), item => item.State != BatchItemState.Signed);
        Assert.Equal((4, BatchItemState.Failed), (failed.Place, failed.State));
        Assert.NotNull(failed.Reason);
        Assert.Equal(BatchState.Done, (await fixture.Get<BatchStore>().FindAsync(link, batchId, Stop))!.State);

        Assert.Equal(1, await fixture.Get<RepeatBatch>().RunAsync(actor, batchId, Stop));
        await ConfirmAsync(actor, (await ContinueAsync(actor, batchId))!);
        Assert.Null(await ContinueAsync(actor, batchId));
        Assert.All(await ItemsAsync(batchId), item => Assert.Equal(BatchItemState.Signed, item.State));
        foreach (var draft in drafts)
        {
            await fixture.ReachAsync(actor, Account, draft.Id, DraftState.Ready);
            Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{draft.KonturDraftId}/cloud-sign$"));
        }
    }

    [Fact]
    public async Task The_page_says_how_many_codes_there_will_be_asks_for_the_next_by_itself_and_pauses()
    {
        var actor = await fixture.InAsync("director", Account);
        var (batchId, drafts) = await BatchAsync(actor, 3);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, batchId);
        PortalBunit.Shows(screen, "3 документа — 3 кода");
        PortalBunit.Shows(screen, "Не начато");
        Assert.Empty(await fixture.Outside.RequestsAsync($"/drafts/{drafts[0].KonturDraftId}/cloud-sign$"));

        await PortalBunit.PressAsync(screen, "Начать подписание");
        PortalBunit.Shows(screen, "Код отправлен на номер");
        await PortalBunit.PasteCodeAsync(screen, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));
        PortalBunit.Shows(screen, "1 из 3");
        PortalBunit.Shows(screen, "Код отправлен на номер");
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"/drafts/{drafts[1].KonturDraftId}/cloud-sign$"));

        await PortalBunit.PressAsync(screen, "Закрыть");
        await PortalBunit.PressAsync(screen, "Приостановить");
        PortalBunit.Shows(screen, "Приостановлено");

        await using var later = await fixture.TabAsync("director");
        var again = Show(later, batchId);
        await PortalBunit.PressAsync(again, "Ввести код");
        await PortalBunit.PasteCodeAsync(again, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));
        await fixture.ReachAsync(actor, Account, drafts[1].Id, DraftState.Ready);
        Assert.Empty(await fixture.Outside.RequestsAsync($"/drafts/{drafts[2].KonturDraftId}/cloud-sign$"));

        await PortalBunit.PressAsync(again, "Закрыть");
        await PortalBunit.PressAsync(again, "Продолжить");
        PortalBunit.Shows(again, "Код отправлен на номер");
        await PortalBunit.PressAsync(again, "Пропустить документ");
        PortalBunit.Shows(again, "Подписано не всё");
        PortalBunit.Shows(again, "Вы отказались от подписания.");
        Assert.True(PortalBunit.Offers(again, "Повторить неподписанные: 1"));
    }

    [Fact]
    public async Task What_cannot_be_signed_stands_in_the_list_with_the_reason()
    {
        var actor = await fixture.InAsync("director", Account);
        var raw = await fixture.UploadAsync(actor, Account, Report.Good);
        var ready = await fixture.CheckedAsync(actor, Account);
        var thumbprint = (await fixture.ReadAsync(actor, Account, ready)).Draft.CertificateThumbprint!;

        var batchId = (await fixture.Get<BeginBatch>().RunAsync(actor, Account, SigningKind.DraftSignature, [raw, ready, ready], thumbprint, Stop))!;

        var items = await ItemsAsync(batchId);
        Assert.Equal([BatchItemState.Refused, BatchItemState.Waiting], items.Select(item => item.State));
        Assert.Contains("не прошёл проверку", items[0].Reason, StringComparison.Ordinal);
        Assert.Null(await fixture.Get<BeginBatch>().RunAsync(actor, Account, SigningKind.DraftSignature, [], thumbprint, Stop));
    }

    private async Task<(string BatchId, IReadOnlyList<Draft> Drafts)> BatchAsync(Actor actor, int count)
    {
        var drafts = new List<Draft>();
        for (var number = 0; number < count; number++)
        {
            drafts.Add((await fixture.ReadAsync(actor, Account, await fixture.CheckedAsync(actor, Account))).Draft);
        }

        var batchId = await fixture.Get<BeginBatch>().RunAsync(actor, Account, SigningKind.DraftSignature, [.. drafts.Select(draft => draft.Id)], drafts[0].CertificateThumbprint!, Stop);
        return (batchId!, drafts);
    }

    private Task<Signing?> ContinueAsync(Actor actor, string batchId) => fixture.Get<ContinueBatch>().RunAsync(actor, batchId, Stop);

    private async Task ConfirmAsync(Actor actor, Signing signing) => Assert.IsType<ConfirmOutcome.Confirmed>(
        await fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop));

    private Task<IReadOnlyList<BatchItem>> ItemsAsync(string batchId) => fixture.Get<BatchStore>().ItemsAsync(batchId, Stop);

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, string batchId) =>
        tab.Open<BatchPage>((nameof(BatchPage.AccountId), Guid.Parse(Account)), (nameof(BatchPage.BatchId), batchId));
}

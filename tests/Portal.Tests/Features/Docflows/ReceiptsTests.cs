using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>«Квитанции на всё»: the receipts of many docflows at once, each with its own result, and never a decision.</summary>
public sealed class ReceiptsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Receipts_of_many_docflows_go_out_each_once_and_a_demand_is_neither_accepted_nor_refused()
    {
        var (actor, letter) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        var (_, demand) = await fixture.ArrivedAsync("director", Account, "fns534-demand", Stop);
        var (_, rosstat) = await fixture.ArrivedAsync("director", Account, "stat-cu-letter", Stop);
        var mine = (await OfAsync(actor, letter, demand, rosstat)).ToList();
        Assert.Equal(3, mine.Count);
        var found = await fixture.Get<Portal.Features.Docflows.List.FindDocflows>().RunAsync(actor, Account, new(), 0, 50, Stop);
        Assert.Equal((await fixture.Get<GiveReceipts>().ListAsync(actor, Account, Stop)).Count(one => one.IsSignedAtOnce), found.Receipts);

        var told = new List<ReceiptResult>();
        await GiveAsync(actor, mine, told);
        Assert.All(told, result => Assert.Equal(("Отправлено", null), (result.Word, result.Problem)));
        Assert.Equal(3, told.Count);
        Assert.Empty(await OfAsync(actor, letter, demand, rosstat));

        // The demand now wants a decision: it is not among the receipts, and asking for it by name gives nothing.
        var decisions = (await fixture.Get<ListReplies>().RunAsync(actor, demand.Id, Stop)).Possible.Where(one => one.ReplyType.Contains("acceptance-result", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, decisions.Count);
        Assert.Empty(await fixture.Get<GiveReceipts>().RunAsync(actor, Account, [(demand.Id, decisions[0].DocumentId)], _ => Task.CompletedTask, Stop));
        foreach (var receipt in mine)
        {
            Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"{receipt.DocumentId}/replies/[0-9a-f-]+/send"));
        }
    }

    [Fact]
    public async Task One_that_fails_does_not_stop_the_others_and_is_offered_again()
    {
        var (actor, bad) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        var (_, good) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        var failing = Assert.Single(await OfAsync(actor, bad));
        await fixture.Outside.FaultAsync($"{failing.DocumentId}/generate-reply", status: 500);

        var told = new List<ReceiptResult>();
        await GiveAsync(actor, [.. await OfAsync(actor, bad, good)], told);

        Assert.Equal("Отправлено", told.Single(result => result.Receipt.EntryId == good.Id).Word);
        Assert.NotNull(told.Single(result => result.Receipt.EntryId == bad.Id).Problem);
        Assert.Equal(failing, Assert.Single(await OfAsync(actor, bad, good)));

        await GiveAsync(actor, [failing], told);
        Assert.Equal("Отправлено", told[^1].Word);
    }

    [Fact]
    public async Task What_was_answered_elsewhere_is_passed_over_in_words()
    {
        var (actor, entry) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        var receipt = Assert.Single(await OfAsync(actor, entry));
        await fixture.Get<GiveReply>().RunAsync(actor, entry.Id, receipt.DocumentId, receipt.ReplyType, cancellationToken: Stop);

        Assert.Equal("На этот документ уже ответили: состояние обновлено.", (await fixture.Get<GiveReply>().RunAsync(actor, entry.Id, receipt.DocumentId, receipt.ReplyType, cancellationToken: Stop)).Why);
        Assert.Empty(await fixture.Get<GiveReceipts>().RunAsync(actor, Account, [(entry.Id, receipt.DocumentId)], _ => Task.CompletedTask, Stop));
    }

    [Fact]
    public async Task The_page_sends_what_is_ticked_and_tells_how_each_ended()
    {
        var (actor, left) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        var (_, sent) = await fixture.ArrivedAsync("director", Account, "stat-cu-letter", Stop);
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<ReceiptsPage>((nameof(ReceiptsPage.AccountId), Guid.Parse(Account)));
        PortalBunit.Shows(page, "Подписываются сразу, без кода");
        await PortalBunit.ActAsync(page, () => page.Find("thead input"), all => all.ChangeAsync(new ChangeEventArgs { Value = false }));
        await PortalBunit.ActAsync(page, () => page.Find($"a[href$='{sent.Id}']").Closest("tr")!.QuerySelector("input"), box => box.ChangeAsync(new ChangeEventArgs { Value = true }));

        await PortalBunit.PressAsync(page, "Отправить 1 извещение");

        PortalBunit.Shows(page, "Отправлено: 1");
        Assert.Empty(await OfAsync(actor, sent));
        Assert.Single(await OfAsync(actor, left));
    }

    private async Task<IEnumerable<AwaitedReceipt>> OfAsync(Actor actor, params DocflowEntry[] entries) =>
        (await fixture.Get<GiveReceipts>().ListAsync(actor, Account, Stop)).Where(one => entries.Any(entry => entry.Id == one.EntryId));

    private Task GiveAsync(Actor actor, List<AwaitedReceipt> chosen, List<ReceiptResult> told) => fixture.Get<GiveReceipts>().RunAsync(
        actor, Account, [.. chosen.Select(one => (one.EntryId, one.DocumentId))],
        result =>
        {
            told.Add(result);
            return Task.CompletedTask;
        }, Stop);
}

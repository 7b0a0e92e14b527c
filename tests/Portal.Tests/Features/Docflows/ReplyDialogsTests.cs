using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Decryption;
using Portal.Features.Docflows.Replies;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>The dialogs of answers: a refusal asks for its reasons, and an answer is looked at before it is given.</summary>
public sealed class ReplyDialogsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Found = "ИНН и КПП в требовании не принадлежат";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refusal_marks_what_the_service_found_wants_a_reason_and_goes_out_by_code()
    {
        var (actor, demand) = await ToDecideAsync("fns534-demand&flaw=0400100005", decrypted: true);
        await using var tab = await fixture.TabAsync("director");
        var page = Open(tab, demand);
        _ = PortalBunit.PressAsync(page, "Отказать в приёме");
        PortalBunit.Shows(page, "Проверка Контура нашла причины: они уже отмечены.");
        Assert.Equal([Found], Chosen(page));

        await ChooseAsync(page, Found, false);
        await PortalBunit.PressAsync(page, "Отказать");
        PortalBunit.Shows(page, "Отметьте хотя бы одну причину.");
        Assert.Empty(await GivenAsync(actor, demand, "-negative"));
        await ChooseAsync(page, Found, true);
        await ChooseAsync(page, "Подпись инспекции не сходится", true);
        await PortalBunit.PressAsync(page, "Отказать");

        PortalBunit.Shows(page, "Подпись по коду из СМС");
        await PortalBunit.PasteCodeAsync(page, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));
        PortalBunit.Shows(page, "Вы отказали в приёме");
        Assert.Equal(ReplyState.Sent, Assert.Single(await GivenAsync(actor, demand, "-negative")).State);
    }

    [Fact]
    public async Task A_demand_that_was_not_read_can_be_refused_and_the_dialog_says_that_it_is_unchecked()
    {
        var (actor, demand) = await ToDecideAsync("fns534-demand", decrypted: false);
        await using var tab = await fixture.TabAsync("director");
        var page = Open(tab, demand);
        _ = PortalBunit.PressAsync(page, "Отказать в приёме");
        PortalBunit.Shows(page, "Портал проверит требование, когда вы расшифруете его");
        Assert.Empty(Chosen(page));

        await PortalBunit.PressAsync(page, "Оставить");

        PortalBunit.Hides(page, "Отметьте причины");
        Assert.Empty(await GivenAsync(actor, demand, "-negative"));
        PortalBunit.Shows(page, "Принять требование");
    }

    [Fact]
    public async Task An_answer_is_looked_at_first_and_given_from_there()
    {
        var (actor, letter) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        await using var tab = await fixture.TabAsync("director");
        var page = Open(tab, letter);
        _ = PortalBunit.PressAsync(page, "Посмотреть");
        PortalBunit.Shows(page, "Он ещё не подписан и не отправлен.");
        var made = Assert.Single(await GivenAsync(actor, letter, "-receipt"));
        Assert.Equal(ReplyState.Made, made.State);
        Assert.True((await fixture.Get<OpenReply>().RunAsync(actor, letter.Id, made.Id, printed: true, Stop))!.Bytes.Length > 0);

        await PortalBunit.PressAsync(page, "Закрыть");
        PortalBunit.Hides(page, "Он ещё не подписан и не отправлен.");
        _ = PortalBunit.PressAsync(page, "Посмотреть");
        PortalBunit.Shows(page, "Он ещё не подписан и не отправлен.");
        await PortalBunit.ActAsync(page, () => page.FindAll(".mud-dialog button").FirstOrDefault(one => one.TextContent.Trim() == "Отправить извещение"), button => button.ClickAsync());

        PortalBunit.Shows(page, "Ваши ответы");
        Assert.Equal((made.Id, ReplyState.Sent), (Assert.Single(await GivenAsync(actor, letter, "-receipt")) is var sent ? sent.Id : "", sent.State));
    }

    private static IRenderedComponent<IComponent> Open(PortalBunit tab, DocflowEntry entry) =>
        tab.Open<DocflowPage>((nameof(DocflowPage.AccountId), Guid.Parse(Account)), (nameof(DocflowPage.EntryId), entry.Id));

    private static IEnumerable<string> Chosen(IRenderedComponent<IComponent> page) => page.FindAll(".reasons label").Where(label => label.QuerySelector("input")!.HasAttribute("checked"))
        .Select(label => label.TextContent.Trim().StartsWith(Found, StringComparison.Ordinal) ? Found : label.TextContent.Trim());

    private static Task ChooseAsync(IRenderedComponent<IComponent> page, string reason, bool isChosen) => PortalBunit.ActAsync(
        page, () => page.FindAll(".reasons label").FirstOrDefault(label => label.TextContent.Contains(reason, StringComparison.Ordinal))?.QuerySelector("input"),
        box => box.ChangeAsync(new ChangeEventArgs { Value = isChosen }));

    private async Task<IReadOnlyList<Reply>> GivenAsync(Actor actor, DocflowEntry entry, string ending) =>
        [.. (await fixture.Get<ListReplies>().RunAsync(actor, entry.Id, Stop)).Given.Where(reply => reply.ReplyType.EndsWith(ending, StringComparison.Ordinal))];

    // A demand whose receipt is sent: it wants a decision.
    private async Task<(Actor Actor, DocflowEntry Demand)> ToDecideAsync(string kind, bool decrypted)
    {
        var (actor, demand) = await fixture.ArrivedAsync("director", Account, kind, Stop);
        var receipt = (await fixture.Get<ListReplies>().RunAsync(actor, demand.Id, Stop)).Possible.Single(one => one.IsReceipt);
        await fixture.Get<GiveReply>().RunAsync(actor, demand.Id, receipt.DocumentId, receipt.ReplyType, cancellationToken: Stop);
        foreach (var document in (await fixture.Get<DocflowStore>().DocumentsAsync(demand.Id, Stop)).Where(document => decrypted && document.IsSealed))
        {
            var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, demand.Id, document.DocumentId, Stop);
            Assert.IsType<ConfirmOutcome.Confirmed>(await fixture.Get<ConfirmSigning>().RunAsync(actor, begun.Signing!.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop));
        }

        return (actor, demand);
    }
}

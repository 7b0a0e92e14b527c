using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inventories;
using Portal.Shell;
using Portal.Testing;
using Portal.Tests.Features.Docflows;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>The documents that a demand asks for: gathered, listed in an inventory by the service, signed and sent as any draft, and found beside the demand.</summary>
public sealed class InventoriesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly byte[] Scan = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_the_accepted_demand_to_the_inspection_and_back()
    {
        var (actor, demand) = await AcceptedAsync();
        Assert.Equal(AwaitedAnswer.Documents, demand.Awaits);
        var docflow = Guid.Parse(demand.DocflowId);
        await AddAsync(actor, docflow, "счёт-фактура 17.pdf", Scan);
        var second = await AddAsync(actor, docflow, "договор.pdf", [.. Scan, (byte)' ']);
        Assert.True(await fixture.Get<SetInventoryItem>().RunAsync(actor, second, "1.02", Stop));

        var found = (await fixture.Get<FindDemand>().RunAsync(actor, Account, docflow, Stop))!;
        var built = await fixture.Get<BuildInventory>().RunAsync(actor, Account, docflow, found.Attachments[0].Id, Stop);

        Assert.Null(built.Problem);
        var draftId = Assert.Single(built.DraftIds);
        Assert.Empty(await fixture.Get<ListInventoryFiles>().RunAsync(actor, docflow, Stop));
        var view = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal([DocumentKind.Report, DocumentKind.Attachment, DocumentKind.Attachment], view.Documents.Select(document => document.Kind));
        Assert.Equal((DraftPurpose.Inventory, demand.DocflowId, found.Attachments[0].Id), (view.Draft.Facts.Purpose, view.Draft.Addressing.Answers?.DocflowId, view.Draft.Addressing.Answers?.DocumentId));

        var sent = await fixture.SendWholeAsync(actor, Account, draftId);

        Assert.Equal("urn:docflow:fns534-inventory", sent.Type);
        await Eventually.IsTrueAsync(
            async () => DocflowWords.Status((await fixture.Get<DocflowStore>().FindAsync(sent.LinkId, sent.Id, Stop))!).Word == "Принято", "the inspection has accepted it", TimeSpan.FromSeconds(60), Stop);
        Assert.Contains(await fixture.Get<ListRelated>().RefreshAsync(actor, demand.Id, Stop), one => one.Id == sent.Id);
        Assert.Contains(await fixture.Get<ListRelated>().RunAsync(actor, sent.Id, Stop), one => one.Id == demand.Id);
        await fixture.Get<OpenDocflow>().RunAsync(actor, demand.Id, Stop);
        Assert.Null((await fixture.Get<DocflowStore>().FindAsync(demand.LinkId, demand.Id, Stop))!.Awaits);
    }

    [Fact]
    public async Task A_file_that_is_not_taken_stays_with_its_reason_and_the_others_become_the_answer()
    {
        var (actor, demand) = await AcceptedAsync();
        var docflow = Guid.Parse(demand.DocflowId);
        await AddAsync(actor, docflow, "накладная.pdf", Scan);
        var empty = await AddAsync(actor, docflow, "акт.pdf", [.. Scan, (byte)'!']);
        await using (var db = await fixture.Get<Portal.Storage.Database>().OpenAsync(Stop))
        {
            // As after an upload under a wrong name: the service takes scans and XML only.
            await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE inventory_file SET file_name = 'акт.exe' WHERE id = @empty", new { empty });
        }

        var found = (await fixture.Get<FindDemand>().RunAsync(actor, Account, docflow, Stop))!;
        var built = await fixture.Get<BuildInventory>().RunAsync(actor, Account, docflow, found.Attachments[0].Id, Stop);

        Assert.Single(built.DraftIds);
        var left = Assert.Single(await fixture.Get<ListInventoryFiles>().RunAsync(actor, docflow, Stop));
        Assert.Equal((empty, true), (left.Id, left.Problem is { Length: > 0 }));
    }

    [Theory]
    [InlineData("вирус.exe", 10, "инспекция принимает PDF, JPG, PNG, TIF и XML")]
    [InlineData("пусто.pdf", 0, "пуст")]
    [InlineData("../../чужое.pdf", 10, "знаки, которых там быть не должно")]
    public async Task What_cannot_be_sent_is_refused_with_the_reason(string name, int size, string why)
    {
        var (actor, demand) = await fixture.ArrivedAsync("director", Account, "fns534-demand", Stop);

        var refused = await Assert.ThrowsAsync<ReportFileException>(() => AddAsync(actor, Guid.Parse(demand.DocflowId), name, new byte[size]));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_gathered_below_what_is_no_demand_of_this_person()
    {
        var actor = await fixture.InAsync("director", Account);
        await Assert.ThrowsAsync<AccessDeniedException>(() => AddAsync(actor, Guid.NewGuid(), "скан.pdf", Scan));
        var (_, letter) = await fixture.ArrivedAsync("director", Account, "fns534-cu-letter", Stop);
        Assert.Null(await fixture.Get<FindDemand>().RunAsync(actor, Account, Guid.Parse(letter.DocflowId), Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<BuildInventory>().RunAsync(actor, Account, Guid.Parse(letter.DocflowId), "", Stop));
    }

    [Fact]
    public async Task The_page_keeps_what_was_uploaded_says_which_item_is_wrong_and_leads_to_the_draft()
    {
        var (actor, demand) = await AcceptedAsync();
        var docflow = Guid.Parse(demand.DocflowId);
        await AddAsync(actor, docflow, "чек.pdf", Scan);
        await using var tab = await fixture.TabAsync("director");
        tab.Go(PortalUrls.InventoryNew(Guid.Parse(Account), docflow));
        var page = tab.Open<NewInventoryPage>((nameof(NewInventoryPage.AccountId), Guid.Parse(Account)));
        PortalBunit.Shows(page, "чек.pdf");

        await PortalBunit.ActAsync(page, () => page.FindAll("li input").FirstOrDefault(), input => input.ChangeAsync(new ChangeEventArgs { Value = "7" }));
        PortalBunit.Shows(page, "Нужно так: 1.01");
        await PortalBunit.PressAsync(page, "Составить опись");
        PortalBunit.Shows(page, "Исправьте пункты требования");
        await PortalBunit.ActAsync(page, () => page.FindAll("li input").FirstOrDefault(), input => input.ChangeAsync(new ChangeEventArgs { Value = "1,03" }));
        PortalBunit.Hides(page, "Нужно так: 1.01");
        await PortalBunit.PressAsync(page, "Составить опись");

        Assert.StartsWith($"a/{Account}/reports/", tab.Address, StringComparison.Ordinal);
        Assert.Empty(await fixture.Get<ListInventoryFiles>().RunAsync(actor, docflow, Stop));
    }

    private async Task<string> AddAsync(Actor actor, Guid demand, string name, byte[] bytes)
    {
        using var source = new MemoryStream(bytes);
        return await fixture.Get<AddInventoryFile>().RunAsync(actor, Account, demand, name, source, bytes.Length, Stop);
    }

    private async Task<(Actor Actor, DocflowEntry Demand)> AcceptedAsync()
    {
        var (actor, demand) = await fixture.ArrivedAsync("director", Account, "fns534-demand", Stop);
        foreach (var ending in new[] { "-receipt", "acceptance-result-positive" })
        {
            var wanted = (await fixture.Get<ListReplies>().RunAsync(actor, demand.Id, Stop)).Possible.First(one => one.ReplyType.EndsWith(ending, StringComparison.Ordinal));
            var given = await fixture.Get<GiveReply>().RunAsync(actor, demand.Id, wanted.DocumentId, wanted.ReplyType, cancellationToken: Stop);
            if (given.Signing is { State: SigningState.Waiting })
            {
                Assert.IsType<ConfirmOutcome.Confirmed>(await fixture.Get<ConfirmSigning>().RunAsync(actor, given.Signing.Id, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone), Stop));
            }
        }

        return (actor, (await fixture.Get<DocflowStore>().FindAsync(demand.LinkId, demand.Id, Stop))!);
    }
}

using Dapper;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Docflows;
using Portal.Features.Docflows.Decryption;
using Portal.Features.Docflows.Reading;
using Portal.Integrations.Http;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>Encrypted documents are opened by the person's own cloud certificate: by code, on the phone, once, and nothing is lost on the way.</summary>
public sealed class DecryptionTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task By_code_the_document_opens_and_its_signatures_hold()
    {
        var (actor, entry, document) = await SealedAsync("director", Account);
        var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        Assert.Equal((SigningState.Waiting, SigningWay.Sms, null), (begun.Signing?.State, begun.Signing?.Way, begun.Why));

        Assert.IsType<ConfirmOutcome.NotTaken>(await ConfirmAsync(actor, begun.Signing!, "000000"));
        Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(actor, begun.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));

        await OpensAsync(actor, entry, document);
        Assert.Equal("Документ уже расшифрован.", (await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop)).Why);
    }

    [Fact]
    public async Task What_was_encrypted_is_kept_no_longer_than_the_setting_and_read_again_when_it_is_opened()
    {
        var (actor, entry, document) = await SealedAsync("director", Account);
        var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        await ConfirmAsync(actor, begun.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));
        var plain = await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        await fixture.Get<ForgetDecrypted>().RunAsync(Stop);
        Assert.True(fixture.Get<FileStore>().Has(plain.Content!.Sha256));

        await using (var db = await fixture.Get<Database>().OpenAsync(Stop))
        {
            await db.ExecuteAsync("UPDATE docflow_content SET kept_at = 1000 WHERE document_id = @DocumentId", new { document.DocumentId });
        }

        await fixture.Get<ForgetDecrypted>().RunAsync(Stop);
        Assert.False(fixture.Get<FileStore>().Has(plain.Content.Sha256));
        await OpensAsync(actor, entry, document);
    }

    [Fact]
    public async Task A_lost_answer_to_the_code_is_settled_by_asking_and_the_code_is_sent_once()
    {
        var (actor, entry, document) = await SealedAsync("director", Account);
        var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        await fixture.Outside.FaultAsync($"{document.DocumentId}/confirm-content-decryption", dropAfterAccept: true);

        Assert.IsType<ConfirmOutcome.Unclear>(await ConfirmAsync(actor, begun.Signing!, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));

        await ConfirmedAsync(actor, begun.Signing!);
        await OpensAsync(actor, entry, document);
        Assert.Equal(1, await fixture.Outside.AcceptedPostsAsync($"{document.DocumentId}/confirm-content-decryption"));
    }

    [Fact]
    public async Task On_the_phone_it_opens_although_nobody_waits()
    {
        var (actor, entry, document) = await SealedAsync("mydss", PortalFixture.Vector);
        var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        Assert.Equal(SigningWay.MyDss, begun.Signing!.Way);

        await fixture.Outside.AnswerMyDssAsync(begun.Signing.KonturTaskId!, "approve");

        await ConfirmedAsync(actor, begun.Signing);
        await OpensAsync(actor, entry, document);
    }

    [Fact]
    public async Task One_declined_on_the_phone_stays_locked_and_may_be_asked_for_again()
    {
        var (actor, entry, document) = await SealedAsync("mydss", PortalFixture.Vector);
        var begun = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        await fixture.Outside.AnswerMyDssAsync(begun.Signing!.KonturTaskId!, "decline");
        await Eventually.IsTrueAsync(
            async () => (await FindAsync(actor, begun.Signing.SubjectId)) is { State: SigningState.Ended, Phase: SigningPhase.Declined }, "it is declined", cancellationToken: Stop);
        Assert.Null((await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop)).Content);

        var again = await fixture.Get<DecryptDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        await fixture.Outside.AnswerMyDssAsync(again.Signing!.KonturTaskId!, "approve");
        await ConfirmedAsync(actor, again.Signing);
        await OpensAsync(actor, entry, document);
    }

    [Theory]
    [InlineData("director", PortalFixture.Testovaya)]
    [InlineData("mydss", PortalFixture.Vector)]
    public async Task All_of_a_demand_are_opened_one_after_another_in_a_queue(string login, string account)
    {
        var (actor, entry) = await fixture.ArrivedAsync(login, account, "fns534-demand", Stop);
        var closed = (await fixture.Get<DocflowStore>().DocumentsAsync(entry.Id, Stop)).Where(document => document.IsSealed).ToList();
        Assert.True(closed.Count > 1);

        var queue = (await fixture.Get<DecryptAll>().RunAsync(actor, entry.Id, Stop))!;
        var asked = 0;
        for (; await fixture.Get<ContinueBatch>().RunAsync(actor, queue, Stop) is { } signing; asked++)
        {
            Assert.Equal(SigningKind.Decryption, signing.Kind);
            if (signing.Way == SigningWay.Sms)
            {
                Assert.IsType<ConfirmOutcome.Confirmed>(await ConfirmAsync(actor, signing, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone)));
            }
            else
            {
                await fixture.Outside.AnswerMyDssAsync(signing.KonturTaskId!, "approve");
                await ConfirmedAsync(actor, signing);
            }
        }

        Assert.Equal(closed.Count, asked);
        foreach (var document in closed)
        {
            await OpensAsync(actor, entry, document);
        }

        Assert.Null(await fixture.Get<DecryptAll>().RunAsync(actor, entry.Id, Stop));
    }

    [Fact]
    public async Task The_queue_says_beforehand_how_many_codes_there_will_be_and_leads_back_to_its_docflow()
    {
        var (_, entry) = await fixture.ArrivedAsync("director", Account, "fns534-demand", Stop);
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<DocflowPage>((nameof(DocflowPage.AccountId), Guid.Parse(Account)), (nameof(DocflowPage.EntryId), entry.Id));

        await PortalBunit.PressAsync(page, "Расшифровать все: 2");
        var queue = tab.Address.Split('/')[^1];
        var shown = tab.Open<BatchPage>((nameof(BatchPage.AccountId), Guid.Parse(Account)), (nameof(BatchPage.BatchId), queue));

        PortalBunit.Shows(shown, "2 документа — 2 кода");
        PortalBunit.Shows(shown, "Начать расшифровку");
        PortalBunit.Shows(shown, "Расшифровывает");
        Assert.Contains($"/docflows/{entry.Id}", shown.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_the_page_by_code_and_back_by_the_waiting_list()
    {
        var (actor, entry, document) = await SealedAsync("director", Account);
        await using var tab = await fixture.TabAsync("director");
        var page = tab.Open<DocumentPage>(
            (nameof(DocumentPage.AccountId), Guid.Parse(Account)), (nameof(DocumentPage.EntryId), entry.Id), (nameof(DocumentPage.DocumentId), document.DocumentId));
        PortalBunit.Shows(page, "Документ зашифрован");

        await PortalBunit.PressAsync(page, "Расшифровать");
        PortalBunit.Shows(page, "Расшифровка по коду из СМС");
        PortalBunit.Shows(page, "Расшифровывает");
        var waiting = Assert.Single(await fixture.Get<ListWaiting>().RunAsync(actor, Stop), one => one.Kind == SigningKind.Decryption && one.SubjectId.EndsWith(document.DocumentId, StringComparison.Ordinal));
        Assert.Equal($"/a/{Account}/docflows/{entry.Id}/documents/{document.DocumentId}", KindWords.Href(waiting));
        await PortalBunit.PasteCodeAsync(page, await fixture.Outside.CodeAsync(PortalFixture.DirectorPhone));

        PortalBunit.Hides(page, "Документ зашифрован");
        PortalBunit.Shows(page, "Подпись верна");
    }

    private Task<ConfirmOutcome> ConfirmAsync(Actor actor, Signing signing, string code) => fixture.Get<ConfirmSigning>().RunAsync(actor, signing.Id, code, Stop);

    private async Task<Signing?> FindAsync(Actor actor, string subjectId) => await fixture.Get<FindSigning>().RunAsync(actor, subjectId, Stop);

    private Task ConfirmedAsync(Actor actor, Signing signing) => Eventually.IsTrueAsync(
        async () => (await FindAsync(actor, signing.SubjectId))?.State == SigningState.Confirmed, "it is confirmed", TimeSpan.FromSeconds(60), Stop);

    private async Task OpensAsync(Actor actor, DocflowEntry entry, EntryDocument document)
    {
        var opened = await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop);
        Assert.True(opened.Content is { Size: > 0, Kind: not ReadableKind.Other }, $"{opened.Content}");
        Assert.All(opened.Signatures, signature => Assert.Null(signature.Fault));
        Assert.NotEmpty(opened.Signatures);
    }

    // A letter that a state body has just written: encrypted for the person's certificate.
    private async Task<(Actor Actor, DocflowEntry Entry, EntryDocument Document)> SealedAsync(string login, string account)
    {
        var (actor, entry) = await fixture.ArrivedAsync(login, account, "fns534-cu-letter", Stop);
        return (actor, entry, (await fixture.Get<DocflowStore>().DocumentsAsync(entry.Id, Stop)).First(document => document.IsSealed));
    }
}

using System.IO.Compression;
using System.Net;
using Portal.Access;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Storage.Files;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>Documents of docflows: read once, kept, verified, shown, printed, packed.</summary>
public sealed class ReadingTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_document_of_an_accepted_report_is_read_and_its_signatures_hold_what_is_encrypted_stays_closed()
    {
        var (actor, entry, documents) = await AcceptedAsync();
        var read = new List<OpenedDocument>();
        foreach (var document in documents)
        {
            read.Add(await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, document.DocumentId, Stop));
        }

        Assert.Contains(read, one => one.Document.Type.EndsWith("fns534-report", StringComparison.Ordinal) && one.Content is { Kind: ReadableKind.Xml });
        Assert.Contains(read, one => one.Content is null && one.Document.IsSealed);
        var signed = read.Where(one => one.Content is not null).SelectMany(one => one.Signatures).ToList();
        Assert.NotEmpty(signed);
        Assert.All(signed, signature => Assert.Equal((null, true), (signature.Fault, signature.Owner.Length > 0)));
        var kept = read.Where(one => one.Content is not null).SelectMany(one => one.Signatures.Select(signature => signature.Sha256).Append(one.Content!.Sha256)).ToHashSet();
        Assert.Equal(kept, await fixture.Get<ReadingStore>().KeptAsync([.. kept, new string('0', 64)], Stop));
    }

    [Fact]
    public async Task What_was_read_once_is_read_again_when_Kontur_does_not_answer()
    {
        var (actor, entry, documents) = await AcceptedAsync();
        var report = Report(documents);
        var first = await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, report.DocumentId, Stop);
        await fixture.Outside.FaultAsync("/extern/", verb: "GET", status: 503, times: 500);
        try
        {
            var again = await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, report.DocumentId, Stop);

            Assert.Equal((first.Content, first.Signatures.Count), (again.Content, again.Signatures.Count));
            var text = await fixture.Get<KeptText>().ReadAsync(again.Content!, Stop);
            Assert.Contains("<Файл", text!.Text, StringComparison.Ordinal);
        }
        finally
        {
            await fixture.Outside.NoFaultsAsync();
        }
    }

    [Fact]
    public async Task A_changed_byte_is_told()
    {
        var (actor, entry, documents) = await AcceptedAsync();
        var opened = await fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, Report(documents).DocumentId, Stop);
        var bytes = (await fixture.Get<FileStore>().ReadAsync(opened.Content!.Sha256, Stop))!;
        bytes[^3] ^= 1;
        try
        {
            await fixture.Get<KeepContents>().KeepAsync(entry, opened.Document, new MemoryStream(bytes), Stop);

            var again = await fixture.Get<ReadingStore>().SignaturesAsync(entry.Id, opened.Document.DocumentId, Stop);
            Assert.All(again, signature => Assert.Equal(SignatureFault.DoesNotMatch, signature.Fault));
            Assert.NotEmpty(again);
        }
        finally
        {
            bytes[^3] ^= 1;
            await fixture.Get<KeepContents>().KeepAsync(entry, opened.Document, new MemoryStream(bytes), Stop);
        }
    }

    [Fact]
    public async Task The_package_holds_every_readable_document_with_its_signatures_and_names_what_is_missing()
    {
        var (_, entry, documents) = await AcceptedAsync();
        using var visitor = new Visitor(fixture.Portal);
        await visitor.SignInAsync("director");
        using var answer = await visitor.Http.GetAsync($"/a/{Account}/docflows/{entry.Id}/package", Stop);

        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        await using var archive = new ZipArchive(await answer.Content.ReadAsStreamAsync(Stop), ZipArchiveMode.Read);
        using var index = new StreamReader(await archive.GetEntry("Опись.html")!.OpenAsync(Stop));
        var words = await index.ReadToEndAsync(Stop);
        Assert.Contains("Подпись верна", words, StringComparison.Ordinal);
        Assert.Contains("не вошёл в пакет: зашифрован", words, StringComparison.Ordinal);
        var signed = archive.Entries.Where(one => one.Name.EndsWith(".sig", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(signed);
        foreach (var signature in signed)
        {
            var original = archive.Entries.Single(one => signature.FullName.StartsWith(one.FullName + ".", StringComparison.Ordinal));
            await using var bytes = await original.OpenAsync(Stop);
            Assert.Null((await DetachedSignature.VerifyAsync(await ReadAsync(signature), bytes, Stop)).Fault);
        }

        Assert.True(archive.Entries.Count(one => !one.Name.EndsWith(".sig", StringComparison.Ordinal)) < documents.Count + 1);
    }

    [Fact]
    public async Task A_print_form_is_made_once_and_shown_to_nobody_else()
    {
        var (actor, entry, documents) = await AcceptedAsync();
        var report = Report(documents);
        Assert.Null(await fixture.Get<PrintEntryDocument>().RunAsync(actor, entry.Id, report.DocumentId, Stop));
        var asked = await fixture.Outside.AcceptedPostsAsync($"/documents/{report.DocumentId}/print");
        Assert.Null(await fixture.Get<PrintEntryDocument>().RunAsync(actor, entry.Id, report.DocumentId, Stop));
        Assert.Equal((true, asked), (asked > 0, await fixture.Outside.AcceptedPostsAsync($"/documents/{report.DocumentId}/print")));
        var locked = documents.First(document => document.IsSealed);
        Assert.Equal("Документ ещё зашифрован. Сначала расшифруйте его.", await fixture.Get<PrintEntryDocument>().RunAsync(actor, entry.Id, locked.DocumentId, Stop));

        using var visitor = new Visitor(fixture.Portal);
        await visitor.SignInAsync("director");
        using var print = await visitor.Http.GetAsync($"/a/{Account}/docflows/{entry.Id}/documents/{report.DocumentId}/print", Stop);
        Assert.Equal("application/pdf", print.Content.Headers.ContentType!.MediaType);
        using var content = await visitor.Http.GetAsync($"/a/{Account}/docflows/{entry.Id}/documents/{report.DocumentId}/content?shown=1", Stop);
        Assert.Equal(("attachment", "application/octet-stream"), (content.Content.Headers.ContentDisposition!.DispositionType, content.Content.Headers.ContentType!.MediaType));
        Assert.Contains("sandbox", string.Join(' ', content.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);

        using var other = new Visitor(fixture.Portal);
        await other.SignInAsync("mydss");
        foreach (var address in new[] { "content", "print", "signatures/x" }.Select(part => $"documents/{report.DocumentId}/{part}").Append("package"))
        {
            using var answer = await other.Http.GetAsync($"/a/{Account}/docflows/{entry.Id}/{address}", Stop);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [Fact]
    public async Task The_page_shows_words_and_signatures_and_says_what_is_locked()
    {
        var (_, entry, documents) = await AcceptedAsync();
        await using var tab = await fixture.TabAsync("director");

        var page = Show(tab, entry, Report(documents));
        PortalBunit.Shows(page, "<Файл");
        PortalBunit.Shows(page, "Подпись верна");
        PortalBunit.Shows(page, "От организации");
        await PortalBunit.PressAsync(page, "Печатная форма");
        PortalBunit.Shows(page, "Открыть для печати");

        PortalBunit.Shows(Show(tab, entry, documents.First(document => document.IsSealed)), "Документ зашифрован");
    }

    [Fact]
    public async Task A_document_that_Kontur_does_not_give_is_asked_for_again_by_a_press()
    {
        var (actor, entry, documents) = await AcceptedAsync();
        var unread = documents.First(document => document.Type.EndsWith("date-confirmation", StringComparison.Ordinal));
        await using (var db = await fixture.Get<Portal.Storage.Database>().OpenAsync(Stop))
        {
            await Dapper.SqlMapper.ExecuteAsync(db, "DELETE FROM docflow_content WHERE document_id = @DocumentId", new { unread.DocumentId });
        }

        await fixture.Outside.FaultAsync("/contents/", verb: "GET", status: 500, times: 20);
        await Assert.ThrowsAsync<VendorException>(() => fixture.Get<OpenDocument>().RunAsync(actor, entry.Id, unread.DocumentId, Stop));
        await using var tab = await fixture.TabAsync("director");
        var page = Show(tab, entry, unread);
        PortalBunit.Shows(page, "Повторить");
        await fixture.Outside.NoFaultsAsync();
        await PortalBunit.PressAsync(page, "Повторить");
        PortalBunit.Shows(page, "Подпись верна");
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry)
    {
        using var bytes = new MemoryStream();
        await using var from = await entry.OpenAsync(Stop);
        await from.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }

    private static EntryDocument Report(IReadOnlyList<EntryDocument> documents) => documents.Single(document => document.Type.EndsWith(":fns534-report", StringComparison.Ordinal));

    private static Bunit.IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> Show(PortalBunit tab, DocflowEntry entry, EntryDocument document) => tab.Open<DocumentPage>(
        (nameof(DocumentPage.AccountId), Guid.Parse(Account)), (nameof(DocumentPage.EntryId), entry.Id), (nameof(DocumentPage.DocumentId), document.DocumentId));

    private async Task<(Actor Actor, DocflowEntry Entry, IReadOnlyList<EntryDocument> Documents)> AcceptedAsync()
    {
        var actor = await fixture.InAsync("director", Account);
        await fixture.Get<RefreshDocflows>().RunAsync(actor, Account, full: true, Stop);
        var (store, link) = (fixture.Get<DocflowStore>(), (await fixture.Get<Acting>().LinkOfAsync(actor, Stop)).Id);
        var entry = (await fixture.Get<DocflowListStore>().PageAsync(link, Account, new(), 0, 50, Stop)).Rows.First(row => row.SuccessState?.EndsWith("successful", StringComparison.Ordinal) == true);
        await fixture.Get<OpenDocflow>().RunAsync(actor, entry.Id, Stop);
        return (actor, entry, await store.DocumentsAsync(entry.Id, Stop));
    }
}

using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Access;
using Portal.Features.Goskey.New;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.Goskey.New;

/// <summary>Documents over HTTP, as the browser sends them, and everything that must not get in.</summary>
public sealed class PackageEndpointsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private readonly WizardRig rig = new(fixture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Files => Path.Combine(fixture.Portal.DataFolder, "files");

    [Theory]
    [InlineData("пустой.pdf", "", "пуст")]
    [InlineData("картинка.pdf", "GIF89a-not-a-pdf", "GIF")]
    [InlineData("архив.txt", "PK\u0003\u0004\u0000\u0000", "ZIP")]
    [InlineData("сущность.xml", "<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "DTD")]
    [InlineData("битый.xml", "<a><b></a>", "XML")]
    [InlineData("письмо.docx", "text", "Такой формат не принимают")]
    [InlineData("без расширения", "text", "Такой формат не принимают")]
    [InlineData("..\\..\\a.txt", "text", "похоже на путь")]
    [InlineData("/etc/a.txt", "text", "похоже на путь")]
    [InlineData("C:a.txt", "text", "похоже на путь")]
    [InlineData("a\u0007.txt", "text", "управляющие знаки")]
    [InlineData("a\u202Etxt.txt", "text", "невидимые знаки")]
    [InlineData("", "text", "нет имени")]
    public async Task A_hostile_file_is_refused_with_a_reason_and_leaves_nothing(string name, string text, string reason)
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        var before = Kept();

        using var answer = await PostAsync(visitor, id, name, Encoding.UTF8.GetBytes(text));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, UploadRefusal.Sentence(name, 422, await answer.Content.ReadAsStringAsync(Stop), 1), StringComparison.OrdinalIgnoreCase);
        Assert.Empty((await rig.OpenAsync(actor, id)).Documents);
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task A_good_file_is_kept_under_its_digest_and_comes_back_as_a_download_or_for_the_viewer()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        var pdf = WizardRig.Pdf("whole");

        using var answer = await PostAsync(visitor, id, "Договор № 15.pdf", pdf);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        var document = Assert.Single((await rig.OpenAsync(actor, id)).Documents);
        Assert.Equal((json.RootElement.GetProperty("documentId").GetString(), Convert.ToHexStringLower(SHA256.HashData(pdf)), pdf.LongLength), (document.Id, document.Sha256, document.Size));
        using var download = await visitor.Http.GetAsync($"/goskey/{id}/documents/{document.Id}", Stop);
        using var shown = await visitor.Http.GetAsync($"/goskey/{id}/documents/{document.Id}?shown=1", Stop);
        Assert.Equal(("attachment", "application/pdf"), (download.Content.Headers.ContentDisposition?.DispositionType, shown.Content.Headers.ContentType?.MediaType));
        Assert.Equal(pdf, await download.Content.ReadAsByteArrayAsync(Stop));
        Assert.True(shown.Headers.CacheControl!.NoStore);

        using var other = await SignedInAsync("accountant");
        using var foreign = await other.Http.GetAsync($"/goskey/{id}/documents/{document.Id}", Stop);
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
    }

    [Fact]
    public async Task The_same_file_the_same_name_in_other_letters_and_the_sixteenth_document_are_refused()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        (await PostAsync(visitor, id, "a.txt", "one"u8.ToArray())).Dispose();
        await RefusedAsync(visitor, id, "b.txt", "one"u8.ToArray(), "такой же файл уже есть в пакете, «a.txt»");
        await RefusedAsync(visitor, id, "A.TXT", "two"u8.ToArray(), "документ с таким именем уже есть");
        for (var number = 2; number <= 15; number++)
        {
            (await PostAsync(visitor, id, $"{number}.txt", Encoding.UTF8.GetBytes($"text {number}"))).Dispose();
        }

        await RefusedAsync(visitor, id, "16.txt", "text 16"u8.ToArray(), "не больше 15 документов");
        Assert.Equal(15, (await rig.OpenAsync(actor, id)).Documents.Count);
    }

    [Fact]
    public async Task The_last_byte_that_fits_is_taken_and_one_more_is_refused_whether_its_length_was_told_or_not()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        var left = (await rig.OpenAsync(actor, id)).Totals.Left;
        var before = Kept();
        var add = fixture.Get<AddDocument>();

        foreach (var told in new long?[] { left + 1, null })
        {
            var outcome = await add.RunAsync(actor, id, "big.txt", new Letters(left + 1), told, Stop);
            Assert.Contains("не помещается", outcome.Refusal, StringComparison.Ordinal);
            Assert.Equal(before, Kept());
        }

        Assert.Equal(left, (await add.RunAsync(actor, id, "big.txt", new Letters(left), left, Stop)).Document!.Size);
        await RefusedAsync(visitor, id, "more.txt", "x"u8.ToArray(), "не помещается");
        Assert.True((await rig.OpenAsync(actor, id)).HasDocuments is false && (await rig.OpenAsync(actor, id)).Documents.Count == 1);
    }

    [Fact]
    public async Task A_broken_upload_leaves_neither_a_row_nor_half_a_file()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        var before = Kept();

        await Assert.ThrowsAsync<IOException>(() => fixture.Get<AddDocument>().RunAsync(actor, id, "a.txt", new Letters(1_000_000, breaksAt: 300_000), null, Stop));

        Assert.Empty((await rig.OpenAsync(actor, id)).Documents);
        Assert.Equal(before, Kept());
    }

    [Fact]
    public async Task Files_of_two_tabs_at_once_pass_no_limit()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => rig.AddAsync(actor, id, $"{number}.txt", Encoding.UTF8.GetBytes($"text {number}"))));

        Assert.Equal((15, 5), (outcomes.Count(one => one.Document is not null), outcomes.Count(one => one.Refusal is not null)));
        Assert.Equal(15, (await rig.OpenAsync(actor, id)).Documents.Count);
    }

    [Fact]
    public async Task Without_the_token_or_for_another_person_nothing_is_taken()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;
        foreach (var address in new[] { $"/goskey/{id}/documents/upload", $"/goskey/{id}/recipient/upload" })
        {
            using var body = new ByteArrayContent("Пётр;112-233-445 95"u8.ToArray());
            using var answer = await visitor.Http.PostAsync(address, body, Stop);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }

        using var other = await SignedInAsync("accountant");
        using var foreign = await PostAsync(other, id, "a.txt", "text"u8.ToArray());
        Assert.Equal(HttpStatusCode.NotFound, foreign.StatusCode);
        var view = await rig.OpenAsync(actor, id);
        Assert.True(view is { Documents.Count: 0, Read: null });
    }

    [Fact]
    public async Task A_list_is_read_over_http_and_its_answer_names_nobody()
    {
        var (actor, visitor, id) = await OpenAsync();
        using var closing = visitor;

        using var answer = await visitor.PostAsync($"/goskey/{id}/recipient/upload", "Пётр;112-233-445 95\nНет;1"u8.ToArray(), ("X-File-Name", "a.csv"));
        using var rubbish = await visitor.PostAsync($"/goskey/{id}/recipient/upload", [0, 1, 2], ("X-File-Name", "a.csv"));

        Assert.Equal("""{"people":1,"errors":1}""", await answer.Content.ReadAsStringAsync(Stop));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, rubbish.StatusCode);
        Assert.Equal("Пётр", Assert.Single((await rig.OpenAsync(actor, id)).Read!.People).Name);
    }

    private static Task<HttpResponseMessage> PostAsync(Visitor visitor, string id, string name, byte[] bytes) =>
        visitor.PostAsync($"/goskey/{id}/documents/upload", bytes, ("X-File-Name", Uri.EscapeDataString(name)));

    private static async Task RefusedAsync(Visitor visitor, string id, string name, byte[] bytes, string reason)
    {
        using var answer = await PostAsync(visitor, id, name, bytes);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains(reason, UploadRefusal.Sentence(name, 422, await answer.Content.ReadAsStringAsync(Stop), 1), StringComparison.Ordinal);
    }

    // Everything in the store of files, half files too.
    private int Kept() => Directory.Exists(Files) ? Directory.EnumerateFiles(Files, "*", SearchOption.AllDirectories).Count() : 0;

    private async Task<(Actor Actor, Visitor Visitor, string Id)> OpenAsync()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        return (actor, await SignedInAsync("director"), await rig.BeginAsync(actor));
    }

    private async Task<Visitor> SignedInAsync(string login)
    {
        var visitor = new Visitor(fixture.Portal);
        (await visitor.SignInAsync(login)).Dispose();
        return visitor;
    }

    /// <summary>So many letters without holding them; it may break on the way.</summary>
    private sealed class Letters(long length, long breaksAt = long.MaxValue) : MemoryStream
    {
        private long given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (given >= breaksAt)
            {
                throw new IOException("The connection is gone.");
            }

            var count = (int)Math.Min(buffer.Length, length - given);
            buffer.Span[..count].Fill((byte)'a');
            given += count;
            return ValueTask.FromResult(count);
        }
    }
}

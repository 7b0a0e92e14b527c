using System.Text;
using Portal.Features.Goskey.Assembly;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>A document is what its extension says, or is refused with a reason; however it is cut into blocks.</summary>
public sealed class DocumentCheckTests
{
    static DocumentCheckTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static TheoryData<string, byte[]> Good => new()
    {
        { "a.pdf", Samples.Pdf() },
        { "a.PDF", [.. "some bytes of a mail gateway "u8, .. Samples.Pdf()] },
        { "pdf", [.. Samples.Pdf(), .. "\n\n\n"u8] },
        { "tif", Samples.Tiff },
        { "tiff", Samples.BigEndianTiff },
        { "jpg", Samples.Jpeg },
        { "jpeg", Samples.Jpeg },
        { "xml", Samples.Xml },
        { "xml", [0xEF, 0xBB, 0xBF, .. Samples.Xml] },
        { "xml", Encoding.GetEncoding(1251).GetBytes("""<?xml version="1.0" encoding="windows-1251"?><Акт>Согласовано</Акт>""") },
        { "xml", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<Акт/>")] },
        { "xml", "<a><![CDATA[<!DOCTYPE is only a text here>]]><!-- and <!ENTITY here --></a>"u8.ToArray() },
        { "txt", Samples.Text },
        { "txt", [0xEF, 0xBB, 0xBF, .. Samples.Text] },
        { "txt", Encoding.GetEncoding(1251).GetBytes("Согласие «на обработку» №\t1\r\n") },
        { "txt", Encoding.UTF8.GetBytes("👍 и <?php") },
        { "txt", "MZ is how this text begins"u8.ToArray() },
        { "pdf", [.. "%PDF-1.4\n(the word /Encrypt and /EncryptMetadata true alone)"u8, .. "\n%%EOF"u8] },
    };

    public static TheoryData<string, byte[], string> Bad => new()
    {
        { "pdf", [], "Файл пустой" },
        { "xml", [], "Файл пустой" },
        { "txt", [], "Файл пустой" },
        { "docx", Samples.Zip, "Такой формат не принимают. Можно: pdf, tif, tiff, xml, txt, jpg, jpeg" },
        { "pdf", Samples.Zip, "Внутри не PDF, а ZIP-архив или документ Office" },
        { "pdf", "MZ\0\0 program"u8.ToArray(), "Внутри не PDF, а программа" },
        { "pdf", "just text"u8.ToArray(), "Внутри не PDF: содержимое не того формата, что в расширении" },
        { "pdf", Samples.Pdf()[..^20], "PDF обрывается: у файла нет конца, скачайте или сохраните его заново" },
        { "pdf", [.. new byte[1024], .. Samples.Pdf()], "Внутри не PDF: содержимое не того формата, что в расширении" },
        { "pdf", [.. "%PDF-1.7\n"u8, .. new byte[5000], .. "trailer << /Root 1 0 R /Encrypt 12 0 R >>"u8, .. new byte[3000], .. "%%EOF"u8], "PDF зашифрован — паролем или запретом на изменение: сохраните файл без защиты" },
        { "pdf", [.. "%PDF-1.7\ntrailer<</Encrypt<</Filter/Standard>>>>\n%%EOF"u8], "PDF зашифрован — паролем или запретом на изменение: сохраните файл без защиты" },
        { "tif", Samples.Pdf(), "Внутри не TIFF, а PDF" },
        { "tif", [.. "II+\0"u8, 8, 0, 0, 0], "Внутри не TIFF, а BigTIFF" },
        { "tif", [.. "II*\0"u8, 0xFF, 0xFF, 0, 0, 1], "TIFF обрывается: в файле нет страниц, скачайте или сохраните его заново" },
        { "tif", [.. "II*\0"u8], "TIFF обрывается: в файле нет страниц, скачайте или сохраните его заново" },
        { "jpg", [0x89, .. "PNG\r\n"u8, 0x1A, 0x0A, 1, 2, 3], "Внутри не JPEG, а PNG" },
        { "jpg", Samples.Jpeg[..^1], "JPEG обрывается: у файла нет конца, скачайте или сохраните его заново" },
        { "txt", Samples.Pdf(), "Внутри не текст, а PDF" },
        { "txt", [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("текст")], "Внутри не текст, а текст UTF-16" },
        { "txt", "a\0b"u8.ToArray(), "Внутри не текст: есть нулевые или управляющие знаки" },
        { "txt", "a\u001Bb"u8.ToArray(), "Внутри не текст: есть нулевые или управляющие знаки" },
        { "txt", [0xC0, 0x98, 0x98], "Кодировка текста не понята: сохраните файл в UTF-8 или Windows-1251" },
        { "xml", Samples.Pdf(), "Внутри не XML, а PDF" },
        { "xml", Samples.Zip, "Внутри не XML, а ZIP-архив или документ Office" },
        { "xml", "<a><b></a>"u8.ToArray(), "Внутри не правильный XML: ошибка в строке 1, знак 9" },
        { "xml", "<a>&unknown;</a>"u8.ToArray(), "Внутри не правильный XML: ошибка в строке 1, знак 5" },
        { "xml", "<a/><b/>"u8.ToArray(), "Внутри не правильный XML: ошибка в строке 1, знак 6" },
        { "xml", "<!DOCTYPE a><a/>"u8.ToArray(), Dtd },
        { "xml", """<?xml version="1.0"?><!DOCTYPE a SYSTEM "http://example.org/a.dtd"><a/>"""u8.ToArray(), Dtd },
        { "xml", """<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>"""u8.ToArray(), Dtd },
        { "xml", Encoding.UTF8.GetBytes(BillionLaughs), Dtd },
        { "xml", """<?xml version="1.0" encoding="utf-9"?><a/>"""u8.ToArray(), "" },
        { "xml", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 600))), "В XML больше 512 вложенных уровней" },
        { "xml", Encoding.UTF8.GetBytes("<a>" + string.Concat(Enumerable.Range(0, 30_000).Select(number => $"<a{number}/>")) + "</a>"), "В XML больше 20000 разных имён" },
    };

    private const string Dtd = "В XML есть DTD (<!DOCTYPE…>): такие файлы не принимают, они могут подменять содержимое";

    private const string BillionLaughs = """
        <?xml version="1.0"?>
        <!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;&lol;"><!ENTITY lol3 "&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;&lol2;">]>
        <lolz>&lol3;</lolz>
        """;

    [Theory]
    [MemberData(nameof(Good))]
    public async Task What_is_what_it_says_is_taken(string name, byte[] content)
    {
        foreach (var block in new[] { 1, 7, 64, 65, 100_000 })
        {
            Assert.Null(await JudgeAsync(name, content, block));
        }
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_is_not_is_refused_with_a_reason(string name, byte[] content, string reason)
    {
        foreach (var block in new[] { 1, 7, 64, 65, 100_000 })
        {
            var finding = await JudgeAsync(name, content, block);
            Assert.NotNull(finding);
            Assert.True(reason == "" || finding.Reason == reason, $"{finding.Reason} instead of {reason}");
        }
    }

    [Fact]
    public async Task Formats_of_1_9_are_not_taken_by_1_8()
    {
        await using var check = DocumentCheck.Begin("a.jpg", PackageRules.V18);
        Assert.False(await check.FeedAsync(Samples.Jpeg, Stop));
        Assert.Equal("Такой формат не принимают. Можно: pdf, tif, tiff, xml, txt", (await check.FinishAsync(Stop))?.Reason);
    }

    [Fact]
    public async Task The_limit_is_taken_and_one_byte_more_stops_the_stream()
    {
        var content = Samples.Pdf(5000);
        Assert.Null(await JudgeAsync("a.pdf", content, 100, content.Length));
        await using var check = DocumentCheck.Begin("a.pdf", PackageRules.V18, content.Length);
        Assert.True(await check.FeedAsync(content, Stop));
        Assert.False(await check.FeedAsync("\n"u8.ToArray(), Stop));
        Assert.Equal("Файл не помещается: для него осталось 4 КБ из 100 МБ на весь пакет с подписями", (await check.FinishAsync(Stop))?.Reason);
    }

    [Theory]
    [InlineData("<a b='")]
    [InlineData("<a><![CDATA[")]
    [InlineData("<a><!--")]
    [InlineData("<")]
    public async Task A_piece_of_XML_without_an_end_is_stopped_early(string beginning)
    {
        await using var check = DocumentCheck.Begin("xml", PackageRules.V18);
        var goesOn = await check.FeedAsync(Encoding.UTF8.GetBytes(beginning), Stop);
        var fed = 0;
        for (var block = Encoding.UTF8.GetBytes(new string('x', 65_536)); goesOn && fed < 50_000_000; fed += block.Length)
        {
            goesOn = await check.FeedAsync(block, Stop);
        }

        Assert.True(fed < 3_000_000, $"{fed} bytes were fed");
        Assert.Equal("В XML слишком длинный тег, комментарий или блок CDATA: больше 1 МБ", (await check.FinishAsync(Stop))?.Reason);
    }

    [Fact]
    public async Task A_long_text_in_XML_is_no_long_piece()
    {
        var content = Encoding.UTF8.GetBytes($"<a>{new string('x', 5_000_000)}</a>");
        Assert.Null(await JudgeAsync("xml", content, 65_536));
    }

    [Fact]
    public async Task A_check_that_is_left_in_the_middle_ends()
    {
        var check = DocumentCheck.Begin("xml", PackageRules.V18);
        Assert.True(await check.FeedAsync("<a>"u8.ToArray(), Stop));
        await check.DisposeAsync();
    }

    private static async Task<DocumentFinding?> JudgeAsync(string name, byte[] content, int block, long? left = null)
    {
        await using var check = DocumentCheck.Begin(name, PackageRules.V19, left);
        for (var at = 0; at < content.Length; at += block)
        {
            if (!await check.FeedAsync(content.AsMemory(at, Math.Min(block, content.Length - at)), Stop))
            {
                break;
            }
        }

        return await check.FinishAsync(Stop);
    }
}

using System.Text;
using Portal.Features.Docflows.Reading;
using Portal.Storage.Files;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>What a file is, by its bytes, and its words in the right encoding.</summary>
public sealed class FileKindTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly Encoding Windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("%PDF-1.7 …", ReadableKind.Pdf, "application/pdf")]
    [InlineData("GIF89a", ReadableKind.Image, "image/gif")]
    [InlineData("<?xml version='1.0'?><a/>", ReadableKind.Xml, "application/octet-stream")]
    [InlineData("<html><script>alert(1)</script>", ReadableKind.Text, "application/octet-stream")]
    [InlineData("<svg xmlns='http://www.w3.org/2000/svg'/>", ReadableKind.Text, "application/octet-stream")]
    [InlineData("Пояснение\r\nк отчёту", ReadableKind.Text, "application/octet-stream")]
    [InlineData("{\\rtf1 x}", ReadableKind.Other, "application/octet-stream")]
    [InlineData("PK\u0003\u0004\u0000", ReadableKind.Other, "application/octet-stream")]
    [InlineData("", ReadableKind.Other, "application/octet-stream")]
    public void The_first_bytes_tell(string text, ReadableKind kind, string media) => Assert.Equal((kind, media), FileKind.Of(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Pictures_are_told_by_their_marks()
    {
        Assert.Equal((ReadableKind.Image, "image/png"), FileKind.Of([0x89, 0x50, 0x4E, 0x47, 0x0D]));
        Assert.Equal((ReadableKind.Image, "image/jpeg"), FileKind.Of([0xFF, 0xD8, 0xFF, 0xE0]));
    }

    [Fact]
    public async Task Words_are_read_in_the_encoding_of_the_file()
    {
        var xml = "<?xml version=\"1.0\" encoding=\"windows-1251\"?><Файл><Имя>Ёлка</Имя></Файл>";
        Assert.Equal("<Файл>\n  <Имя>Ёлка</Имя>\n</Файл>", (await ReadAsync(Windows.GetBytes(xml), ReadableKind.Xml)).Text.ReplaceLineEndings("\n"));
        Assert.Contains("Ёлка", (await ReadAsync(Windows.GetBytes(xml[..^3]), ReadableKind.Xml)).Text, StringComparison.Ordinal);
        Assert.Equal("Ёлка", (await ReadAsync(Windows.GetBytes("Ёлка"), ReadableKind.Text)).Text);
        Assert.Equal("Ёлка", (await ReadAsync("\uFEFFЁлка"u8.ToArray(), ReadableKind.Text)).Text);
    }

    [Fact]
    public async Task A_bomb_of_entities_is_shown_as_it_is_and_a_long_text_is_cut()
    {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY x \"xxxxxxxx\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        Assert.Equal(bomb, (await ReadAsync(Encoding.UTF8.GetBytes(bomb), ReadableKind.Xml)).Text);

        var cut = await ReadAsync(Encoding.UTF8.GetBytes(new string('я', KeptText.MostCharacters + 1)), ReadableKind.Text);
        Assert.Equal((KeptText.MostCharacters, true), (cut.Text.Length, cut.IsCut));
    }

    private async Task<ShownText> ReadAsync(byte[] bytes, ReadableKind kind)
    {
        var file = await fixture.Get<FileStore>().SaveAsync(bytes, Stop);
        return (await fixture.Get<KeptText>().ReadAsync(new KeptContent { Sha256 = file.Sha256, Size = file.Size, Kind = kind, Media = "" }, Stop))!;
    }
}

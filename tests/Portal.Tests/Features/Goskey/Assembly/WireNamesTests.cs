using CsCheck;
using Portal.Features.Goskey.Assembly;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>Whatever a document is called, its name in the ZIP is one that the service takes.</summary>
public sealed class WireNamesTests
{
    private static readonly string[] Odd =
        ["договор", "Щука", "req.xml", "REQ.XML", ".sig", ".", "..", "a", "_", " ", "con", "COM1", "nul.txt", ".pdf", ".PDF", "й", "№", "👍", "-", "\u202E"];

    private static readonly Gen<string> Piece = Gen.OneOf(
        Gen.String, Gen.Int[0, Odd.Length - 1].Select(place => Odd[place]),
        Gen.Char['а', 'я'].Array[0, 80].Select(letters => new string(letters)));

    private static readonly Gen<string> Name = Piece.Array[0, 5].Select(pieces => string.Concat(pieces));

    [Theory]
    [InlineData("Dogovor.pdf", "Dogovor.pdf")]
    [InlineData("Договор аренды № 15.pdf", "Dogovor arendy N 15.pdf")]
    [InlineData("Акт-сверки (новый).PDF", "Akt_sverki _novyi.pdf")]
    [InlineData("Щёлочь, объём.txt", "Shcheloch_ obieem.txt")]
    [InlineData("и\u0306ога.tif", "ioga.tif")]
    [InlineData("договор..окончательный.pdf", "dogovor.okonchatelnyi.pdf")]
    [InlineData("req.xml", "req_2.xml")]
    [InlineData("REQ.XML", "REQ_2.xml")]
    [InlineData("Договор.pdf.sig", "Dogovor.pdf_sig")]
    [InlineData("con.pdf", "doc_con.pdf")]
    [InlineData("LPT1.отчёт.xml", "doc_LPT1.otchet.xml")]
    [InlineData("nul", "doc_nul")]
    [InlineData("日本語.pdf", "document.pdf")]
    [InlineData("", "document")]
    [InlineData("...", "document")]
    [InlineData("\ud800.pdf", "document.pdf")]
    [InlineData("a.sig_", "a_sig")]
    public void Names_are_written_in_Latin(string displayName, string wireName) => Assert.Equal(wireName, WireNames.Next(displayName, []));

    [Fact]
    public void A_long_name_is_cut_and_keeps_its_extension()
    {
        var name = WireNames.Next(new string('щ', 100) + ".tiff", []);
        Assert.True(name.Length <= 46);
        Assert.EndsWith("shchs.tiff", name, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_by_case_only_get_a_number() =>
        Assert.Equal(["Akt.pdf", "AKT_2.pdf", "akt_3.pdf", "Akt.txt"], WireNames.Of(["Акт.pdf", "АКТ.pdf".Replace("АКТ", "AKT", StringComparison.Ordinal), "акт.PDF", "Акт.txt"]));

    [Fact]
    public void Any_names_give_names_that_the_service_takes() => Name.Array[0, 25].Sample(names =>
    {
        var wire = WireNames.Of(names);
        Assert.Equal(names.Length, wire.Count);
        Assert.Equal(wire, WireNames.Of(names));
        Assert.Equal(wire.Count, wire.Append("req.xml").Distinct(StringComparer.OrdinalIgnoreCase).Count() - 1);
        Assert.All(wire, name =>
        {
            Assert.InRange(name.Length, 1, 50);
            Assert.True(name.All(symbol => char.IsAsciiLetterOrDigit(symbol) || symbol is '_' or ' ' or '.'), name);
            Assert.False(name.EndsWith(".sig", StringComparison.OrdinalIgnoreCase), name);
            Assert.DoesNotContain("..", name, StringComparison.Ordinal);
            Assert.False(name[0] is '.' or ' ' || name[^1] is '.' or ' ', name);
            Assert.DoesNotMatch(@"(?i)^(con|prn|aux|nul|com\d|lpt\d) *(\.|$)", name);
        });
    });
}

using Portal.Features.Drafts;

namespace Portal.Tests.Features.Drafts;

/// <summary>Where the vendor's words for a place lead in the file.</summary>
public sealed class FilePlacesTests
{
    private const string File =
        "<?xml version=\"1.0\"?>\r\n<Файл ИдФайл=\"X\" ВерсФорм=\"5.08\">\r\n  <Документ КНД=\"0710099\"\r\n            Период=\"34\">\r\n    <СвНП><НПЮЛ ИННЮЛ=\"1\"/></СвНП>\r\n" +
        "    <Строка Сумма=\"1\"/>\r\n    <Строка Сумма=\"2\"/>\r\n    <Прочее>текст</Прочее>\r\n  </Документ>\r\n</Файл>";

    [Theory]
    [InlineData("Файл/Документ", 3, "<Документ КНД=\"0710099\"", false)]
    [InlineData("/Файл/Документ/КНД", 3, "КНД=\"0710099\"", false)]
    [InlineData("Файл/Документ/Период", 4, "Период=\"34\"", false)]
    [InlineData("Файл/Документ/СвНП/НПЮЛ/@ИННЮЛ", 5, "ИННЮЛ=\"1\"", false)]
    [InlineData("Файл/Документ/Строка[2]/Сумма", 7, "Сумма=\"2\"", false)]
    [InlineData("ns:Файл/ИдФайл", 2, "ИдФайл=\"X\"", false)]
    [InlineData("Файл/Документ/СвНП/ОКПО", 5, "<СвНП>", true)]
    [InlineData("строка 8", 8, "", false)]
    [InlineData("Line 2, position 7", 2, "ИдФайл=\"X\"", false)]
    public async Task A_path_or_a_line_is_found_with_what_stands_around(string source, int line, string marked, bool isNear)
    {
        var place = Assert.Single(await FindAsync(File, source)).Value;

        Assert.Equal((line, isNear), (place.Line, place.IsNear));
        Assert.Equal(Enumerable.Range(Math.Max(1, line - 2), Math.Min(10, line + 2) - Math.Max(1, line - 2) + 1), place.Lines.Select(one => one.Number));
        var at = place.Lines.Single(one => one.Number == line);
        if (marked.Length > 0)
        {
            Assert.Equal(marked, at.Marked);
        }

        Assert.All(place.Lines.Where(one => one.Number != line), one => Assert.Empty(one.Marked));
    }

    [Theory]
    [InlineData("recipient/ifns-code")]
    [InlineData("Файл/Документ/Строка[3]")]
    [InlineData("Файл/Нет/Нигде")]
    [InlineData("отчёт.xml и ещё")]
    [InlineData("строка 99")]
    [InlineData("")]
    public async Task What_is_not_in_the_file_is_not_shown_anywhere(string source)
    {
        var found = await FindAsync(File, source);

        Assert.True(found.Count == 0 || found.Values.Single().IsNear);
        Assert.True(source != "Файл/Нет/Нигде" || found.Count == 0);
    }

    [Fact]
    public async Task A_file_in_one_long_line_is_cut_around_the_place()
    {
        var text = $"<Файл>{string.Concat(Enumerable.Repeat("<А Б=\"1\"/>", 5000))}<Документ КНД=\"7\"/>{string.Concat(Enumerable.Repeat("<В/>", 500))}</Файл>";

        var line = Assert.Single((await FindAsync(text, "Файл/Документ/КНД")).Values.Single().Lines);

        Assert.Equal("КНД=\"7\"", line.Marked);
        Assert.StartsWith("…", line.Before, StringComparison.Ordinal);
        Assert.EndsWith("<Документ ", line.Before, StringComparison.Ordinal);
        Assert.EndsWith("…", line.After, StringComparison.Ordinal);
        Assert.InRange(line.Before.Length + line.Marked.Length + line.After.Length, 300, 400);
    }

    [Fact]
    public async Task A_broken_file_shows_what_stands_before_the_break_and_no_entity_is_expanded()
    {
        Assert.Equal(2, (await FindAsync("<Файл>\n<Документ КНД=\"1\">\n<Строка", "Файл/Документ/КНД")).Values.Single().Line);
        Assert.Empty(await FindAsync("<!DOCTYPE Файл [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<Файл><Документ>&x;</Документ></Файл>", "Файл/Документ"));
    }

    private static Task<IReadOnlyDictionary<string, FilePlace>> FindAsync(string text, string source) =>
        FilePlaces.FindAsync(() => new StringReader(text), [source], TestContext.Current.CancellationToken);
}

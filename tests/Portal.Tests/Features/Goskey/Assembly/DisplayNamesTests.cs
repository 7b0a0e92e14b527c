using Portal.Features.Goskey.Assembly;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>Names that deceive or lead elsewhere are refused with a reason.</summary>
public sealed class DisplayNamesTests
{
    private const string Path = "Имя файла похоже на путь: оставьте только имя, без папок и диска";
    private const string Invisible = "В имени файла есть невидимые знаки, например смены направления письма";

    [Theory]
    [InlineData("  Договор № 15 (новый) — копия.pdf ", "Договор № 15 (новый) — копия.pdf")]
    [InlineData("и\u0306.pdf", "й.pdf")]
    [InlineData("a..b.pdf", "a..b.pdf")]
    public void An_ordinary_name_is_trimmed_and_taken(string name, string taken) => Assert.Equal(new DisplayName(taken, null), DisplayNames.Check(name));

    [Theory]
    [InlineData("", "У файла нет имени")]
    [InlineData(null, "У файла нет имени")]
    [InlineData(" \t", "У файла нет имени")]
    [InlineData("../Договор.pdf", Path)]
    [InlineData("..", Path)]
    [InlineData("..hidden", Path)]
    [InlineData("/etc/passwd", Path)]
    [InlineData(@"C:\Договор.pdf", Path)]
    [InlineData("c:Договор.pdf", Path)]
    [InlineData(@"папка\Договор.pdf", Path)]
    [InlineData("Дого\0вор.pdf", "В имени файла есть управляющие знаки")]
    [InlineData("Дого\nвор.pdf", "В имени файла есть управляющие знаки")]
    [InlineData("Дого\u0085вор.pdf", "В имени файла есть управляющие знаки")]
    [InlineData("Договор\u202Efdp.exe", Invisible)]
    [InlineData("\u202AДоговор.pdf", Invisible)]
    [InlineData("Дого\u2066вор.pdf", Invisible)]
    [InlineData("Дого\u2069вор.pdf", Invisible)]
    [InlineData("Дого\u200Bвор.pdf", Invisible)]
    [InlineData("Дого\u200Fвор.pdf", Invisible)]
    [InlineData("Дого\uFEFFвор.pdf", Invisible)]
    [InlineData("Дого\u2028вор.pdf", Invisible)]
    [InlineData("Дого\u061Cвор.pdf", Invisible)]
    public void Paths_and_deceiving_characters_are_refused(string? name, string reason) => Assert.Equal(new DisplayName("", reason), DisplayNames.Check(name));

    [Fact]
    public void Half_of_a_character_is_refused() => Assert.Equal("В имени файла есть повреждённые знаки", DisplayNames.Check("a\ud83d.pdf").Reason);

    [Fact]
    public void A_name_of_more_than_200_characters_is_refused()
    {
        Assert.Null(DisplayNames.Check(new string('я', 200)).Reason);
        Assert.Equal("Имя файла длиннее 200 знаков", DisplayNames.Check(new string('я', 201)).Reason);
    }
}

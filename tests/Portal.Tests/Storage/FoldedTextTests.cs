using CsCheck;
using Portal.Storage;

namespace Portal.Tests.Storage;

/// <summary>Text as searches compare it.</summary>
public sealed class FoldedTextTests
{
    [Theory]
    [InlineData("ООО  «Ёлка»\t и Ко ", "ооо «елка» и ко")]
    [InlineData("ПЁТР", "петр")]
    [InlineData("", "")]
    public void Case_yo_and_blanks_do_not_matter(string text, string folded) => Assert.Equal(folded, FoldedText.Fold(text));

    [Fact]
    public void Parts_are_joined_and_absent_ones_left_out() => Assert.Equal("ооо 7707 8", FoldedText.Fold("ООО", null, "", "7707", " 8"));

    [Fact]
    public void Signs_of_a_pattern_are_searched_for_as_they_are() => Assert.Equal(@"%100\% а\_б\\%", FoldedText.Pattern(@"100% А_Б\"));

    [Fact]
    public void Nothing_finds_everything() => Assert.Equal("%%", FoldedText.Pattern(null));

    [Fact]
    public void Folding_twice_changes_nothing() => Gen.String[Gen.Char["абвЁёЯ \t7%_\\"], 0, 30].Sample(text => Assert.Equal(FoldedText.Fold(text), FoldedText.Fold(FoldedText.Fold(text))));
}

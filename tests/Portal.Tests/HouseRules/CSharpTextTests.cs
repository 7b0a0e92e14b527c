namespace Portal.Tests.HouseRules;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a; // b", "a;     ")]
    [InlineData("a /* b\nc */ d", "a     \n     d")]
    [InlineData("x = \"a // b\";", "x = \"      \";")]
    [InlineData("x = \"a\\\"b\"; c", "x = \"    \"; c")]
    [InlineData("x = @\"a\"\"\\\"; c", "x = @\"    \"; c")]
    [InlineData("x = '\"'; c", "x = ' '; c")]
    [InlineData("x = \"\"\"a \" b\"\"\"; c", "x = \"\"\"     \"\"\"; c")]
    [InlineData("x = $\"a {b.C(\"d\")} e\"; f", "x = $\"   b.C(\" \")   \"; f")]
    [InlineData("x = $\"{{a}} {b}\"; c", "x = $\"       b \"; c")]
    [InlineData("x = $$\"\"\"{a} {{b}}\"\"\"; c", "x = $$\"\"\"      b  \"\"\"; c")]
    [InlineData("x = \"\"; c", "x = \"\"; c")]
    public void Code_keeps_its_place_and_loses_comments_and_literals(string source, string code)
    {
        var split = CSharpText.Split(source);

        Assert.Equal(code, split.Code);
        Assert.Equal(source.Length, split.Code.Length);
    }

    [Fact]
    public void Literals_are_whole_and_know_their_line()
    {
        var (_, comments, literals) = CSharpText.Split("// one\nvar sql = $\"\"\"\n  SELECT {columns}\n  FROM t\n  \"\"\";\nvar b = \"two\";");

        Assert.Equal([new Literal(2, "\n  SELECT {}\n  FROM t\n  "), new Literal(6, "two")], literals);
        Assert.StartsWith("// one\n", comments);
    }
}

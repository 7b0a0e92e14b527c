namespace Portal.Tests.HouseRules;

public sealed class HouseRulesTests
{
    private static readonly IReadOnlyList<Plant> Plants = [.. CodePlants.All, .. WallPlants.All, .. ScreenPlants.All];

    public static TheoryData<string> RuleNames => [.. HouseRules.All.Select(rule => rule.Name)];

    public static TheoryData<string, string> Broken => Titles(breaks: true);

    public static TheoryData<string, string> NearMisses => Titles(breaks: false);

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void The_tree_keeps_the_rule(string rule)
    {
        var found = HouseRules.Check(HouseRules.Tree, rule);

        Assert.True(found.Count == 0, string.Join(Environment.NewLine, found));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_planted_violation_is_found(string rule, string title)
    {
        var plant = Find(rule, title);

        var found = HouseRules.Check(plant.Files, rule);

        Assert.NotEmpty(found);
        Assert.All(found, violation => Assert.Equal(rule, violation.Rule));
        Assert.All(found, violation => Assert.Contains(plant.Files, file => file.Path == violation.Path));
    }

    [Theory]
    [MemberData(nameof(NearMisses))]
    public void What_only_resembles_a_violation_is_left_alone(string rule, string title) => Assert.Empty(HouseRules.Check(Find(rule, title).Files, rule));

    [Theory]
    [MemberData(nameof(RuleNames))]
    public void Every_rule_has_a_planted_violation_and_a_near_miss(string rule)
    {
        Assert.Contains(Plants, plant => plant.Rule == rule && plant.Breaks);
        Assert.Contains(Plants, plant => plant.Rule == rule && !plant.Breaks);
    }

    [Fact]
    public void The_whole_tree_is_read()
    {
        Assert.Contains(HouseRules.Tree, file => file.Path == "src/Portal/Program.cs");
        Assert.Contains(HouseRules.Tree, file => file.Path == "src/Portal.Simulator/SimulatorApp.cs");
        Assert.Contains(HouseRules.Tree, file => file.Path == "tests/Portal.Tests/HouseRules/HouseRulesTests.cs");
        Assert.DoesNotContain(HouseRules.Tree, file => file.Folders.Contains("obj") || file.Folders.Contains("bin"));
    }

    [Fact]
    public void A_violation_names_its_line()
    {
        var found = Assert.Single(HouseRules.Check([("src/Portal/Access/X.cs", "namespace Portal.Access;\n\n// DateTime.Now\nvar now = DateTime.Now;\n")]));

        Assert.Equal("src/Portal/Access/X.cs:4: Inject TimeProvider instead of: DateTime.Now [The clock is injected]", found.ToString());
    }

    private static TheoryData<string, string> Titles(bool breaks) =>
        [.. Plants.Where(plant => plant.Breaks == breaks).Select(plant => new TheoryDataRow<string, string>(plant.Rule, plant.Title))];

    private static Plant Find(string rule, string title) => Plants.Single(plant => plant.Rule == rule && plant.Title == title);
}

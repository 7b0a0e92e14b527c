using System.Text.RegularExpressions;
using Portal.Features.AccountLinks;
using Portal.Features.Audit;
using Portal.Tests.HouseRules;

namespace Portal.Tests.Features.Audit;

/// <summary>Whatever the portal writes into the audit has a Russian word.</summary>
public sealed partial class AuditWordsTests
{
    private static IEnumerable<string> Sources => HouseRules.HouseRules.Tree.Where(file => file.IsCSharp && file.IsIn("src/Portal")).Select(file => file.Text);

    [Fact]
    public void Every_operation_in_the_source_has_a_word()
    {
        var operations = Sources.SelectMany(text => Recorded().Matches(text)).SelectMany(call => Quoted().Matches(call.Value)).Select(literal => literal.Groups[1].Value)
            .Where(literal => Name().IsMatch(literal)).Concat(Enum.GetNames<LinkAction>().Select(action => "link." + action.ToLowerInvariant())).Distinct().ToList();

        Assert.True(operations.Count > 35, "The source is not read.");
        Assert.All(operations, operation => Assert.True(AuditWords.Operations.ContainsKey(operation), operation));
    }

    [Fact]
    public void Every_outcome_in_the_source_has_a_word()
    {
        var outcomes = Sources.SelectMany(text => Said().Matches(text).Select(match => match.Groups[1].Value).Concat(Named().Matches(text).Concat(NamedLast().Matches(text)).Select(match => match.Groups[1].Value)))
            .SelectMany(said => Quoted().Matches(said)).Select(literal => literal.Groups[1].Value).Concat(["denied", "cancelled", "failed", "unclear", "done"]).Distinct().ToList();

        Assert.True(outcomes.Count > 30, "The source is not read.");
        Assert.All(outcomes, outcome => Assert.NotEqual(outcome, AuditWords.Outcome(outcome).Word));
    }

    // From the call to its work.
    [GeneratedRegex(@"RecordAsync(?:<\w+>)?\([^;]*?=>")]
    private static partial Regex Recorded();

    [GeneratedRegex("\"([^\"]*)\"")]
    private static partial Regex Quoted();

    [GeneratedRegex(@"^[a-z]+\.[a-z-]+$")]
    private static partial Regex Name();

    [GeneratedRegex(@"note\.Outcome = ([^;]*);")]
    private static partial Regex Said();

    [GeneratedRegex(@", note\.Outcome\) = \([^;]*?(""[^""]*"")\);")]
    private static partial Regex NamedLast();

    // (note.Outcome, note.Detail) = ("word", …), also behind a condition.
    [GeneratedRegex(@"\(note\.Outcome,[^)]*\) =\s*(?:[^;]*?\? )?\((\$?""[^""]*"")")]
    private static partial Regex Named();
}

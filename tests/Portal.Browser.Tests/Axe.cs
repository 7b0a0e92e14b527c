using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>Accessibility of what is on the screen now, by axe-core.</summary>
public static class Axe
{
    /// <summary>Fails when axe finds a serious or critical violation; prints everything it found.</summary>
    /// <param name="what">The screen, for the message: <c>"the list of drafts, dark"</c>.</param>
    /// <param name="exceptRules">Ids of rules which do not count here; the reason stands beside the call.</param>
    public static async Task AssertNoSeriousViolationsAsync(IPage page, string what, params string[] exceptRules)
    {
        var result = await page.RunAxe();
        Assert.NotEmpty(result.Passes);
        var found = result.Violations.Where(violation => !exceptRules.Contains(violation.Id)).ToList();
        if (found.Count > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"axe, {what}:{Environment.NewLine}{Describe(found)}");
        }

        var grave = found.Where(violation => violation.Impact is "serious" or "critical").ToList();
        Assert.True(grave.Count == 0, $"axe finds serious violations in {what}:{Environment.NewLine}{Describe(grave)}");
    }

    private static string Describe(IEnumerable<AxeResultItem> violations)
    {
        var text = new StringBuilder();
        foreach (var violation in violations)
        {
            text.AppendLine(null, $"- {violation.Impact} {violation.Id}: {violation.Help} ({violation.HelpUrl})");
            foreach (var node in violation.Nodes.Take(5))
            {
                text.AppendLine(null, $"    {node.Target}: {node.Html}");
                foreach (var check in node.Any.Concat(node.All).Concat(node.None))
                {
                    text.AppendLine(null, $"      {check.Message}");
                }
            }
        }

        return text.ToString();
    }
}

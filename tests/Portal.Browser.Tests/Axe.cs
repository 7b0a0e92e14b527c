using System.Text;
using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>
/// Accessibility of what is on the screen now, by axe-core. The script is put into the page once and only violations are asked for:
/// the package's own way to run it opens a second page for every look, which takes several times as long.
/// </summary>
public static class Axe
{
    private const string Run =
        """
        async () => {
            const result = await axe.run(document, { resultTypes: ['violations'] });
            return {
                passes: result.passes.length,
                violations: result.violations.map(({ id, impact, help, helpUrl, nodes }) => ({
                    id, impact, help, helpUrl,
                    nodes: nodes.map(({ target, html, any, all, none }) => ({
                        target: target.join(' '), html, messages: [...any, ...all, ...none].map(check => check.message),
                    })),
                })),
            };
        }
        """;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private static readonly string Script = new BundledAxeScriptProvider().GetScript();

    /// <summary>Fails when axe finds a serious or critical violation; prints everything it found.</summary>
    /// <param name="what">The screen, for the message: <c>"the list of drafts, dark"</c>.</param>
    /// <param name="exceptRules">Ids of rules which do not count here; the reason stands beside the call.</param>
    public static async Task AssertNoSeriousViolationsAsync(IPage page, string what, params string[] exceptRules)
    {
        var found = (await ViolationsAsync(page)).Where(violation => !exceptRules.Contains(violation.Id)).ToList();
        if (found.Count > 0)
        {
            TestContext.Current.TestOutputHelper?.WriteLine($"axe, {what}:{Environment.NewLine}{Describe(found)}");
        }

        var grave = found.Where(violation => violation.Impact is "serious" or "critical").ToList();
        Assert.True(grave.Count == 0, $"axe finds serious violations in {what}:{Environment.NewLine}{Describe(grave)}");
    }

    private static async Task<IReadOnlyList<Violation>> ViolationsAsync(IPage page)
    {
        if (await page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
        {
            await page.EvaluateAsync(Script);
        }

        var outcome = (await page.EvaluateAsync<JsonElement>(Run)).Deserialize<Outcome>(Json)!;
        Assert.NotEqual(0, outcome.Passes);
        return outcome.Violations;
    }

    private static string Describe(IEnumerable<Violation> violations)
    {
        var text = new StringBuilder();
        foreach (var violation in violations)
        {
            text.AppendLine(null, $"- {violation.Impact} {violation.Id}: {violation.Help} ({violation.HelpUrl})");
            foreach (var node in violation.Nodes.Take(5))
            {
                text.AppendLine(null, $"    {node.Target}: {node.Html}");
                foreach (var message in node.Messages)
                {
                    text.AppendLine(null, $"      {message}");
                }
            }
        }

        return text.ToString();
    }

    private sealed record Outcome(int Passes, IReadOnlyList<Violation> Violations);

    private sealed record Violation(string Id, string? Impact, string Help, string HelpUrl, IReadOnlyList<Node> Nodes);

    private sealed record Node(string Target, string Html, IReadOnlyList<string> Messages);
}

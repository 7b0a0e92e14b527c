using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// Knows nothing of how the reports were sent: compares what the simulator's journal and its docflows say with what the screens say.
/// </summary>
public sealed partial class SentChecker(Outside outside)
{
    /// <summary>Everything that is wrong; empty when every report was accepted at most once and every screen tells the truth.</summary>
    public async Task<IReadOnlyList<string>> ProblemsAsync(IPage page, ReportSender user)
    {
        var problems = new List<string>();
        var accepted = (await outside.RequestsAsync("/drafts/[^/]+/send"))
            .Where(line => line is { Verb: "POST", Accepted: true }).GroupBy(line => SentDraft().Match(line.Path).Groups[1].Value);
        problems.AddRange(accepted.Where(draft => draft.Count() > 1).Select(draft => $"Draft {draft.Key} was accepted {draft.Count()} times."));

        var arrived = (await outside.ArrivedAsync(Walk.Testovaya)).SelectMany(docflow => docflow.Files.Select(file => (File: file, docflow.Status))).ToLookup(one => one.File, one => one.Status);
        foreach (var file in user.Begun)
        {
            var times = arrived[file].Count();
            var told = user.Sent.ContainsKey(file);
            if (times != (told ? 1 : 0))
            {
                problems.Add($"{file}: its screen says {(told ? "sent" : "not sent")}, and it arrived {times} times.");
            }
        }

        foreach (var (file, address) in user.Sent)
        {
            await page.GotoAsync(address.ToString());
            try
            {
                await Assertions.Expect(page.GetByText("Введён", new() { Exact = true }).First).ToBeVisibleAsync(new() { Timeout = 30_000 });
            }
            catch (PlaywrightException)
            {
                problems.Add($"{file}: its screen does not say «Принято», its docflow is {string.Join(", ", arrived[file])}.");
            }
        }

        return problems;
    }

    [GeneratedRegex("/drafts/([^/]+)/send")]
    private static partial Regex SentDraft();
}

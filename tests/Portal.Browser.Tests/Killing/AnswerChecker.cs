using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>Compares the simulator's journal and docflows with what the pages say (<see cref="AnswerRules"/>).</summary>
public sealed class AnswerChecker(Outside outside)
{
    /// <summary>How long the screens may take: longer than any job waits before it asks about what a killed portal left.</summary>
    public TimeSpan Settled { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>Everything that is wrong once nothing is under way any more; claims made on the way are judged as they were made.</summary>
    /// <param name="page">In front of the person whose pages these are.</param>
    /// <param name="pages">The page of every docflow.</param>
    /// <param name="claims">What those pages said on the way.</param>
    public async Task<IReadOnlyList<string>> ProblemsAsync(IPage page, IReadOnlyCollection<Uri> pages, IReadOnlyList<Claim> claims)
    {
        IReadOnlyList<string> problems = [];
        try
        {
            await Eventually.IsTrueAsync(async () => (problems = await LookAsync(page, pages, claims)).Count == 0, "the screens tell the truth", Settled);
        }
        catch (TimeoutException)
        {
            // The last ones count.
        }

        return problems;
    }

    private async Task<IReadOnlyList<string>> LookAsync(IPage page, IReadOnlyCollection<Uri> pages, IReadOnlyList<Claim> claims)
    {
        var screens = new List<AnswerScreen>();
        var addresses = new Dictionary<Guid, Uri>();
        foreach (var address in pages)
        {
            await page.GotoAsync(address.ToString());
            var screen = await Eventually.GetAsync(() => AnswerScreen.ReadAsync(page), $"{address} shows a docflow");
            screens.Add(screen);
            addresses[screen.Docflow] = address;
        }

        // Only the docflows of these pages: other people have others.
        var journal = (await outside.RequestsAsync("/docflows/.*/(send$|confirm-content-decryption)")).Where(line => addresses.Keys.Any(id => line.Path.Contains(id.ToString(), StringComparison.Ordinal))).ToList();
        var readable = new HashSet<Guid>();
        foreach (var (docflow, document) in AnswerRules.Decrypted(journal))
        {
            if (await IsReadableAsync(page, new Uri($"{addresses[docflow]}/documents/{document}")))
            {
                readable.Add(document);
            }
        }

        return [.. AnswerRules.Problems(new AnswerFacts(journal, await outside.ArrivedAsync(Walk.Testovaya), screens, claims, readable))];
    }

    // A signature is verified over what was decrypted: a page that says so has read it.
    private static async Task<bool> IsReadableAsync(IPage page, Uri address)
    {
        await page.GotoAsync(address.ToString());
        try
        {
            await Assertions.Expect(page.GetByText("Подпись верна").First).ToBeVisibleAsync(new() { Timeout = 20_000 });
            return !await page.GetByText("Документ зашифрован").IsVisibleAsync();
        }
        catch (PlaywrightException)
        {
            return false;
        }
    }
}

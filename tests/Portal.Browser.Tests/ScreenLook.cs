using Microsoft.Playwright;
using Portal.Testing;
using Xunit.Sdk;

namespace Portal.Browser.Tests;

/// <summary>
/// Looks at the screen that is open: at the desk (1440 px) and on the phone (360 px), light and dark. A screenshot of each is left in
/// <c>TestResults/screens</c>; what is wrong is collected, so that one screen does not hide another.
/// </summary>
public sealed class ScreenLook(IPage page)
{
    private static readonly (int Width, int Height)[] Sizes = [(1440, 900), (360, 740)];
    private readonly List<string> problems = [];

    /// <summary>Everything found so far.</summary>
    public IReadOnlyList<string> Problems => problems;

    /// <summary>Looks at the screen under the given name.</summary>
    public async Task AtAsync(string screen)
    {
        foreach (var (width, height) in Sizes)
        {
            await page.SetViewportSizeAsync(width, height);
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await LookAsync($"{screen}-{width}-{(theme == ColorScheme.Dark ? "dark" : "light")}", theme);
            }
        }

        await page.SetViewportSizeAsync(Sizes[0].Width, Sizes[0].Height);
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
    }

    private async Task LookAsync(string name, ColorScheme theme)
    {
        await page.EmulateMediaAsync(new() { ColorScheme = theme });
        var overflow = await page.EvaluateAsync<int>("() => document.scrollingElement.scrollWidth - innerWidth");
        if (overflow > 0)
        {
            problems.Add($"{name}: {overflow} px wider than the screen: {await WidestAsync()}");
        }

        try
        {
            // The theme reaches a part of the page over the circuit: a violation counts when it stays.
            await Eventually.PassesAsync(() => Axe.AssertNoSeriousViolationsAsync(page, name), name, TimeSpan.FromSeconds(15), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException late) when (late.InnerException is XunitException found)
        {
            problems.Add(found.Message);
        }

        await page.ScreenshotAsync(new() { Path = Path.Combine(RepositoryRoot.Path, "TestResults", "screens", name + ".png"), FullPage = true });
    }

    private Task<string> WidestAsync() => page.EvaluateAsync<string>(
        """
        () => [...document.body.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 0.5)
            .slice(0, 3).map(e => e.outerHTML.slice(0, 160)).join(' | ')
        """);
}

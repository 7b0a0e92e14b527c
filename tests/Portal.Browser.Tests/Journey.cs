using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Portal.Browser.Tests;

/// <summary>
/// Base of a browser test class. Pages are closed after the test; a failed test leaves a screenshot, the page's HTML, a trace
/// (<c>npx playwright show-trace</c>) and what the console said in <see cref="BrowserFixture.ResultsFolder"/>.
/// </summary>
public abstract class Journey(BrowserFixture browser) : IAsyncLifetime
{
    private readonly List<IPage> pages = [];
    private readonly ConcurrentQueue<string> console = new();
    private readonly ConcurrentQueue<string> foreign = new();

    /// <summary>Errors of the browser's console and uncaught exceptions of all pages of this test: CSP violations are here too.</summary>
    protected IReadOnlyCollection<string> ConsoleErrors => console;

    /// <summary>Requests that left for another host than this machine: there should never be one.</summary>
    protected IReadOnlyCollection<string> ForeignRequests => foreign;

    /// <inheritdoc />
    public virtual ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <inheritdoc />
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        var failed = TestContext.Current.TestState?.Result == TestResult.Failed;
        for (var number = 0; number < pages.Count; number++)
        {
            await CloseAsync(pages[number], failed ? $"{TestName()}-{number + 1}" : null);
        }

        if (failed && !console.IsEmpty)
        {
            await File.WriteAllLinesAsync(Path.Combine(BrowserFixture.ResultsFolder, TestName() + ".console.txt"), console);
        }
    }

    /// <summary>A page in a context of its own: a second page is another person at another desk.</summary>
    protected async Task<IPage> NewPageAsync(int width = 1280, int height = 800, bool dark = false)
    {
        var page = await browser.NewPageAsync(width, height, dark);
        pages.Add(page);
        await page.Context.Tracing.StartAsync(new() { Snapshots = true, Screenshots = false, Sources = false });
        page.Context.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                console.Enqueue($"{message.Text} ({message.Location})");
            }
        };
        page.Context.WebError += (_, error) => console.Enqueue(error.Error);
        page.Context.Request += (_, request) =>
        {
            if (Uri.TryCreate(request.Url, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss" && !url.IsLoopback)
            {
                foreign.Enqueue(request.Url);
            }
        };
        return page;
    }

    /// <summary>Nothing was wrong with any screen, the console said nothing, and nobody else was asked.</summary>
    protected void AssertGood(ScreenLook look)
    {
        Assert.True(look.Problems.Count == 0, string.Join(Environment.NewLine, look.Problems));
        Assert.Empty(ConsoleErrors);
        Assert.Empty(ForeignRequests);
    }

    /// <summary>A short name for files: the class and the method.</summary>
    private static string TestName()
    {
        var name = $"{TestContext.Current.TestClass?.TestClassSimpleName}.{TestContext.Current.TestMethod?.MethodName}";
        return string.Concat(name.Split(Path.GetInvalidFileNameChars()));
    }

    private static async Task CloseAsync(IPage page, string? saveAs)
    {
        if (saveAs is null)
        {
            await page.Context.Tracing.StopAsync();
        }
        else
        {
            Directory.CreateDirectory(BrowserFixture.ResultsFolder);
            var path = Path.Combine(BrowserFixture.ResultsFolder, saveAs);
            if (!page.IsClosed)
            {
                await page.ScreenshotAsync(new() { Path = path + ".png", FullPage = true, Timeout = 10_000 });
                await File.WriteAllTextAsync(path + ".html", await page.ContentAsync());
            }

            await page.Context.Tracing.StopAsync(new() { Path = path + ".zip" });
        }

        await page.Context.CloseAsync();
    }
}

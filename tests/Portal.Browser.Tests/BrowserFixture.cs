using Microsoft.Playwright;
using Portal.Testing;

[assembly: AssemblyFixture(typeof(Portal.Browser.Tests.BrowserFixture))]

namespace Portal.Browser.Tests;

/// <summary>One browser for the whole assembly; every page gets a context (cookies, storage) of its own. Journeys use it through <see cref="Journey"/>.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where screenshots and traces of failed journeys are left.</summary>
    public static string ResultsFolder => Path.Combine(RepositoryRoot.Path, "TestResults", "browser");

    /// <summary>The running browser.</summary>
    public IBrowser Browser => browser ?? throw new InvalidOperationException("The browser has not started.");

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        var executable = BrowserInstall.Find();
        playwright = await Playwright.CreateAsync();
        // Five seconds by default: a busy machine is not a failure.
        Assertions.SetDefaultExpectTimeout(15_000);
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = executable,
            Args = BrowserInstall.Arguments(),
            Timeout = 60_000,
        });
    }

    /// <summary>
    /// A page in a new context: Russian, Moscow time, animations reduced; 360 for the phone, 1280 for the desk.
    /// The caller closes its context.
    /// </summary>
    public async Task<IPage> NewPageAsync(int width = 1280, int height = 800, bool dark = false)
    {
        var context = await Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            Locale = "ru-RU",
            TimezoneId = "Europe/Moscow",
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            ReducedMotion = ReducedMotion.Reduce,
            IgnoreHTTPSErrors = true,
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(15_000);
        context.SetDefaultNavigationTimeout(30_000);
        return await context.NewPageAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.CloseAsync();
        }

        playwright?.Dispose();
    }
}

using Microsoft.Playwright;
using Portal.Simulator.People;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// A person who wants a thing done and does, again and again, what the screen offers, whatever happens to the portal meanwhile. Never reloads a page that still speaks,
/// and believes the screen.
/// </summary>
public abstract class PatientUser(IPage page, Outside outside, string login)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);
    private static readonly LocatorClickOptions Quick = new() { Timeout = 2_000 };

    private readonly string phone = DemoPeople.All.Single(person => person.Login == login).Phone!;
    private string? typed;

    /// <summary>How often the person could do what the screen offered.</summary>
    public int Steps { get; private set; }

    /// <summary>How often the person pressed what the screen offered.</summary>
    public int Presses { get; private set; }

    /// <summary>Whose login it is.</summary>
    public string Login => login;

    /// <summary>The page in front of the person.</summary>
    protected IPage Page => page;

    /// <summary>The other side of the wire: the phone, and what state bodies send.</summary>
    protected Outside Outside => outside;

    /// <summary>What the person presses where the screen offers it, the first before the others.</summary>
    protected abstract IEnumerable<ILocator> Offers { get; }

    /// <summary>A step that was no press of <see cref="Offers"/>.</summary>
    protected void Stepped() => Steps++;

    /// <summary>Does what the screen offers until the look finds that it is done.</summary>
    protected Task DoUntilAsync(Func<Task<bool>> isDone, string what) => TryUntilAsync(
        async () =>
        {
            if (await isDone())
            {
                return true;
            }

            if (await ActAsync())
            {
                Steps++;
                Presses++;
            }

            return false;
        },
        what);

    /// <summary>Tries until it succeeds: the portal may be gone at any moment, and so may a button.</summary>
    protected Task TryUntilAsync(Func<Task<bool>> attempt, string what) => Eventually.IsTrueAsync(
        async () =>
        {
            try
            {
                if (await attempt())
                {
                    return true;
                }
            }
            catch (Exception error) when (error is PlaywrightException or TimeoutException)
            {
                // Tried again.
            }

            await Task.Delay(200, TestContext.Current.CancellationToken);
            return false;
        },
        $"{login}: {what}",
        Patience);

    /// <summary>Presses it if it can be pressed now.</summary>
    protected static async Task<bool> PressAsync(ILocator offer)
    {
        if (!await offer.IsVisibleAsync() || !await offer.IsEnabledAsync())
        {
            return false;
        }

        await offer.ClickAsync(Quick);
        return true;
    }

    // False when the screen offers nothing, because it is at work or the portal is gone.
    private async Task<bool> ActAsync()
    {
        var dialog = page.GetByRole(AriaRole.Dialog);
        var field = dialog.GetByLabel("Код из СМС");

        // A code typed already was refused or its answer was lost: the person asks for another one.
        if (await field.IsVisibleAsync() && await outside.CodeAsync(phone) is var code && code != typed)
        {
            await field.FillAsync(code, new() { Timeout = 2_000 });
            typed = code;
            return true;
        }

        foreach (var offer in Offers.Prepend(dialog.GetByRole(AriaRole.Button, new() { Name = "Запросить новый код" })))
        {
            if (await PressAsync(offer))
            {
                return true;
            }
        }

        return false;
    }
}

using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// Wants everything that comes answered and read: finds it in the list, sends the receipts, accepts demands by a code, decrypts each document by a code. What the screen
/// calls sent is not sent again; what it called sent, and when, is noted.
/// </summary>
public sealed class Answerer(IPage page, Uri portal, Outside outside, string login) : PatientUser(page, outside, login)
{
    private const string Letter = "fns534-cu-letter";

    /// <summary>A demand: a receipt, an acceptance, and two documents to be decrypted.</summary>
    public const string Demand = "fns534-demand";
    private const string Report = "fns534-report";
    private static readonly string[] Buttons = ["Отправить извещение", "Принять требование", "Расшифровать", "Ввести код"];

    // Reports are the first administrator's.
    private readonly string[] kinds = login == "director" ? [Demand, Letter, Report] : [Letter, Demand];
    private readonly HashSet<string> known = [];
    private readonly Dictionary<(Guid Docflow, string Answer), int> claimed = [];

    /// <summary>The page of every docflow that came.</summary>
    public List<Uri> Pages { get; } = [];

    /// <summary>What the pages called sent, and when.</summary>
    public List<Claim> Claims { get; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ILocator> Offers => Buttons.Select(name => Page.GetByRole(AriaRole.Button, new() { Name = name }).First);

    /// <summary>Gets one after the other until told to stop, and finishes the last.</summary>
    public async Task AnswerAsync(CancellationToken stop)
    {
        await BeginAsync();
        for (var number = 0; !stop.IsCancellationRequested; number++)
        {
            await AnswerOneAsync(kinds[number % kinds.Length]);
        }
    }

    /// <summary>Sees what is in the list before anything comes.</summary>
    public Task BeginAsync() => TryUntilAsync(
        async () =>
        {
            known.UnionWith(await ListedAsync());
            return true;
        },
        "the list is read");

    /// <summary>Gets one and answers and reads everything in it.</summary>
    public async Task AnswerOneAsync(string kind)
    {
        var docflow = kind == Report ? await Outside.AnsweredReportAsync(Walk.Testovaya) : await Outside.IncomingAsync(Walk.Testovaya, kind, Login);
        Uri? address = null;
        await TryUntilAsync(async () => (address = await FindAsync(docflow)) is not null, $"{kind} {docflow} is in the list");
        Stepped();
        Pages.Add(address!);
        await DoUntilAsync(() => IsDoneAsync(address!, kind == Demand ? 2 : 1), $"{kind} {docflow} is answered and read");
    }

    // Other state bodies' robots may write as well: what is new is opened, and is it or is not.
    private async Task<Uri?> FindAsync(Guid docflow)
    {
        foreach (var href in (await ListedAsync()).Where(href => !known.Contains(href)))
        {
            var address = new Uri(portal, href);
            await Page.GotoAsync(address.ToString(), new() { Timeout = 10_000 });
            var screen = await Eventually.GetAsync(() => AnswerScreen.ReadAsync(Page), $"{address} shows a docflow", TimeSpan.FromSeconds(10));
            known.Add(href);
            if (screen.Docflow == docflow)
            {
                return address;
            }
        }

        return null;
    }

    // The list is complete when Kontur's answer is in it; it shows what is stored before.
    private async Task<IReadOnlyList<string>> ListedAsync()
    {
        await Page.GotoAsync(new Uri(portal, $"/a/{Walk.Testovaya}/docflows").ToString(), new() { Timeout = 10_000 });
        await Page.GetByRole(AriaRole.Button, new() { Name = "Обновить", Exact = true }).And(Page.Locator(":enabled")).WaitForAsync(new() { Timeout = 10_000 });
        await Page.Locator("a.row-link").First.WaitForAsync(new() { Timeout = 10_000 });
        return await Page.Locator("a.row-link").EvaluateAllAsync<string[]>("links => links.map(link => link.getAttribute('href'))");
    }

    private async Task<bool> IsDoneAsync(Uri docflowPage, int answers)
    {
        var here = new Uri(Page.Url);
        if (here != docflowPage)
        {
            // A document's page is left when it is read.
            if (!here.AbsoluteUri.StartsWith($"{docflowPage}/documents/", StringComparison.Ordinal) || await Page.GetByText("Подпись верна").First.IsVisibleAsync())
            {
                await Page.GotoAsync(docflowPage.ToString(), new() { Timeout = 10_000 });
            }

            return false;
        }

        if (await AnswerScreen.ReadAsync(Page) is not { } screen)
        {
            return false;
        }

        await NoteAsync(screen);
        if (screen.Lines.Count(line => line.IsSent) < answers || screen.Lines.Any(line => !line.IsSent))
        {
            return false;
        }

        if (screen.Sealed is [var first, ..])
        {
            await Page.GotoAsync($"{docflowPage}/documents/{first}", new() { Timeout = 10_000 });
            Stepped();
            return false;
        }

        return true;
    }

    // With the journal's last line after the look: what is called sent must have been accepted by then.
    private async Task NoteAsync(AnswerScreen screen)
    {
        foreach (var sent in screen.Lines.Where(line => line.IsSent).GroupBy(line => line.Answer))
        {
            if (sent.Count() > claimed.GetValueOrDefault((screen.Docflow, sent.Key)))
            {
                claimed[(screen.Docflow, sent.Key)] = sent.Count();
                Claims.Add(new Claim(screen.Docflow, sent.Key, sent.Count(), await Outside.LastRequestAsync()));
            }
        }
    }
}

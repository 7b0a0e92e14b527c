using System.Security.Cryptography;
using System.Text;
using Microsoft.Playwright;
using Portal.Testing;

namespace Portal.Browser.Tests.Killing;

/// <summary>
/// Wants packages signed: fills in the wizard, presses «Отправить на подпись» as often as it is offered, and looks at the package's page for a while. What the page calls sent is
/// not sent again, what it calls not sent is, and what it cannot explain is left alone.
/// </summary>
public sealed class PackageSender(IPage page, Uri portal, Outside outside, string login) : PatientUser(page, outside, login)
{
    // Signs by itself some seconds after the delivery (contract goskey A.2).
    private const string Snils = "99000000153";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);
    private int drafts;

    /// <summary>Every package that came to its review, with SHA-256 of its documents.</summary>
    public Dictionary<string, IReadOnlySet<string>> Begun { get; } = [];

    /// <summary>What the packages' pages said on the way.</summary>
    public List<PackageClaim> Claims { get; } = [];

    /// <inheritdoc />
    protected override IEnumerable<ILocator> Offers => [Button("Отправить на подпись"), Button("Отправить ещё раз")];

    /// <summary>Sends one package after the other until told to stop, and finishes the last.</summary>
    /// <param name="most">No more than these: an owner's limit is 20 orders in ten minutes, and each kill may cost one.</param>
    /// <param name="large">So many of them first that are larger than one request; nobody looks at their pages.</param>
    public async Task SendAsync(int most, int large, CancellationToken stop)
    {
        Page.SetDefaultTimeout(10_000);
        for (var number = 0; number < most && !stop.IsCancellationRequested; number++)
        {
            await SendOneAsync(number < large);
        }
    }

    private async Task SendOneAsync(bool isLarge)
    {
        using var folder = new TempFolder();
        var title = "";
        IReadOnlyList<string> files = [];
        await TryUntilAsync(
            async () =>
            {
                // A title belongs to one draft: what a kill cut off stays a draft.
                title = $"Пакет {Login} {++drafts} {Guid.NewGuid():N}";
                files = await DocumentsAsync(folder, title, isLarge);
                await FillAsync(title, files);
                return true;
            },
            "a package is put together");
        Begun.Add(title, await DigestsAsync(files));
        var review = new Uri(Page.Url);
        var looked = DateTimeOffset.MaxValue;
        await DoUntilAsync(
            async () =>
            {
                if (await WordAsync(title, review) is not { } word)
                {
                    return false;
                }

                looked = looked == DateTimeOffset.MaxValue ? TimeProvider.System.GetUtcNow() : looked;
                return isLarge || word is PackageRules.Signed or PackageRules.Unknown || (word != PackageRules.NotSent && TimeProvider.System.GetUtcNow() - looked > Look);
            },
            $"«{title}» is sent");
        Stepped();
    }

    private async Task FillAsync(string title, IReadOnlyList<string> files)
    {
        await Page.GotoAsync(new Uri(portal, "/goskey/new").ToString());
        await Page.GetByLabel("Имя получателя", new() { Exact = true }).FillAsync("Петрова Анна Сергеевна");
        await Page.Locator("#snils").FillAsync(Snils);
        await Page.Locator("input[name=kind]").First.CheckAsync();
        await Page.Locator("#consent").CheckAsync();
        await Button("Дальше: документы").ClickAsync();
        await Page.GetByLabel("Что увидит человек", new() { Exact = true }).FillAsync(title);
        Stepped();
        await Page.Locator("input[type=file]").SetInputFilesAsync(files);
        await Page.Locator(".files .name").Nth(files.Count - 1).WaitForAsync(new() { Timeout = 60_000 });
        await Button("Дальше: проверка").ClickAsync();
        await Button("Отправить на подпись").WaitForAsync();
        await Page.GetByText(title).First.WaitForAsync();
        Stepped();
    }

    // The word of the package's page, noted; null while the page in front is another one, or says nothing.
    private async Task<string?> WordAsync(string title, Uri review)
    {
        var home = new Uri(review.ToString().Replace("/review", "", StringComparison.Ordinal));
        var here = new Uri(Page.Url);
        if (here == review)
        {
            if (!await Button("Отправить на подпись").IsVisibleAsync())
            {
                await Page.GotoAsync(home.ToString());
            }

            return null;
        }

        if (here != home)
        {
            await Page.GotoAsync(review.ToString());
            await Button("Отправить на подпись").WaitForAsync();
            return null;
        }

        var chip = Page.Locator(".head .chip");
        var word = await chip.IsVisibleAsync() ? (await chip.InnerTextAsync()).Trim() : null;
        if (word is not null && !await Page.GetByRole(AriaRole.Heading, new() { Name = title, Level = 1 }).IsVisibleAsync())
        {
            return null;
        }

        if (word is not null && Claims.LastOrDefault(claim => claim.Title == title)?.Word != word)
        {
            Claims.Add(new PackageClaim(title, word, await Outside.LastRequestAsync()));
            Stepped();
        }

        return word == PackageRules.Draft ? null : word;
    }

    private static async Task<IReadOnlyList<string>> DocumentsAsync(TempFolder folder, string title, bool isLarge)
    {
        var (pdf, text) = (folder.Combine("Dogovor.pdf"), folder.Combine("Opis.txt"));
        var body = new byte[isLarge ? 52_000_000 : 3_000];
        Random.Shared.NextBytes(body);
        await File.WriteAllBytesAsync(pdf, [.. "%PDF-1.7\n"u8, .. body, .. "\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"u8]);
        await File.WriteAllTextAsync(text, $"Опись: {title}", Encoding.UTF8);
        return [pdf, text];
    }

    private static async Task<IReadOnlySet<string>> DigestsAsync(IEnumerable<string> files)
    {
        var digests = new HashSet<string>();
        foreach (var file in files)
        {
            await using var content = File.OpenRead(file);
            digests.Add(Convert.ToHexStringLower(await SHA256.HashDataAsync(content)));
        }

        return digests;
    }

    private ILocator Button(string name) => Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });
}

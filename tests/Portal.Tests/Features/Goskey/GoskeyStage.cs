using System.Text;
using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Sending;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Goskey;

/// <summary>
/// A portal whose sendings are settled after some seconds, and people who put packages together as the wizard does. One owner's API-Key makes 20 orders in ten minutes:
/// a class has a stage of its own and sends fewer.
/// </summary>
public class GoskeyStage : IAsyncLifetime
{
    /// <summary>Waits for what the test does.</summary>
    public const string Patient = "990-000-007 59";

    /// <summary>Signs by itself.</summary>
    public const string Willing = "990-000-001 53";

    private readonly PortalFixture fixture;

    /// <summary>With the usual way of sending.</summary>
    public GoskeyStage()
        : this(new Dictionary<string, string>())
    {
    }

    /// <summary>With more settings.</summary>
    protected GoskeyStage(IReadOnlyDictionary<string, string> settings) => fixture = new PortalFixture
    {
        Settings = new Dictionary<string, string>(settings) { ["Goskey:SettleAfter"] = "00:00:06", ["Epgu:RequestTimeout"] = "00:00:05" },
    };

    /// <summary>The other side of the wire.</summary>
    public Outside Outside => fixture.Outside;

    /// <summary>The portal.</summary>
    public RunningPortal Portal => fixture.Portal;

    /// <summary>The head of the sending organisation.</summary>
    public Actor Head { get; private set; } = null!;

    /// <summary>The profile that the head sends from.</summary>
    public string SenderId { get; private set; } = "";

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        await fixture.InitializeAsync();
        Head = await Portal.ActorAsync("director");
        SenderId = Assert.Single(await Get<ListOwnSenders>().RunAsync(Head)).Id;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await fixture.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An operation or a store of the portal.</summary>
    public T Get<T>()
        where T : notnull => fixture.Get<T>();

    /// <summary>A complete draft of the head; one small PDF unless documents are given.</summary>
    public async Task<string> DraftAsync(string snils = Patient, SignatureKind kind = SignatureKind.Unep, string? title = null, params (string Name, byte[] Bytes)[] documents)
    {
        var id = await Get<BeginPackage>().RunAsync(Head) ?? throw new InvalidOperationException("Nothing to send from.");
        Assert.IsType<StepOutcome.Saved>(await Get<SaveRecipient>().RunAsync(
            Head, id, new RecipientInput { SenderId = SenderId, Kind = kind, Name = "Петрова Анна Сергеевна", Snils = snils, Consented = true }));
        foreach (var (name, bytes) in documents is [] ? [("Договор аренды.pdf", Pdf("Договор"))] : documents)
        {
            var added = await Get<AddDocument>().RunAsync(Head, id, name, new MemoryStream(bytes), bytes.Length);
            Assert.True(added.Document is not null, added.Refusal);
        }

        Assert.IsType<StepOutcome.Saved>(await Get<SaveTitle>().RunAsync(Head, id, title ?? $"Договор аренды {Guid.NewGuid():N}"));
        return id;
    }

    /// <summary>Presses «Отправить на подпись».</summary>
    public async Task SubmitAsync(string id)
    {
        var outcome = await Get<SubmitPackage>().RunAsync(Head, id);
        Assert.True(outcome.Queued, string.Join(" ", outcome.Reasons));
    }

    /// <summary>The package as the store has it.</summary>
    public async Task<Package> FindAsync(string id) => await Get<PackageStore>().FindForJobAsync(id) ?? throw new InvalidOperationException("Gone.");

    /// <summary>Waits until it stands so.</summary>
    public async Task<Package> StateAsync(string id, PackageState state)
    {
        Package? last = null;
        try
        {
            await Eventually.IsTrueAsync(async () => (last = await FindAsync(id)).State == state, $"the package is {state}", TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} It is {last?.State}: {last?.Problem} {last?.EnvelopeCode} {last?.AgencyCode} {last?.Comment}", late);
        }

        return last!;
    }

    /// <summary>Orders with this title that have a package: what counts is that there is never a second one.</summary>
    public async Task<IReadOnlyList<ArrivedOrder>> ArrivedAsync(string id)
    {
        var title = (await FindAsync(id)).Title;
        return [.. (await Outside.OrdersAsync()).Where(order => order.SentAt is not null && order.Description == title)];
    }

    /// <summary>A PDF of some bytes.</summary>
    public static byte[] Pdf(string text, int size = 0) =>
        [.. "%PDF-1.4\n% "u8, .. Encoding.UTF8.GetBytes(text), .. "\n"u8, .. Enumerable.Repeat((byte)'x', size), .. "\ntrailer <<>>\n%%EOF\n"u8];
}

using System.Text;
using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Features.Goskey.Senders;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Goskey.New;

/// <summary>A package in the making, through the operations that the pages call.</summary>
internal sealed class WizardRig(PortalFixture fixture)
{
    /// <summary>A SNILS whose control number is right.</summary>
    public const string Number = "112-233-445 95";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A PDF as small as one can be, different for each word.</summary>
    public static byte[] Pdf(string word) => Encoding.ASCII.GetBytes(
        $"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n%{word}\nxref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000052 00000 n \ntrailer<</Size 3/Root 1 0 R>>\nstartxref\n100\n%%EOF\n");

    /// <summary>An empty draft of a person.</summary>
    public async Task<string> BeginAsync(Actor actor) => (await fixture.Get<BeginPackage>().RunAsync(actor, Stop))!;

    /// <summary>The first step as a person fills it in.</summary>
    public async Task<RecipientInput> InputAsync(Actor actor) => new()
    {
        SenderId = (await fixture.Get<ListOwnSenders>().RunAsync(actor, Stop))[0].Id, Kind = SignatureKind.Ukep, Name = "Петров Пётр", Snils = Number, Consented = true,
    };

    /// <summary>A draft with all that it needs to be sent.</summary>
    public async Task<string> WholeAsync(Actor actor)
    {
        var id = await BeginAsync(actor);
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipient>().RunAsync(actor, id, await InputAsync(actor), Stop));
        Assert.NotNull((await AddAsync(actor, id, "Договор.pdf", Pdf("contract"))).Document);
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveTitle>().RunAsync(actor, id, "Договор аренды № 15", Stop));
        return id;
    }

    /// <summary>Adds a document.</summary>
    public Task<AddDocumentOutcome> AddAsync(Actor actor, string id, string name, byte[] bytes) =>
        fixture.Get<AddDocument>().RunAsync(actor, id, name, new MemoryStream(bytes), bytes.Length, Stop);

    /// <summary>The draft as its pages read it.</summary>
    public async Task<DraftView> OpenAsync(Actor actor, string id) => (await fixture.Get<OpenDraft>().RunAsync(actor, id, Stop))!;

    /// <summary>Reads a list's file.</summary>
    public Task<ReadList> ReadAsync(Actor actor, string id, string text) => fixture.Get<ReadRecipients>().RunAsync(actor, id, "список.csv", Encoding.UTF8.GetBytes(text), Stop);

    /// <summary>So many people in a file: numbers without a control number, so that each is right.</summary>
    public static string People(int count) => string.Join('\n', Enumerable.Range(1, count).Select(number => $"Человек {number};000-{number / 1000:000}-{number % 1000:000} 00"));
}

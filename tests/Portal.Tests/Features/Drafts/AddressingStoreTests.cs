using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

public sealed class AddressingStoreTests(Databases databases)
{
    private static readonly Addressing Said = new()
    {
        Authority = Authority.Rosstat, Code = "00-87", CodeName = "Росстат", Okpo = "12345678", PayerInn = "6676130154", PayerKpp = "667601001",
        Warrant = new ChosenWarrant(WarrantKind.MachineReadable, "0d0d0d0d-0000-4000-8000-0000000000b1", new DateOnly(2027, 1, 31)),
        Answers = new AnsweredDocflow(Guid.NewGuid().ToString(), null, "Письмо", Authority.Rosstat, "00-87"),
    };

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_said_comes_back_as_it_was_and_the_draft_begins_anew(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new DraftStore(database, TestClock.Create());
        var draft = await DraftRows.AddAsync(database, DraftState.Checked);
        Assert.Equal(new Addressing(), (await store.FindAsync(draft.LinkId, draft.Id, Stop))?.Addressing);

        Assert.True(await store.AddressAsync(draft.Id, Said, Stop));

        var found = await store.FindAsync(draft.LinkId, draft.Id, Stop);
        Assert.Equal((Said, DraftState.Editing), (found?.Addressing, found!.State));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Nothing_changes_once_it_is_on_its_way_or_while_a_signature_is_open(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new DraftStore(database, TestClock.Create());
        var sending = await DraftRows.AddAsync(database, DraftState.Sending);
        var signing = await DraftRows.AddAsync(database, DraftState.Checked);
        var request = new SigningRequest(signing.Id, signing.LinkId, signing.AccountId, Guid.NewGuid().ToString(), "AA", "Иванов", "+7", []);
        Assert.NotNull(await new SigningStore(database, TimeProvider.System).BeginAsync(request, Stop));

        Assert.False(await store.AddressAsync(sending.Id, Said, Stop));
        Assert.False(await store.AddressAsync(signing.Id, Said, Stop));

        Assert.Equal(new Addressing(), (await store.FindAsync(signing.LinkId, signing.Id, Stop))?.Addressing);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Warrants_are_replaced_and_belong_to_one_link_only(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new AccountStore(database, TestClock.Create());
        var (own, other) = ((await Databases.LinkAsync(database)).Id, (await Databases.LinkAsync(database)).Id);
        var first = new AccountWarrant { Inn = "6676130154", Kpp = "667601001", Number = "1", BeginsOn = "2024-01-01", EndsOn = "2026-12-31" };
        await store.ReplaceWarrantsAsync(own, "a", [first with { Number = "0" }], Stop);

        await store.ReplaceWarrantsAsync(own, "a", [first, first with { Number = "2", EndsOn = null }], Stop);

        Assert.Equal(["2", "1"], (await store.WarrantsAsync(own, "a", Stop)).Select(one => one.Number));
        Assert.Equal(new DateOnly(2026, 12, 31), (await store.WarrantsAsync(own, "a", Stop))[1].LastDay);
        Assert.Empty(await store.WarrantsAsync(other, "a", Stop));
        Assert.Empty(await store.WarrantsAsync(own, "b", Stop));
    }
}

using Portal.Features.Accounts;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Accounts;

public sealed class AccountStoreTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_search_folds_cyrillic_and_yo_and_takes_the_signs_of_like_as_they_are(string engine)
    {
        var (store, link) = await StoreAsync(engine);
        await store.ReplaceAsync(link, [Row("1", "ООО «Зелёный  Ёж»"), Row("2", "Скидка 100% навсегда"), Row("3", "под_черк"), Row("4", @"обратная\черта")], Stop);

        Assert.Equal(["1"], await FoundAsync("ЗЕЛЕНЫЙ ЕЖ"));
        Assert.Equal(["1"], await FoundAsync("зелёный ёж"));
        Assert.Equal(["2"], await FoundAsync("%"));
        Assert.Equal(["2"], await FoundAsync("100%"));
        Assert.Equal(["3"], await FoundAsync("_"));
        Assert.Equal(["4"], await FoundAsync(@"\"));
        Assert.Equal(["1"], await FoundAsync("00000001"));
        Assert.Equal(4, (await FoundAsync(null)).Count);
        Assert.Empty(await FoundAsync("' OR 1=1 --"));

        async Task<List<string>> FoundAsync(string? search) => [.. (await store.PageAsync(link, search, 0, 10, Stop)).Rows.Select(row => row.AccountId)];
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_account_of_one_link_does_not_exist_for_another(string engine)
    {
        var (store, link) = await StoreAsync(engine);
        var other = (await Databases.LinkAsync(await databases.GetAsync(engine))).Id;
        await store.SaveAsync(link, Row("1", "Моя"), Stop);
        await store.ReplaceDetailsAsync(link, "1", [Payer("p")], [Certificate("AA")], Stop);

        await store.RemoveAsync(other, "1", Stop);
        await store.ReplaceAsync(other, [], Stop);

        Assert.Null(await store.FindAsync(other, "1", Stop));
        Assert.Equal(0, (await store.PageAsync(other, null, 0, 10, Stop)).Total);
        Assert.Empty(await store.WithPayerAsync(other, Row("1", "").Inn, Stop));
        Assert.Empty(await store.PayersAsync(other, "1", Stop));
        Assert.Empty(await store.CertificatesAsync(other, "1", Stop));
        Assert.NotNull(await store.FindAsync(link, "1", Stop));
        Assert.Single(await store.PayersAsync(link, "1", Stop));
        Assert.Single(await store.CertificatesAsync(link, "1", Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_new_list_replaces_the_old_one_but_keeps_for_a_minute_what_was_created_here(string engine)
    {
        var database = await databases.GetAsync(engine);
        var clock = TestClock.Create();
        var store = new AccountStore(database, clock);
        var link = (await Databases.LinkAsync(database)).Id;
        await store.ReplaceAsync(link, [Row("old", "Старая"), Row("kept", "Остаётся")], Stop);
        await store.SaveAsync(link, Row("new", "Новая") with { CreatedHereAt = clock.GetUtcNow() }, Stop);
        clock.Advance(TimeSpan.FromSeconds(30));

        await store.ReplaceAsync(link, [Row("kept", "Остаётся")], Stop);
        Assert.Equal(["new", "kept"], (await store.PageAsync(link, null, 0, 10, Stop)).Rows.Select(row => row.AccountId));
        clock.Advance(TimeSpan.FromSeconds(60));
        await store.ReplaceAsync(link, [Row("kept", "Остаётся")], Stop);
        Assert.Equal(["kept"], (await store.PageAsync(link, null, 0, 10, Stop)).Rows.Select(row => row.AccountId));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Removing_an_account_takes_its_payers_and_certificates_along(string engine)
    {
        var (store, link) = await StoreAsync(engine);
        await store.SaveAsync(link, Row("1", "Моя"), Stop);
        await store.ReplaceDetailsAsync(link, "1", [Payer("p"), Payer("q") with { IsMain = "yes" }], [Certificate("AA"), Certificate("AA")], Stop);
        Assert.Equal(["q", "p"], (await store.PayersAsync(link, "1", Stop)).Select(payer => payer.OrganizationId));

        await store.RemoveAsync(link, "1", Stop);

        Assert.Null(await store.FindAsync(link, "1", Stop));
        Assert.Empty(await store.PayersAsync(link, "1", Stop));
        Assert.Empty(await store.CertificatesAsync(link, "1", Stop));
    }

    private async Task<(AccountStore Store, string Link)> StoreAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        return (new AccountStore(database, TimeProvider.System), (await Databases.LinkAsync(database)).Id);
    }

    private static Account Row(string id, string name) => new() { AccountId = id, Inn = id.PadLeft(8, '0'), Kpp = null, Name = name, Role = "admin" };

    private static Payer Payer(string id) => new() { OrganizationId = id, Inn = "6676130154", Name = "Плательщик " + id, IsMain = "no" };

    private static AccountCertificate Certificate(string thumbprint) => new()
    {
        Thumbprint = thumbprint, FullName = "Иванов", Inn = "6676130154", Kind = "cloud", IsValid = "yes", Content = "AA==", ValidUntil = TimeProvider.System.GetUtcNow(),
    };
}

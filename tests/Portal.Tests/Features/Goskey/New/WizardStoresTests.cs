using Microsoft.AspNetCore.DataProtection;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Storage;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey.New;

/// <summary>Drafts, their lists and documents, and remembered recipients, on both engines.</summary>
public sealed class WizardStoresTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Documents_are_added_ordered_described_and_removed_as_they_stand_at_that_moment(string engine)
    {
        var (_, store, draft) = await DraftAsync(engine);
        var (first, second) = (Document(draft, "a.pdf"), Document(draft, "b.pdf"));
        Assert.True(await store.ChangeDocumentsAsync(draft.Id, before => [.. before, first], Stop));
        Assert.True(await store.ChangeDocumentsAsync(draft.Id, before => [.. before, second], Stop));
        Assert.True(await store.ChangeDocumentsAsync(draft.Id, before => [before[1] with { Description = "О чём" }, before[0]], Stop));

        var documents = await store.DocumentsAsync(draft.Id, Stop);
        Assert.Equal([(1L, "b.pdf", "О чём"), (2L, "a.pdf", "")], documents.Select(one => (one.Position, one.DisplayName, one.Description)));
        Assert.True(await store.ChangeDocumentsAsync(draft.Id, _ => null, Stop));
        Assert.Equal(documents, await store.DocumentsAsync(draft.Id, Stop));
        Assert.Equal(new[] { first.Sha256, second.Sha256 }.Order(), (await store.KeptAsync([first.Sha256, second.Sha256, new string('0', 64)], Stop)).Order());

        Assert.True(await store.ChangeDocumentsAsync(draft.Id, before => [before[1]], Stop));
        Assert.Equal([(1L, "a.pdf")], (await store.DocumentsAsync(draft.Id, Stop)).Select(one => (one.Position, one.DisplayName)));
        Assert.True(await store.DiscardAsync(draft.PersonId, draft.Id, Stop));
        Assert.False(await store.ChangeDocumentsAsync(draft.Id, before => [.. before, second], Stop));
        Assert.Empty(await store.DocumentsAsync(draft.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Documents_that_come_at_once_all_find_their_place(string engine)
    {
        var (_, store, draft) = await DraftAsync(engine);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => store.ChangeDocumentsAsync(
            draft.Id, before => before.Count < 5 ? [.. before, Document(draft, $"{number}.pdf")] : null, Stop)));

        Assert.Equal([1, 2, 3, 4, 5], (await store.DocumentsAsync(draft.Id, Stop)).Select(one => one.Position));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_list_takes_the_place_of_a_person_and_a_person_that_of_a_list(string engine)
    {
        var (_, store, draft) = await DraftAsync(engine);
        var person = draft with { SenderId = "s", RecipientName = "Пётр", Snils = "sealed", SnilsTail = "445 95", ConsentedAt = TimeProvider.System.GetUtcNow() };
        Assert.True(await store.SetRecipientAsync(person, "print", Stop));
        Assert.True(await store.KeepReadListAsync(draft.Id, "one", Stop));
        Assert.True(await store.KeepReadListAsync(draft.Id, "two", Stop));
        Assert.Equal("two", await store.ReadListAsync(draft.Id, Stop));

        Assert.True(await store.ChangeListAsync(draft.Id, _ => [.. Enumerable.Range(0, 300).Select(Listed)], forgetFile: true, Stop));

        var changed = (await store.FindAsync(draft.PersonId, draft.Id, Stop))!;
        Assert.Equal(("", null, null, null), (changed.RecipientName, changed.Snils, changed.SnilsTail, changed.ConsentedAt));
        Assert.Equal(300, (await store.ListedAsync(draft.Id, Stop)).Count);
        Assert.Null(await store.ReadListAsync(draft.Id, Stop));

        Assert.True(await store.SetRecipientAsync(draft with { SenderId = "s", ConsentedAt = TimeProvider.System.GetUtcNow() }, null, Stop));
        Assert.True(await store.ChangeListAsync(draft.Id, before => [.. before.Skip(298)], forgetFile: false, Stop));
        Assert.Equal([(1L, "p298"), (2L, "p299")], (await store.ListedAsync(draft.Id, Stop)).Select(one => (one.Position, one.SnilsPrint)));
        Assert.NotNull((await store.FindAsync(draft.PersonId, draft.Id, Stop))!.ConsentedAt);

        Assert.True(await store.SetRecipientAsync(person, "print", Stop));
        Assert.Empty(await store.ListedAsync(draft.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Drafts_in_which_nothing_was_done_are_dropped_and_others_stay(string engine)
    {
        var (database, store, empty) = await DraftAsync(engine);
        var titled = await AddAsync(store, empty.PersonId);
        Assert.True(await store.SetTitleAsync(titled.Id, "Договор", Stop));
        var filled = await AddAsync(store, empty.PersonId);
        Assert.True(await store.ChangeDocumentsAsync(filled.Id, _ => [Document(filled, "a.pdf")], Stop));
        var foreign = await AddAsync(store, (await Databases.LinkAsync(database)).PersonId);

        await store.DropUntouchedAsync(empty.PersonId, TimeProvider.System.GetUtcNow().AddDays(-1), Stop);
        Assert.NotNull(await store.FindAsync(empty.PersonId, empty.Id, Stop));
        await store.DropUntouchedAsync(empty.PersonId, TimeProvider.System.GetUtcNow().AddMinutes(1), Stop);

        Assert.Null(await store.FindAsync(empty.PersonId, empty.Id, Stop));
        Assert.NotNull(await store.FindAsync(titled.PersonId, titled.Id, Stop));
        Assert.NotNull(await store.FindAsync(filled.PersonId, filled.Id, Stop));
        Assert.NotNull(await store.FindAsync(foreign.PersonId, foreign.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_recipient_is_kept_once_per_snils_found_by_name_and_by_its_keeper_only(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new RecipientStore(database);
        var (person, other) = ((await Databases.LinkAsync(database)).PersonId, (await Databases.LinkAsync(database)).PersonId);
        await store.SaveAsync([Recipient(person, "1", "Алёна Ершова", "Водители"), Recipient(person, "2", "Пётр 100% Первый", null), Recipient(other, "1", "Алёна Чужая", null)], Stop);
        await store.SaveAsync([Recipient(person, "1", "Алёна Иванова", null)], Stop);

        var found = Assert.Single(await store.SearchAsync(person, "алена", 10, Stop));
        Assert.Equal(("Алёна Иванова", "Водители"), (found.Name, found.GroupName));
        Assert.Single(await store.SearchAsync(person, "100%", 10, Stop));
        Assert.Equal(2, (await store.SearchAsync(person, "", 10, Stop)).Count);
        Assert.Equal([new RecipientGroup { Name = "Водители", People = 1 }], await store.GroupsAsync(person, Stop));
        Assert.Equal("Алёна Иванова", Assert.Single(await store.OfGroupAsync(person, "Водители", Stop)).Name);

        Assert.Null(await store.FindAsync(other, found.Id, Stop));
        Assert.False(await store.ForgetAsync(other, found.Id, Stop));
        Assert.Empty(await store.OfGroupAsync(other, "Водители", Stop));
        Assert.True(await store.ForgetAsync(person, found.Id, Stop));
        Assert.Null(await store.FindAsync(person, found.Id, Stop));
        Assert.Empty(await store.GroupsAsync(person, Stop));
    }

    [Fact]
    public void What_is_read_of_a_file_is_encrypted_where_it_is_kept()
    {
        var seal = new ReadListSeal(new EphemeralDataProtectionProvider());
        var list = new ReadList("a.csv", [new ReadPerson(1, "Пётр", "11223344595", "petr@example.ru")], [new ReadError(2, "Нет")], null);

        var kept = seal.Seal(list);

        Assert.DoesNotContain("11223344595", kept, StringComparison.Ordinal);
        Assert.Equal((list.FileName, list.People[0], list.Errors[0]), (seal.Open(kept)!.FileName, seal.Open(kept)!.People[0], seal.Open(kept)!.Errors[0]));
    }

    private static RememberedRecipient Recipient(string person, string print, string name, string? group) => new()
    {
        Id = Guid.NewGuid().ToString(), PersonId = person, Name = name, Snils = "sealed", SnilsPrint = print, SnilsTail = "445 95", GroupName = group,
        ConsentedAt = TimeProvider.System.GetUtcNow(), UsedAt = TimeProvider.System.GetUtcNow(),
    };

    private static ListedRecipient Listed(int number) => new() { Position = 0, Name = $"Человек {number}", Snils = "sealed", SnilsPrint = $"p{number}", SnilsTail = "000 00" };

    private static PackageDocument Document(Package draft, string name) => new()
    {
        Id = Guid.NewGuid().ToString(), PackageId = draft.Id, Position = 0, DisplayName = name, WireName = name, Description = "", Size = 10,
        Sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(draft.Id + name)))[..63] + name[0],
        UploadedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_800_000_000_000),
    };

    private static async Task<Package> AddAsync(PackageStore store, string personId)
    {
        var now = TimeProvider.System.GetUtcNow();
        var draft = new Package
        {
            Id = Guid.NewGuid().ToString(), PersonId = personId, PersonName = "Тест", SenderId = "", SenderName = "", State = PackageState.Draft, SignatureKind = SignatureKind.Unep, Title = "",
            RecipientName = "", CreatedAt = now, ChangedAt = now,
        };
        await store.AddAsync(draft, [], cancellationToken: Stop);
        return draft;
    }

    private async Task<(Database Database, PackageStore Store, Package Draft)> DraftAsync(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new PackageStore(database, TimeProvider.System);
        return (database, store, await AddAsync(store, (await Databases.LinkAsync(database)).PersonId));
    }
}

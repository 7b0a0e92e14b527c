using Microsoft.AspNetCore.DataProtection;
using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Senders;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey.Senders;

public sealed class SenderStoreTests(Databases databases) : IDisposable
{
    private static int lastInn;
    private readonly TempFolder folder = new();

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_profile_comes_back_as_it_was_written(string engine)
    {
        var store = new SenderStore(await databases.GetAsync(engine), TestClock.Create());
        var profile = Profile() with { ApiKeyEndsOn = "2027-01-31", Layout = RequestLayout.V1_9, Environment = SenderEnvironment.Production, PersonOid = "sealed" };

        Assert.Equal(SenderWrite.Written, await store.AddAsync(profile, Stop));

        var read = await store.FindAsync(profile.Id, Stop);
        Assert.Equal(profile with { CreatedAt = read!.CreatedAt, ChangedAt = read.ChangedAt }, read);
        Assert.Null(await store.FindAsync(Guid.NewGuid().ToString(), Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task An_organisation_has_one_active_profile_and_any_number_of_closed_ones(string engine)
    {
        var store = new SenderStore(await databases.GetAsync(engine), TestClock.Create());
        var first = Profile();
        var second = first with { Id = Guid.NewGuid().ToString() };
        await store.AddAsync(first, Stop);

        Assert.Equal(SenderWrite.SameOrganization, await store.AddAsync(second, Stop));
        Assert.True(await store.CloseAsync(first.Id, 1, "Админ", Stop));
        Assert.Equal(SenderWrite.Written, await store.AddAsync(second, Stop));

        var other = Profile();
        await store.AddAsync(other, Stop);
        Assert.Equal(SenderWrite.SameOrganization, await store.UpdateAsync(other with { Inn = second.Inn }, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_stale_or_late_change_is_refused(string engine)
    {
        var store = new SenderStore(await databases.GetAsync(engine), TestClock.Create());
        var profile = Profile();
        await store.AddAsync(profile, Stop);

        Assert.Equal(SenderWrite.Written, await store.UpdateAsync(profile with { Region = "45" }, Stop));
        Assert.Equal(SenderWrite.Overtaken, await store.UpdateAsync(profile with { Region = "46" }, Stop));
        Assert.False(await store.CloseAsync(profile.Id, 1, "Админ", Stop));
        Assert.True(await store.CloseAsync(profile.Id, 2, "Админ", Stop));
        Assert.False(await store.CloseAsync(profile.Id, 3, "Админ", Stop));
        Assert.Equal(SenderWrite.Overtaken, await store.UpdateAsync(profile with { Version = 3 }, Stop));

        var read = await store.FindAsync(profile.Id, Stop);
        Assert.Equal(("45", SenderState.Closed, "Админ"), (read!.Region, read.State, read.ChangedBy));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_person_has_one_right_to_a_profile_and_a_new_one_takes_its_place(string engine)
    {
        var database = await databases.GetAsync(engine);
        var (senders, rights) = (new SenderStore(database, TestClock.Create()), new SenderRightStore(database, TestClock.Create()));
        var (profile, person) = (Profile(), await PersonAsync(database, "Петрова Анна"));
        await senders.AddAsync(profile, Stop);

        Assert.True(await rights.GrantAsync(Right(profile, person, SenderRightKind.Head), Stop));
        var employee = Right(profile, person, SenderRightKind.Employee) with { WarrantNumber = "7", WarrantEndsOn = "2027-03-01" };
        Assert.True(await rights.GrantAsync(employee, Stop));

        var found = await rights.FindAsync(person.Id, profile.Id, Stop);
        Assert.Equal((employee.Id, SenderRightKind.Employee, "7", "Петрова Анна"), (found!.Id, found.Kind, found.WarrantNumber, found.PersonName));
        Assert.Equal([employee.Id], (await rights.OfSenderAsync(profile.Id, Stop)).Select(right => right.Id));
        Assert.Equal([profile.Id], (await senders.OfPersonAsync(person.Id, Stop)).Select(one => one.Id));
        Assert.Contains(await rights.EndingAsync(new DateOnly(2027, 3, 1), Stop), right => right.Id == employee.Id);
        Assert.DoesNotContain(await rights.EndingAsync(new DateOnly(2027, 2, 28), Stop), right => right.Id == employee.Id);

        Assert.True(await rights.RevokeAsync(employee.Id, "Админ", Stop));
        Assert.False(await rights.RevokeAsync(employee.Id, "Админ", Stop));
        Assert.Null(await rights.FindAsync(person.Id, profile.Id, Stop));
        Assert.Empty(await senders.OfPersonAsync(person.Id, Stop));
        Assert.Equal(2, await Databases.ScalarAsync<long>(database, "SELECT COUNT(*) FROM sender_right WHERE person_id = @Id AND revoked_at IS NOT NULL", new { person.Id }));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Rights_granted_at_the_same_moment_leave_one(string engine)
    {
        var database = await databases.GetAsync(engine);
        var (senders, rights) = (new SenderStore(database, TestClock.Create()), new SenderRightStore(database, TestClock.Create()));
        var (profile, person) = (Profile(), await PersonAsync(database, "Гонкина Вера"));
        await senders.AddAsync(profile, Stop);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => rights.GrantAsync(Right(profile, person, SenderRightKind.Head), Stop)));

        Assert.Single(await rights.OfSenderAsync(profile.Id, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task People_are_found_by_any_words_of_their_name_and_by_their_id(string engine)
    {
        var database = await databases.GetAsync(engine);
        var people = new PersonStore(database, TimeProvider.System);
        var mark = Guid.NewGuid().ToString("N");
        var person = await people.SeenAsync("https://id.test", $"sub-{mark}", $"Ёлкина Зоя {mark}", null, Stop);
        await using (var db = await database.OpenAsync(Stop))
        {
            // As a person who was here before people could be searched.
            await Dapper.SqlMapper.ExecuteAsync(db, "UPDATE person SET search_text = NULL WHERE id = @Id", new { person.Id });
        }

        Assert.Equal([person.Id], (await people.SearchAsync($"зоя ЕЛКИНА {mark}", 10, Stop)).Select(one => one.Id));
        Assert.Equal([person.Id], (await people.SearchAsync($"SUB-{mark}", 10, Stop)).Select(one => one.Id));
        Assert.Empty(await people.SearchAsync($"{mark} нет", 10, Stop));
        Assert.Empty(await people.SearchAsync($"{mark}%", 10, Stop));
    }

    [Fact]
    public async Task The_api_key_the_key_s_name_and_the_person_s_number_are_kept_encrypted()
    {
        var database = await databases.GetAsync(Databases.Sqlite);
        var seal = new SenderSeal(MasterKey.Load(folder.Combine("master.key"), createWhenMissing: true), new EphemeralDataProtectionProvider());
        var apiKey = Guid.NewGuid().ToString();
        var profile = seal.WithApiKey(Profile() with { KeyName = seal.SealKeyName("romashka-2026"), PersonOid = seal.SealOid("1000999001"), OwnerKey = seal.OwnerKey("1000999001", apiKey) }, apiKey);

        await new SenderStore(database, TestClock.Create()).AddAsync(profile, Stop);

        var row = await Databases.ScalarAsync<string>(
            database, "SELECT api_key || key_name || person_oid || owner_key || organization || api_key_tail FROM sender WHERE id = @Id", new { profile.Id });
        Assert.DoesNotContain(apiKey[..8], row, StringComparison.Ordinal);
        Assert.DoesNotContain("romashka", row, StringComparison.Ordinal);
        Assert.DoesNotContain("1000999001", row, StringComparison.Ordinal);
        Assert.Equal((apiKey, "romashka-2026", "1000999001"), (seal.ApiKey(profile), seal.KeyName(profile), seal.Oid(profile)));
        Assert.Equal(seal.OwnerKey("1000999001", "another"), profile.OwnerKey);
        Assert.NotEqual(seal.OwnerKey("", apiKey), profile.OwnerKey);
    }

    private static Task<Person> PersonAsync(Database database, string name) =>
        new PersonStore(database, TimeProvider.System).SeenAsync("https://id.test", Guid.NewGuid().ToString(), name, null, Stop);

    private static SenderRight Right(SenderProfile profile, Person person, SenderRightKind kind) =>
        new() { Id = Guid.NewGuid().ToString(), SenderId = profile.Id, PersonId = person.Id, Kind = kind, GrantedBy = "Админ" };

    private static SenderProfile Profile() => new()
    {
        Id = Guid.NewGuid().ToString(), Organization = "Ромашка", Inn = $"store-{Interlocked.Increment(ref lastInn)}", Ogrn = "1027700132195", Mnemonic = "DEMO01", Region = "66000000000",
        ServiceName = "Подписание документов", Layout = RequestLayout.V1_8, Environment = SenderEnvironment.Test, PersonName = "Иванов", ApiKey = "sealed", ApiKeyTail = "abcd",
        KeyName = "sealed", OwnerKey = "owner", ChangedBy = "Админ",
    };
}

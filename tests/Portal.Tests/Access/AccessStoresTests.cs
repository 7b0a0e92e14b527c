using Portal.Access;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Access;

public sealed class AccessStoresTests(Databases databases)
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_fifty_links_of_one_person_at_the_same_moment_one_is_added(string engine)
    {
        var database = await databases.GetAsync(engine);
        var person = await PersonAsync(database, "https://id.test", Guid.NewGuid().ToString());

        Assert.Equal(1, await AddedAsync(database, Enumerable.Range(0, 50).Select(number => Row(person.Id, $"{person.Id}-{number}"))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Of_fifty_people_who_claim_one_kontur_user_at_the_same_moment_one_gets_it(string engine)
    {
        var database = await databases.GetAsync(engine);
        var konturUser = Guid.NewGuid().ToString();
        var people = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => PersonAsync(database, "https://id.test", Guid.NewGuid().ToString())));

        Assert.Equal(1, await AddedAsync(database, people.Select(person => Row(person.Id, konturUser))));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Two_links_never_share_the_id_by_which_kontur_knows_a_person(string engine)
    {
        var database = await databases.GetAsync(engine);
        var taken = await Databases.LinkAsync(database);
        var person = await PersonAsync(database, "https://id.test", Guid.NewGuid().ToString());

        Assert.False(await new LinkStore(database, TimeProvider.System).AddAsync(Row(person.Id, Guid.NewGuid().ToString()) with { ServiceUserId = taken.ServiceUserId }, Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_blocked_link_stays_blocked_and_an_active_one_keeps_its_phone(string engine)
    {
        var database = await databases.GetAsync(engine);
        var store = new LinkStore(database, TimeProvider.System);
        var (blocked, active, refused) = (
            await Databases.LinkAsync(database, LinkState.Blocked), await Databases.LinkAsync(database), await Databases.LinkAsync(database, LinkState.Refused));

        Assert.False(await store.ActivateAsync(blocked, "token", Stop));

        Assert.Equal(LinkState.Blocked, (await store.FindAsync(blocked.Id, Stop))?.State);
        Assert.False(await store.CorrectPhoneAsync(active.Id, Guid.NewGuid().ToString(), "other", LinkState.Requested, Stop));
        Assert.False(await store.CorrectPhoneAsync(refused.Id, active.KonturUser, "other", LinkState.Requested, Stop));
        Assert.True(await store.CorrectPhoneAsync(refused.Id, Guid.NewGuid().ToString(), "other", LinkState.Requested, Stop));
        Assert.Equal("other", (await store.FindOfPersonAsync(refused.PersonId, Stop))?.Phone);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_person_is_the_pair_of_issuer_and_subject_as_they_are_written(string engine)
    {
        var database = await databases.GetAsync(engine);
        var subject = Guid.NewGuid().ToString();
        var one = await PersonAsync(database, "https://id.test", subject);

        Assert.Equal(one.Id, (await PersonAsync(database, "https://id.test", subject)).Id);
        Assert.NotEqual(one.Id, (await PersonAsync(database, "https://other.test", subject)).Id);
        Assert.NotEqual(one.Id, (await PersonAsync(database, "https://id.test/", subject)).Id);
        Assert.NotEqual(one.Id, (await PersonAsync(database, "https://id.test", subject.ToUpperInvariant() + "A")).Id);
        Assert.NotEqual((await PersonAsync(database, "https://id.test", subject + "a")).Id, (await PersonAsync(database, "https://id.test", subject + "A")).Id);
    }

    private static Task<Person> PersonAsync(Database database, string issuer, string subject) =>
        new PersonStore(database, TimeProvider.System).SeenAsync(issuer, subject, "Тест", null, Stop);

    private static async Task<int> AddedAsync(Database database, IEnumerable<Link> links)
    {
        var store = new LinkStore(database, TimeProvider.System);
        return (await Task.WhenAll(links.Select(link => store.AddAsync(link, Stop)))).Count(added => added);
    }

    private static Link Row(string personId, string konturUser) => new()
    {
        Id = Guid.NewGuid().ToString(), PersonId = personId, ServiceUserId = Guid.NewGuid().ToString(), KonturUser = konturUser, Phone = "protected",
        State = LinkState.Requested,
    };
}

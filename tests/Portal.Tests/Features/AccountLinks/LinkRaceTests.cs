using Portal.Access;
using Portal.Features.Linking;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Fixtures;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>A link is unique both ways, whoever races for it, on both engines.</summary>
public sealed class LinkRaceTests : IDisposable
{
    private const int Racers = 50;
    private readonly TempFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Databases.Engines), MemberType = typeof(Databases))]
    public async Task Fifty_people_who_race_for_one_Kontur_user_get_one_link(string engine)
    {
        await using var fixture = await StartAsync(engine);
        await fixture.ImportAsync([.. Enumerable.Range(0, Racers).Select(i => new RegistryRow { User = $"racer-{i}", Phone = Partner.Demo("newcomer").Phone! })]);
        var people = new List<Actor>();
        for (var i = 0; i < Racers; i++)
        {
            people.Add(await fixture.PersonAsync($"racer-{i}"));
        }

        var outcomes = await Task.WhenAll(people.Select(person => Task.Run(() => fixture.Get<LinkToKontur>().RunAsync(person, Stop))));

        Assert.Single(outcomes.OfType<LinkOutcome.Linked>());
        Assert.Equal(Racers - 1, outcomes.OfType<LinkOutcome.TakenByAnother>().Count());
        Assert.Equal(1, await CountAsync(fixture, "l.state <> 'Unlinked' AND p.subject LIKE 'racer-%'"));
    }

    [Theory]
    [MemberData(nameof(Databases.Engines), MemberType = typeof(Databases))]
    public async Task One_person_who_presses_fifty_times_gets_one_link(string engine)
    {
        await using var fixture = await StartAsync(engine);
        var person = await fixture.Portal.ActorAsync("newcomer");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Racers).Select(_ => Task.Run(() => fixture.Get<LinkToKontur>().RunAsync(person, Stop))));

        Assert.All(outcomes, outcome => Assert.IsType<LinkOutcome.Linked>(outcome));
        Assert.Equal(1, await CountAsync(fixture, $"p.id = '{person.PersonId}'"));
        Assert.Equal(LinkState.Active, (await fixture.Get<LinkStore>().FindOfPersonAsync(person.PersonId, Stop))!.State);
    }

    public void Dispose() => folder.Dispose();

    private static Task<long> CountAsync(PortalFixture fixture, string where) =>
        Databases.ScalarAsync<long>(fixture.Get<Database>(), $"SELECT count(*) FROM link l JOIN person p ON p.id = l.person_id WHERE {where}", new { });

    private async Task<PortalFixture> StartAsync(string engine)
    {
        var fixture = new PortalFixture
        {
            ConnectionString = await Databases.EmptyAsync(engine, folder), Settings = new Dictionary<string, string> { ["Linking:AttemptsPerHour"] = "1000" },
        };
        await fixture.InitializeAsync();
        return fixture;
    }
}

using System.Text;
using Dapper;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;
using Link = Portal.Access.Link;

namespace Portal.Tests.Access;

public sealed class KonturSessionsTests(KonturSessionsTests.Stage stage) : IClassFixture<KonturSessionsTests.Stage>
{
    private const string Authenticate = "authenticate-by-truster";

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_hundred_calls_that_meet_an_ended_session_make_one_renewal(string engine)
    {
        var portal = await stage.PortalAsync(engine);
        var session = Acting.SessionOf((await LinkAsync(portal, "director")).Id);
        var api = portal.Get<IExternAccountsApi>();
        Assert.Equal(2, (await api.ListAsync(session, 0, 10, Stop)).Accounts.Count);
        await stage.Outside.EndSessionsAsync();
        var before = await RenewalsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.ListAsync(session, 0, 10, Stop)));

        Assert.All(answers, answer => Assert.Equal(2, answer.Accounts.Count));
        Assert.Equal(before + 1, await RenewalsAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_session_of_one_link_is_never_given_to_another(string engine)
    {
        var portal = await stage.PortalAsync(engine);
        var sessions = portal.Get<IKonturSessions>();
        var links = new[] { await LinkAsync(portal, "director"), await LinkAsync(portal, "accountant"), await LinkAsync(portal, "mydss") };

        var given = await Task.WhenAll(Enumerable.Range(0, 60).Select(async number =>
            (Link: number % 3, (await sessions.GetAsync(Acting.SessionOf(links[number % 3].Id), Stop)).Value)));

        Assert.Equal(3, given.Select(one => one.Value).Distinct().Count());
        Assert.All(given.GroupBy(one => one.Link), ofLink => Assert.Single(ofLink.Select(one => one.Value).Distinct()));
        Assert.Equal(2, (await portal.Get<IExternAccountsApi>().ListAsync(Acting.SessionOf(links[0].Id), 0, 10, Stop)).Accounts.Count);
        Assert.Single((await portal.Get<IExternAccountsApi>().ListAsync(Acting.SessionOf(links[2].Id), 0, 10, Stop)).Accounts);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_link_blocked_in_the_store_gives_no_session_from_that_moment_on(string engine)
    {
        var portal = await stage.PortalAsync(engine);
        var link = await LinkAsync(portal, "accountant");
        var sessions = portal.Get<IKonturSessions>();
        var token = await sessions.GetAsync(Acting.SessionOf(link.Id), Stop);
        await SetStateAsync(portal, link, LinkState.Blocked);
        try
        {
            await Assert.ThrowsAsync<NotLinkedException>(async () => await sessions.GetAsync(Acting.SessionOf(link.Id), Stop));
            await Assert.ThrowsAsync<NotLinkedException>(async () => await sessions.RenewAsync(Acting.SessionOf(link.Id), token, Stop));
            await Assert.ThrowsAsync<NotLinkedException>(() => portal.Get<IExternAccountsApi>().ListAsync(Acting.SessionOf(link.Id), 0, 10, Stop));
            await Assert.ThrowsAsync<NotLinkedException>(async () => await portal.Get<ListAccounts>().RunAsync(await portal.ActorAsync("accountant"), null, 0, 1, Stop));
        }
        finally
        {
            await SetStateAsync(portal, link, LinkState.Active);
        }

        await Assert.ThrowsAsync<NotLinkedException>(async () => await sessions.GetAsync(Acting.SessionOf(Guid.NewGuid().ToString()), Stop));
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_deleted_or_garbled_session_is_obtained_anew_without_an_error(string engine)
    {
        var portal = await stage.PortalAsync(engine);
        var (link, other) = (await LinkAsync(portal, "director"), await LinkAsync(portal, "mydss"));
        var (sessions, store) = (portal.Get<IKonturSessions>(), portal.Get<KonturSessionStore>());
        var key = Acting.SessionOf(link.Id);
        var first = await sessions.GetAsync(key, Stop);
        Assert.Equal(first, await sessions.GetAsync(key, Stop));

        await store.ForgetAsync(link.Id, Stop);
        var second = await sessions.GetAsync(key, Stop);
        Assert.NotEqual(first.Value, second.Value);
        foreach (var garbage in new[] { "garbage", "", "CfDJ8" + new string('A', 200) })
        {
            Assert.True(await store.SaveAsync(link.Id, link.ServiceUserId, garbage, Stop));
            var renewed = await sessions.GetAsync(key, Stop);
            Assert.NotEqual(second.Value, renewed.Value);
            Assert.Equal(renewed, await sessions.GetAsync(key, Stop));
        }

        Assert.NotNull(await store.FindAsync(other.Id, Stop));
    }

    [Fact]
    public async Task The_session_the_phone_and_the_api_key_are_not_readable_in_the_database_file()
    {
        var portal = await stage.PortalAsync(Databases.Sqlite);
        var sid = (await portal.Get<IKonturSessions>().GetAsync(Acting.SessionOf((await LinkAsync(portal, "director")).Id), Stop)).Value;
        var apiKey = (await File.ReadAllTextAsync(Path.Combine(stage.Outside.SandboxFolder, "api-key"), Stop)).Trim();

        var bytes = DataFiles.Read(portal.DataFolder);

        Assert.Contains("Иванов Иван Иванович", bytes, StringComparison.Ordinal);
        foreach (var secret in new[] { sid, apiKey, "9020000001", "11223344595" })
        {
            Assert.DoesNotContain(secret, bytes, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret)).TrimEnd('=')[..^1], bytes, StringComparison.Ordinal);
        }
    }

    private static async Task<Link> LinkAsync(RunningPortal portal, string login) => await portal.Get<Acting>().LinkOfAsync(await portal.ActorAsync(login), Stop);

    private static async Task SetStateAsync(RunningPortal portal, Link link, LinkState state)
    {
        await using var db = await portal.Get<Database>().OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE link SET state = @state WHERE id = @Id", new { link.Id, state = state.ToString() });
    }

    private async Task<int> RenewalsAsync() => (await stage.Outside.RequestsAsync(Authenticate)).Count(line => line.Accepted);

    /// <summary>One outside; a portal per engine, started when it is first asked for.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        private readonly Dictionary<string, RunningPortal> portals = [];

        public Outside Outside { get; private set; } = null!;

        public async Task<RunningPortal> PortalAsync(string engine)
        {
            if (!portals.TryGetValue(engine, out var portal))
            {
                string? connectionString = null;
                if (engine == Databases.PostgreSql)
                {
                    Assert.SkipWhen(PostgresServer.Missing is not null, PostgresServer.Missing ?? "");
                    connectionString = await PostgresServer.CreateDatabaseAsync();
                }

                portals[engine] = portal = await RunningPortal.StartAsync(Outside, connectionString);
            }

            return portal;
        }

        public async ValueTask InitializeAsync() => Outside = await Outside.StartAsync();

        public async ValueTask DisposeAsync()
        {
            foreach (var portal in portals.Values)
            {
                await portal.DisposeAsync();
            }

            await Outside.DisposeAsync();
        }
    }
}

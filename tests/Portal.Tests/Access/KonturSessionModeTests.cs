using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Testing;

namespace Portal.Tests.Access;

/// <summary>Sessions by access token: what the rest of the portal sees is the same as with sids.</summary>
public sealed class KonturSessionModeTests(KonturSessionModeTests.Stage stage) : IClassFixture<KonturSessionModeTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_call_carries_a_bearer_token_and_a_hundred_that_meet_its_end_make_one_renewal()
    {
        var session = Acting.SessionOf((await stage.Portal.Get<Acting>().LinkOfAsync(await stage.Portal.ActorAsync("director"), Stop)).Id);
        var api = stage.Portal.Get<IExternAccountsApi>();
        Assert.Equal(2, (await api.ListAsync(session, 0, 10, Stop)).Accounts.Count);
        var token = await stage.Portal.Get<IKonturSessions>().GetAsync(session, Stop);
        Assert.Equal((KonturToken.Bearer, (string?)null), (token.Scheme, token.ApiKey));
        await stage.Outside.EndSessionsAsync();
        var before = await stage.Outside.AcceptedPostsAsync("/identity/connect/token");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => api.ListAsync(session, 0, 10, Stop)));

        Assert.All(answers, answer => Assert.Equal(2, answer.Accounts.Count));
        Assert.Equal(before + 1, await stage.Outside.AcceptedPostsAsync("/identity/connect/token"));
        Assert.Empty(await stage.Outside.RequestsAsync("authenticate-by-truster.*phone=9020000001"));
        Assert.DoesNotContain(token.Value, DataFiles.Read(stage.Portal.DataFolder), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_session_kept_from_the_other_mode_is_replaced_at_its_next_use()
    {
        var connectionString = $"Data Source={Path.Combine(stage.Portal.DataFolder, "switched.db")}";
        var masterKey = new Dictionary<string, string> { ["Storage:MasterKeyFile"] = Path.Combine(stage.Portal.DataFolder, "switched.key") };
        KonturToken sid;
        KonturSessionKey key;
        await using (var before = await RunningPortal.StartAsync(stage.Outside, connectionString, masterKey))
        {
            key = Acting.SessionOf((await before.Get<Acting>().LinkOfAsync(await before.ActorAsync("accountant"), Stop)).Id);
            sid = await before.Get<IKonturSessions>().GetAsync(key, Stop);
        }

        await using var after = await RunningPortal.StartAsync(stage.Outside, connectionString, new Dictionary<string, string>(masterKey) { ["KonturAuth:SessionMode"] = "OpenIdTrusted" });

        Assert.Equal(KonturToken.AuthSid, sid.Scheme);
        Assert.Equal(KonturToken.Bearer, (await after.Get<IKonturSessions>().GetAsync(key, Stop)).Scheme);
        Assert.Single((await after.Get<IExternAccountsApi>().ListAsync(key, 0, 10, Stop)).Accounts);
    }

    /// <summary>A portal in the mode of access tokens.</summary>
    public sealed class Stage : IAsyncLifetime
    {
        public Outside Outside { get; private set; } = null!;

        public RunningPortal Portal { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Outside = await Outside.StartAsync();
            Portal = await RunningPortal.StartAsync(Outside, settings: new Dictionary<string, string> { ["KonturAuth:SessionMode"] = "OpenIdTrusted" });
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            await Outside.DisposeAsync();
        }
    }
}

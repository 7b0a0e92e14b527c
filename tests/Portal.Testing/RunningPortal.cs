using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Shell;
using Portal.Simulator.People;

namespace Portal.Testing;

/// <summary>The whole portal in this process, on Kestrel and a free port, with real stores and real clients, against an <see cref="Outside"/>.</summary>
public sealed class RunningPortal : IAsyncDisposable
{
    private readonly WebApplicationFactory<App> factory;
    private readonly TempFolder folder = new();

    private RunningPortal(Outside outside, string? connectionString, IReadOnlyDictionary<string, string>? settings)
    {
        var port = FreePort.Next();
        Address = new Uri($"http://localhost:{port}/");
        factory = new Factory([.. Settings(outside, Address, folder.Path, connectionString), .. settings ?? new Dictionary<string, string>()]);
        factory.UseKestrel(port);
    }

    /// <summary>Root address.</summary>
    public Uri Address { get; }

    /// <summary>The portal's own services.</summary>
    public IServiceProvider Services => factory.Services;

    /// <summary>Folder of its data.</summary>
    public string DataFolder => folder.Path;

    /// <summary>Starts it: SQLite unless a connection string is given; more settings win over the fixture's own.</summary>
    public static Task<RunningPortal> StartAsync(Outside outside, string? connectionString = null, IReadOnlyDictionary<string, string>? settings = null)
    {
        var portal = new RunningPortal(outside, connectionString, settings);
        portal.factory.StartServer();
        return Task.FromResult(portal);
    }

    /// <summary>The settings that point a portal at an outside; also for one that runs as a process of its own (as <c>--key=value</c>).</summary>
    public static IReadOnlyDictionary<string, string> Settings(Outside outside, Uri address, string dataFolder, string? connectionString = null) => new Dictionary<string, string>
    {
        ["Quiet"] = "true",
        ["PublicAddress"] = address.ToString().TrimEnd('/'),
        ["Storage:DataFolder"] = dataFolder,
        ["Storage:ConnectionString"] = connectionString ?? "Data Source=portal.db",
        ["SignIn:Issuer"] = new Uri(outside.Address, "idp").ToString(),
        ["SignIn:ClientId"] = "portal",
        ["SignIn:ClientSecretFile"] = Path.Combine(outside.SandboxFolder, "idp-client-secret"),
        ["KonturAuth:Address"] = new Uri(outside.Address, "kontur-auth").ToString(),
        ["KonturAuth:OpenIdAddress"] = new Uri(outside.Address, "identity").ToString(),
        ["KonturAuth:ClientIdFile"] = Path.Combine(outside.SandboxFolder, "client-id"),
        ["KonturAuth:ApiKeyFile"] = Path.Combine(outside.SandboxFolder, "api-key"),
        ["KonturAuth:SigningCertificate:Path"] = Path.Combine(outside.SandboxFolder, "partner.pfx"),
        ["KonturAuth:SigningCertificate:PasswordFile"] = Path.Combine(outside.SandboxFolder, "partner.pfx.password"),
        ["KonturExtern:Address"] = new Uri(outside.Address, "extern").ToString(),
        ["KonturExtern:RequestTimeout"] = "00:00:05",
        ["Esia:Address"] = new Uri(outside.Address, "esia").ToString(),
        ["Epgu:Address"] = new Uri(outside.Address, "epgu").ToString(),
        ["Goskey:Keys:sandbox:Kind"] = "Pkcs8",
        ["Goskey:Keys:sandbox:Path"] = Path.Combine(outside.SandboxFolder, "epgu-sender.key.pem"),
        ["Goskey:Keys:sandbox:Certificate"] = Path.Combine(outside.SandboxFolder, "epgu-sender.cer.pem"),
        ["Goskey:Keys:sandbox:PasswordFile"] = Path.Combine(outside.SandboxFolder, "epgu-sender.key.password"),
        ["Goskey:Trust:Unep:Anchors:0"] = Path.Combine(outside.SandboxFolder, "epgu-ca.pem"),
        ["Goskey:Trust:Ukep:Anchors:0"] = Path.Combine(outside.SandboxFolder, "epgu-ca.pem"),
        ["Simulator:Enabled"] = "false",
        ["DocflowList:Interval"] = "1.00:00:00",
        ["DocflowList:FullInterval"] = "1.00:00:00",
        ["Simulator:ExternalAddress"] = outside.Address.ToString(),
        ["Simulator:SandboxFolder"] = outside.SandboxFolder,
    };

    /// <summary>A service of the portal.</summary>
    public T Get<T>()
        where T : notnull => Services.GetRequiredService<T>();

    /// <summary>A demo person as the actor of operations, as if they had just signed in, always in the same session; linked when the sandbox says so.</summary>
    public async Task<Actor> ActorAsync(string login)
    {
        var demo = DemoPeople.All.Single(person => person.Login == login);
        var issuer = Get<Microsoft.Extensions.Configuration.IConfiguration>()["SignIn:Issuer"]!;
        var person = await Get<PersonStore>().SeenAsync(issuer, demo.Subject, demo.FullName, demo.Email);
        var actor = new Actor(person.Id, "session-of-" + login, demo.FullName, demo.Role == "admin");
        if (await Get<SessionStore>().StateAsync(actor.SessionId) is null)
        {
            await SignedInAsync(actor, TimeSpan.Zero);
        }

        return actor;
    }

    /// <summary>The same person in another browser, as if they had just signed in there.</summary>
    public async Task<Actor> ElsewhereAsync(Actor actor)
    {
        var elsewhere = actor with { SessionId = $"{actor.SessionId}-{Guid.NewGuid():N}" };
        await SignedInAsync(elsewhere, TimeSpan.Zero);
        return elsewhere;
    }

    /// <summary>Adds the row of the actor's session, in which they signed in so long ago.</summary>
    public async Task SignedInAsync(Actor actor, TimeSpan ago)
    {
        var now = Get<TimeProvider>().GetUtcNow();
        await Get<SessionStore>().AddAsync(
            new Session { Id = actor.SessionId, PersonId = actor.PersonId, CreatedAt = now - ago, SeenAt = now, ExpiresAt = now.AddHours(12), AuthAt = now - ago }, "ticket");
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await factory.DisposeAsync();
        folder.Dispose();
    }

    private sealed class Factory(IReadOnlyList<KeyValuePair<string, string>> settings) : WebApplicationFactory<App>
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            builder.UseEnvironment("Development");
            foreach (var (key, value) in settings)
            {
                builder.UseSetting(key, value);
            }
        }
    }
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Testing;

namespace Portal.Tests.Fixtures;

/// <summary>One simulator and one portal for the tests of a class, which run one after another; each test makes drafts and tabs of its own.</summary>
public sealed class PortalFixture : IAsyncLifetime
{
    /// <summary>«Тестовая»: the organisation of the sample reports, open to the director, the accountant and the newcomer.</summary>
    public const string Testovaya = "0a000000-0000-4000-8000-000000000001";

    /// <summary>«Вектор»: the organisation of the person who confirms by MyDSS.</summary>
    public const string Vector = "0a000000-0000-4000-8000-000000000002";

    /// <summary>«Северный ветер»: the director's second organisation.</summary>
    public const string Wind = "0a000000-0000-4000-8000-000000000003";

    /// <summary>The director's phone.</summary>
    public const string DirectorPhone = "9020000001";

    /// <summary>Settings that win over those of every test.</summary>
    public IReadOnlyDictionary<string, string>? Settings { get; init; }

    /// <summary>The database; SQLite in the portal's own folder unless given.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>How long state bodies take; a second unless given.</summary>
    public TimeSpan? RobotDelay { get; init; }

    /// <summary>The other side of the wire.</summary>
    public Outside Outside { get; private set; } = null!;

    /// <summary>The portal.</summary>
    public RunningPortal Portal { get; private set; } = null!;

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        Outside = await Outside.StartAsync(RobotDelay);
        Portal = await RunningPortal.StartAsync(Outside, ConnectionString, Settings);
    }

    /// <summary>An operation or a store of the portal.</summary>
    public T Get<T>()
        where T : notnull => Portal.Get<T>();

    /// <summary>A signed-in person who has opened an account, so that its payers and certificates are known.</summary>
    public async Task<Actor> InAsync(string login, string accountId)
    {
        var actor = await Portal.ActorAsync(login);
        await Get<OpenAccount>().RunAsync(actor, accountId, TestContext.Current.CancellationToken);
        return actor;
    }

    /// <summary>A new browser tab of a person.</summary>
    public async Task<PortalBunit> TabAsync(string login) => await PortalBunit.OpenAsync(Portal, await Portal.ActorAsync(login));

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await (Portal?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Outside?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

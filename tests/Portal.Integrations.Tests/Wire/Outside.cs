using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Integrations.Http;
using Portal.Integrations.KonturAuth;
using Portal.Integrations.KonturExtern;

namespace Portal.Integrations.Tests.Wire;

/// <summary>The clients as the portal registers them, pointed at a <see cref="RecordingVendor"/>.</summary>
public sealed class Outside : IAsyncDisposable
{
    public static readonly KonturSessionKey Session = new("link-1");
    public static readonly Guid AccountId = Guid.Parse("0a0a0a0a-0000-4000-8000-000000000001");
    public static readonly Guid DraftId = Guid.Parse("0d0d0d0d-0000-4000-8000-000000000001");

    private readonly ServiceProvider services;

    private Outside(RecordingVendor vendor, ServiceProvider services)
    {
        Vendor = vendor;
        this.services = services;
    }

    public RecordingVendor Vendor { get; }

    public CountingSessions Sessions => (CountingSessions)services.GetRequiredService<IKonturSessions>();

    public static async Task<Outside> StartAsync(
        Action<KonturExternOptions>? extern_ = null, Action<KonturAuthOptions>? auth = null, Action<IServiceCollection>? more = null)
    {
        var vendor = await RecordingVendor.StartAsync();
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace));
        services.AddSingleton<IKonturSessions, CountingSessions>();
        services.AddKonturExtern(options =>
        {
            options.Address = vendor.Address;
            extern_?.Invoke(options);
        });
        services.AddKonturAuth(options =>
        {
            options.Address = vendor.Address;
            auth?.Invoke(options);
        });
        more?.Invoke(services);
        return new Outside(vendor, services.BuildServiceProvider(validateScopes: true));
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Vendor.DisposeAsync();
    }
}

/// <summary>Gives <c>sid-1</c>, then a new number at each renewal.</summary>
public sealed class CountingSessions : IKonturSessions
{
    private int number = 1;

    public int Renewals { get; private set; }

    public VendorException? Trouble { get; set; }

    public ValueTask<KonturToken> GetAsync(KonturSessionKey key, CancellationToken ct) => Trouble is null
        ? ValueTask.FromResult(Token())
        : ValueTask.FromException<KonturToken>(Trouble);

    public ValueTask<KonturToken> RenewAsync(KonturSessionKey key, KonturToken stale, CancellationToken ct)
    {
        Renewals++;
        number++;
        return ValueTask.FromResult(Token());
    }

    private KonturToken Token() => new(KonturToken.AuthSid, $"sid-{number}", "6F9619FF-8B86-D011-B42D-00CF4FC964FF");
}

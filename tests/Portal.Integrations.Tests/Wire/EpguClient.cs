using Microsoft.Extensions.DependencyInjection;
using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Integrations.Tests.Simulator.Epgu;

namespace Portal.Integrations.Tests.Wire;

/// <summary>The portal's clients of ESIA and EPGU against the simulator, with the sandbox's sender.</summary>
internal sealed class EpguClient : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private EpguClient(EpguBench bench, ServiceProvider services, EsiaKey key) => (Bench, this.services, Key) = (bench, services, key);

    public EpguBench Bench { get; }

    public EsiaKey Key { get; }

    public OrderMeta Meta { get; } = new("45000000000");

    public IEpguOrderApi Orders => services.GetRequiredService<IEpguOrderApi>();

    public PackageUpload Upload => services.GetRequiredService<PackageUpload>();

    public FileDownload Download => services.GetRequiredService<FileDownload>();

    public IEsiaTokens Tokens => services.GetRequiredService<IEsiaTokens>();

    public static async Task<EpguClient> StartAsync()
    {
        var bench = await EpguBench.StartAsync();
        var services = new ServiceCollection()
            .AddEsia(options => options.Address = new Uri(bench.Address, "esia"))
            .AddEpgu(options => options.Address = new Uri(bench.Address, "epgu"))
            .BuildServiceProvider();
        return new EpguClient(bench, services, new EsiaKey(bench.Sender.ApiKey, Signer(bench)));
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Bench.DisposeAsync();
    }

    private static KeySigner Signer(EpguBench bench)
    {
        byte[] Read(string name) => File.ReadAllBytes(Path.Combine(bench.SandboxFolder, name));
        return KeySigner.OfPkcs8(Read("epgu-sender.key.pem"), File.ReadAllText(Path.Combine(bench.SandboxFolder, "epgu-sender.key.password")).Trim(), Read("epgu-sender.cer.pem"), TimeProvider.System);
    }
}

using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Simulator;
using Portal.Simulator.People;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>Section <c>Simulator</c>: the imitation of everything outside, for development and demonstration.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Simulator";

    /// <summary>Start it beside the portal; only in Development.</summary>
    public bool Enabled { get; set; }

    /// <summary>Its port on the loopback interface.</summary>
    public int Port { get; set; } = 5090;

    /// <summary>Its state; relative to the data folder.</summary>
    public string StateFolder { get; set; } = "simulator";

    /// <summary>Our half of the sandbox: api-key, partner key pair, registry; relative to the data folder.</summary>
    public string SandboxFolder { get; set; } = "sandbox";

    /// <summary>Address of a simulator that runs as a process of its own; then the sandbox is seeded from <see cref="SandboxFolder"/> and the banner shown.</summary>
    public string ExternalAddress { get; set; } = "";

    /// <summary>What is wrong, one sentence per key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Port is < 0 or > 65535)
        {
            yield return "Simulator:Port must lie between 0 and 65535";
        }
    }
}

/// <summary>Where the simulator answers, for the banner; null when there is none.</summary>
public sealed record SimulatorAddress(string? Address);

/// <summary>Starts the simulator before the settings are checked, since it makes the sandbox's keys, and seeds the portal's tables with the sandbox's people.</summary>
public static class SimulatorHosting
{
    /// <summary>Starts it when the settings say so; it ends with the host.</summary>
    public static async Task<WebApplicationBuilder> AddSimulatorAsync(this WebApplicationBuilder builder)
    {
        var options = Read(builder.Configuration);
        string? address = options.ExternalAddress is { Length: > 0 } external ? external : null;
        if (options.Enabled && builder.Environment.IsDevelopment())
        {
            var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
            var folder = new DataFolder(storage.DataFolder, builder.Environment.ContentRootPath);
            var simulator = await SimulatorApp.StartAsync(new SimulatorSettings
            {
                Port = options.Port, StateFolder = folder.Resolve(options.StateFolder), SandboxFolder = folder.Resolve(options.SandboxFolder),
            });
            builder.Services.AddSingleton<IHostedService>(new SimulatorLife(simulator));
            address = simulator.Address.ToString();
        }

        builder.Services.AddSingleton(new SimulatorAddress(builder.Environment.IsDevelopment() ? address : null));
        builder.Services.Configure<SimulatorOptions>(builder.Configuration.GetSection(SimulatorOptions.Section));
        return builder;
    }

    // Runs before the check of the settings, which names the value that is of the wrong kind.
    private static SimulatorOptions Read(IConfiguration configuration)
    {
        try
        {
            return configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
        }
        catch (InvalidOperationException)
        {
            return new SimulatorOptions();
        }
    }

    /// <summary>Brings the sandbox's registry and its ready links into our tables, as an administrator's import would.</summary>
    public static async Task SeedSandboxAsync(this WebApplication app)
    {
        if (app.Services.GetRequiredService<SimulatorAddress>().Address is not { } address)
        {
            return;
        }

        var options = app.Configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
        var sandbox = app.Services.GetRequiredService<DataFolder>().Resolve(options.SandboxFolder);
        var content = RegistryFile.Read(await File.ReadAllBytesAsync(Path.Combine(sandbox, "registry.csv")));
        if (content.Problem is not null || content.Errors.Count > 0)
        {
            throw new InvalidOperationException($"The sandbox's registry.csv: {content.Problem ?? content.Errors[0].ToString()}");
        }

        await app.Services.GetRequiredService<RegistrySeeding>().AddAsync([.. content.Rows.Select(row => row.Line)]);
        await SeedLinksAsync(app.Services, Path.Combine(sandbox, "links.csv"));
        if (!app.Configuration.GetValue("Quiet", false))
        {
            Announce(app, address);
        }
    }

    private static async Task SeedLinksAsync(IServiceProvider services, string file)
    {
        var issuer = services.GetRequiredService<IConfiguration>()[$"{SignInOptions.Section}:{nameof(SignInOptions.Issuer)}"]!;
        var (people, links, registry) = (services.GetRequiredService<PersonStore>(), services.GetRequiredService<LinkStore>(), services.GetRequiredService<RegistryStore>());
        foreach (var row in (await File.ReadAllLinesAsync(file)).Skip(1).Where(line => line.Length > 0).Select(line => line.Split(';')))
        {
            if (await registry.OfPersonAsync(row[0]) is not [var certificate, ..])
            {
                continue;
            }

            var person = await people.SeenAsync(issuer, row[0], certificate.FullName, email: null);
            await links.AddAsync(new Link
            {
                Id = Guid.NewGuid().ToString(), PersonId = person.Id, ServiceUserId = row[1], KonturUser = certificate.KonturUser,
                Phone = certificate.Phone, State = LinkState.Active,
            });
        }
    }

    private static void Announce(WebApplication app, string address) => app.Lifetime.ApplicationStarted.Register(() =>
    {
        Console.WriteLine();
        Console.WriteLine($"  Portal:        {app.Configuration["PublicAddress"]}");
        Console.WriteLine($"  Control room:  {address}  (phones, journal, faults)");
        Console.WriteLine();
        Console.WriteLine("  Sign in as:");
        foreach (var person in DemoPeople.All)
        {
            Console.WriteLine($"    {person.Login,-12} {person.Password,-18} {person.Purpose}");
        }

        Console.WriteLine();
    });

    private sealed class SimulatorLife(SimulatorApp simulator) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public async Task StopAsync(CancellationToken cancellationToken) => await simulator.DisposeAsync();
    }
}

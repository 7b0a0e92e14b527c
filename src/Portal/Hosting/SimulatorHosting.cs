using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Goskey.Senders;
using Portal.Simulator;
using Portal.Simulator.People;
using Portal.Simulator.Sandbox;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>Where the simulator answers, for the banner; null when there is none.</summary>
public sealed record SimulatorAddress(string? Address);

/// <summary>Starts the simulator before the settings are checked, since it makes the sandbox's keys, and seeds the portal's tables with the sandbox's people.</summary>
public static class SimulatorHosting
{
    /// <summary>Starts it when the settings say so; it ends with the host.</summary>
    public static WebApplicationBuilder AddSimulator(this WebApplicationBuilder builder)
    {
        var options = Read(builder.Configuration);
        string? address = options.ExternalAddress is { Length: > 0 } external ? external : null;
        if (options.Enabled && builder.Environment.IsDevelopment() && !options.Problems().Any())
        {
            var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new StorageOptions();
            var folder = new DataFolder(storage.DataFolder, builder.Environment.ContentRootPath);
            var settings = new SimulatorSettings { Port = options.Port, StateFolder = folder.Resolve(options.StateFolder), SandboxFolder = folder.Resolve(options.SandboxFolder) };

            // The check of the settings wants these files; everything else may come later.
            _ = new SandboxFolder(settings, TimeProvider.System);
            var simulator = new EmbeddedSimulator(settings);
            builder.Services.AddSingleton(simulator).AddHostedService(_ => simulator);
            address = $"http://localhost:{options.Port}/";
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

    /// <summary>
    /// Brings the sandbox's registry and its ready links into our tables, as an administrator's import would: at once for a simulator that runs elsewhere,
    /// as soon as it is up for the one inside.
    /// </summary>
    public static async Task SeedSandboxAsync(this WebApplication app)
    {
        if (app.Services.GetService<EmbeddedSimulator>() is { } simulator)
        {
            simulator.Then(() => SeedAsync(app), app.Lifetime);
        }
        else if (app.Services.GetRequiredService<SimulatorAddress>().Address is not null)
        {
            await SeedAsync(app);
        }
    }

    /// <summary>Requests wait for the simulator inside; health does not, since it speaks of the portal.</summary>
    public static void UseSimulatorGate(this WebApplication app)
    {
        if (app.Services.GetService<EmbeddedSimulator>() is { } simulator)
        {
            app.Use(async (context, next) =>
            {
                if (!simulator.Ready.IsCompletedSuccessfully && !context.Request.Path.StartsWithSegments("/health"))
                {
                    await simulator.Ready.WaitAsync(context.RequestAborted);
                }

                await next(context);
            });
        }
    }

    private static async Task SeedAsync(WebApplication app)
    {
        var options = app.Configuration.GetSection(SimulatorOptions.Section).Get<SimulatorOptions>() ?? new SimulatorOptions();
        var sandbox = app.Services.GetRequiredService<DataFolder>().Resolve(options.SandboxFolder);
        var content = RegistryFile.Read(await File.ReadAllBytesAsync(Path.Combine(sandbox, "registry.csv")));
        if (content.Problem is not null || content.Errors.Count > 0)
        {
            throw new InvalidOperationException($"The sandbox's registry.csv: {content.Problem ?? content.Errors[0].ToString()}");
        }

        await app.Services.GetRequiredService<RegistrySeeding>().AddAsync([.. content.Rows.Select(row => row.Line)]);
        await SeedLinksAsync(app.Services, Path.Combine(sandbox, "links.csv"));
        await SeedSenderAsync(app.Services, sandbox);
        if (!app.Configuration.GetValue("Quiet", false))
        {
            app.Lifetime.ApplicationStarted.Register(() => Announce(app));
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

    // The sandbox's sending organisation is «Тестовая»: its director sends as the head, its accountant by a power of attorney.
    private static async Task SeedSenderAsync(IServiceProvider services, string sandbox)
    {
        var issuer = services.GetRequiredService<IConfiguration>()[$"{SignInOptions.Section}:{nameof(SignInOptions.Issuer)}"]!;
        var members = DemoPeople.All.Where(person => person.Organization == DemoPeople.Testovaya).ToList();
        await services.GetRequiredService<SenderSeeding>().AddAsync(sandbox, await PersonAsync("director"), await PersonAsync("accountant"));

        async Task<Person?> PersonAsync(string login) => members.Find(person => person.Login == login) is { } demo
            ? await services.GetRequiredService<PersonStore>().SeenAsync(issuer, demo.Subject, demo.FullName, demo.Email)
            : null;
    }

    private static void Announce(WebApplication app)
    {
        Console.WriteLine();
        Console.WriteLine($"  Portal:        {app.Configuration["PublicAddress"]}");
        Console.WriteLine($"  Control room:  {app.Services.GetRequiredService<SimulatorAddress>().Address}  (phones, journal, faults)");
        Console.WriteLine();
        Console.WriteLine("  Sign in as:");
        foreach (var person in DemoPeople.All)
        {
            Console.WriteLine($"    {person.Login,-12} {person.Password,-18} {person.Purpose}");
        }

        Console.WriteLine();
    }
}

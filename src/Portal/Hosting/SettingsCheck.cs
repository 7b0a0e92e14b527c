using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Reading;
using Portal.Features.Docflows.Replies;
using Portal.Features.Goskey;
using Portal.Features.Linking;
using Portal.Hosting.Mail;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>Wrong configuration does not start, and says everything wrong at once.</summary>
public static class SettingsCheck
{
    /// <summary>Every problem of every section, each naming its key.</summary>
    public static IReadOnlyList<string> Problems(IConfiguration configuration, IHostEnvironment environment)
    {
        var problems = new List<string>();
        var development = environment.IsDevelopment();
        var storage = Bind<StorageOptions>(StorageOptions.Section) ?? new StorageOptions();
        var folder = new DataFolder(storage.DataFolder, environment.ContentRootPath);
        problems.AddRange(storage.Problems());
        if (!development && storage.MasterKeyFile is { Length: > 0 } && MasterKey.Problem(folder.Resolve(storage.MasterKeyFile)) is { } master)
        {
            problems.Add(master);
        }

        if (AddressProblem("PublicAddress", configuration["PublicAddress"], development) is { } address)
        {
            problems.Add(address);
        }

        problems.AddRange(Bind<SignInOptions>(SignInOptions.Section)?.Problems(folder.Resolve, development) ?? []);
        problems.AddRange(Bind<SessionsOptions>(SessionsOptions.Section)?.Problems() ?? []);
        problems.AddRange(Bind<KonturAuthSettings>(KonturAuthSettings.Section)?.Problems(folder.Resolve, development) ?? []);
        problems.AddRange(Bind<KonturExternSettings>(KonturExternSettings.Section)?.Problems(development) ?? []);
        var esia = Bind<EsiaSettings>(EsiaSettings.Section);
        problems.AddRange(esia?.Problems(development) ?? []);
        problems.AddRange(Bind<EpguSettings>(EpguSettings.Section)?.Problems(esia?.Address ?? "", development) ?? []);
        problems.AddRange(Bind<GoskeyOptions>(GoskeyOptions.Section)?.Problems(development) ?? []);
        problems.AddRange(Bind<AuditOptions>(AuditOptions.Section)?.Problems() ?? []);
        var simulator = Bind<SimulatorOptions>(SimulatorOptions.Section);
        if (simulator is { Enabled: true } && !development)
        {
            problems.Add("Simulator:Enabled must be false outside Development: the simulator never stands in for the real services");
        }

        problems.AddRange(Bind<LinkingOptions>(LinkingOptions.Section)?.Problems() ?? []);
        problems.AddRange(Bind<MailOptions>(MailOptions.Section)?.Problems() ?? []);
        problems.AddRange(Bind<ConfirmationOptions>(ConfirmationOptions.Section)?.Problems() ?? []);
        problems.AddRange(Bind<DocflowListOptions>(DocflowListOptions.Section)?.Problems() ?? []);
        problems.AddRange(Bind<ReadingOptions>(ReadingOptions.Section)?.Problems() ?? []);
        _ = Bind<ReplyOptions>(ReplyOptions.Section);
        problems.AddRange(simulator?.Problems() ?? []);
        return problems;

        // A value of the wrong kind is one problem, named by the binder with its key; the section cannot be looked at any further.
        T? Bind<T>(string section)
            where T : class, new()
        {
            try
            {
                return configuration.GetSection(section).Get<T>() ?? new T();
            }
            catch (InvalidOperationException error)
            {
                problems.Add($"{section}: {error.Message}");
                return null;
            }
        }
    }

    /// <summary>Writes the problems to the error stream; true when there are any.</summary>
    public static bool Report(IConfiguration configuration, IHostEnvironment environment)
    {
        var problems = Problems(configuration, environment);
        if (problems.Count == 0)
        {
            return false;
        }

        Console.Error.WriteLine($"The portal does not start: {problems.Count} setting(s) to mend (see appsettings.example.json).");
        foreach (var problem in problems)
        {
            Console.Error.WriteLine("  - " + problem);
        }

        return true;
    }

    /// <summary>What is wrong with an address setting, or null. Outside Development only https will do.</summary>
    public static string? AddressProblem(string key, string? value, bool development) =>
        !Uri.TryCreate(value, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") ? $"{key} is missing or not an absolute http(s) address"
        : !development && uri.Scheme != Uri.UriSchemeHttps ? $"{key} must be an https address"
        : null;
}

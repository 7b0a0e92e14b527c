using Portal.Simulator;

namespace Portal.Testing;

/// <summary>
/// The folders of a new simulator, seeded once per test process and copied for every test: making keys, signatures and a past takes seconds, copying them does not.
/// </summary>
public static class SeededSimulator
{
    private static readonly Lazy<Task<TempFolder>> Template = new(SeedAsync);

    /// <summary>Fills two folders as a first start would; one that exists already is a later start's and stays as it is.</summary>
    public static async Task PrepareAsync(string stateFolder, string sandboxFolder)
    {
        if (Directory.Exists(stateFolder))
        {
            return;
        }

        var template = await Template.Value;
        Copy(template.Combine("state"), stateFolder);
        Copy(template.Combine("sandbox"), sandboxFolder);
    }

    private static async Task<TempFolder> SeedAsync()
    {
        var folder = new TempFolder();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => folder.Dispose();
        await using var simulator = await SimulatorApp.StartAsync(new SimulatorSettings { Port = 0, StateFolder = folder.Combine("state"), SandboxFolder = folder.Combine("sandbox") });
        return folder;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var directory in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, directory)));
        }

        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)), overwrite: true);
        }
    }
}

using System.Diagnostics;

namespace Portal.Testing;

/// <summary>The programs of an installed PostgreSQL, and the user they run as: PostgreSQL refuses root.</summary>
internal sealed class PostgresBinaries
{
    private const string Owner = "postgres";
    private string folder = "";

    private static bool AsRoot => Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows();

    /// <summary>Why nothing can be started; null when it can.</summary>
    public string? Missing { get; private init; }

    /// <summary>Looks at the usual places, the newest version first.</summary>
    public static PostgresBinaries Find()
    {
        var exe = OperatingSystem.IsWindows() ? ".exe" : "";
        var found = Folders().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb" + exe)) && File.Exists(Path.Combine(folder, "pg_ctl" + exe)));
        if (found is null)
        {
            return new() { Missing = "PostgreSQL is not installed here: initdb and pg_ctl are neither on PATH nor at their usual places (Debian: apt-get install postgresql)." };
        }

        if (AsRoot && !(File.Exists("/etc/passwd") && File.ReadLines("/etc/passwd").Any(line => line.StartsWith(Owner + ":", StringComparison.Ordinal))))
        {
            return new() { Missing = "PostgreSQL does not run as root, and this machine has no user postgres." };
        }

        return new() { folder = found };
    }

    /// <summary>Makes a folder the server's own.</summary>
    public async Task GiveAsync(string target)
    {
        if (AsRoot)
        {
            await RunAsync(new ProcessStartInfo("chown", [Owner, target]));
        }
    }

    /// <summary>Runs one of the programs to its end.</summary>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    public Task RunAsync(string program, IReadOnlyList<string> arguments)
    {
        var path = Path.Combine(folder, program);
        return RunAsync(AsRoot ? new ProcessStartInfo("runuser", ["-u", Owner, "--", path, .. arguments]) : new ProcessStartInfo(path, arguments));
    }

    private static async Task RunAsync(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = Path.GetTempPath();
        start.Environment["LC_ALL"] = "C";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {await output}{await errors}");
        }
    }

    private static IEnumerable<string> Folders()
    {
        string[] roots =
        [
            "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL"),
        ];
        var installed = roots
            .Where(Directory.Exists)
            .SelectMany(Directory.GetDirectories)
            .OrderByDescending(version => int.TryParse(Path.GetFileName(version), out var number) ? number : 0)
            .Select(version => Path.Combine(version, "bin"));
        var onPath = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return installed.Concat(onPath);
    }
}

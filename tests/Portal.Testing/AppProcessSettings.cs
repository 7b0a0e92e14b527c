namespace Portal.Testing;

/// <summary>How one process of <see cref="AppProcess"/> is started.</summary>
public sealed record AppProcessSettings
{
    /// <summary>Project and assembly in <c>src/</c>: <c>Portal</c> or <c>Portal.Simulator</c>.</summary>
    public required string Project { get; init; }

    /// <summary>The command line, given the port: <c>port => ["--urls", $"http://localhost:{port}"]</c>.</summary>
    public required Func<int, IReadOnlyList<string>> Arguments { get; init; }

    /// <summary>Environment variables on top of ours; a null removes one. <c>DOTNET_ENVIRONMENT</c> is Development unless said here.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>It is started when this path answers with less than 500.</summary>
    public string ReadyPath { get; init; } = "/";

    /// <summary>A port of the test's own choice; otherwise a free one.</summary>
    public int? Port { get; init; }

    /// <summary>Where it runs; otherwise the project's folder, as with <c>dotnet run</c>.</summary>
    public string? WorkingFolder { get; init; }

    /// <summary>How long the start may take: a cold start on a busy machine is slow.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(90);

    /// <summary>The simulator alone, with its state and sandbox in the given folder.</summary>
    public static AppProcessSettings Simulator(string folder, TimeSpan? robotDelay = null, bool refuseNoCms = true) => new()
    {
        Project = "Portal.Simulator",
        Arguments = port =>
        [
            "--port", $"{port}",
            "--state", Path.Combine(folder, "simulator"),
            "--sandbox", Path.Combine(folder, "sandbox"),
            "--robot-delay", $"{robotDelay ?? TimeSpan.FromSeconds(1):c}",
            "--refuse-no-cms", $"{refuseNoCms}",
        ],
    };
}

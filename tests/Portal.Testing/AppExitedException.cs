namespace Portal.Testing;

/// <summary>A process ended instead of answering: a wrong configuration, or a fault of its start.</summary>
public sealed class AppExitedException(string project, int exitCode, string output)
    : Exception($"{project} ended with {exitCode} before it answered. It printed:\n{output}")
{
    /// <summary>What it returned.</summary>
    public int ExitCode { get; } = exitCode;

    /// <summary>What it printed.</summary>
    public string Output { get; } = output;
}

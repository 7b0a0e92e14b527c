using System.Diagnostics;
using System.Text;

namespace Portal.Testing;

/// <summary>
/// The portal or the simulator as a second process, as it was built together with the tests: for tests which kill it, restart it or weigh it.
/// </summary>
public sealed class AppProcess : IAsyncDisposable
{
    private const int SigTerm = 15;

    private readonly StringBuilder output = new();
    private readonly AppProcessSettings settings;
    private Process? process;
    private ProcessGuard? guard;

    private AppProcess(AppProcessSettings settings, int port)
    {
        this.settings = settings;
        Port = port;
        Address = new Uri($"http://localhost:{port}/");
    }

    /// <summary>The port given to the arguments.</summary>
    public int Port { get; }

    /// <summary><c>http://localhost:{port}/</c></summary>
    public Uri Address { get; }

    /// <summary>The process's number while it runs.</summary>
    public int Id => process?.Id ?? throw new InvalidOperationException($"{settings.Project} does not run.");

    /// <summary>True until it ends or is ended.</summary>
    public bool IsRunning => process is { HasExited: false };

    /// <summary>Everything it has printed, restarts included.</summary>
    public string Output
    {
        get
        {
            lock (output)
            {
                return output.ToString();
            }
        }
    }

    /// <summary>Starts it on a free port and returns when it answers.</summary>
    public static async Task<AppProcess> StartAsync(AppProcessSettings settings, CancellationToken cancellationToken = default)
    {
        var app = new AppProcess(settings, settings.Port ?? FreePort.Next());
        try
        {
            await app.StartAgainAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>After <see cref="KillAsync"/> or <see cref="StopAsync"/>: the same program, port, arguments and environment once more.</summary>
    public async Task StartAgainAsync(CancellationToken cancellationToken = default)
    {
        if (IsRunning)
        {
            throw new InvalidOperationException($"{settings.Project} runs already.");
        }

        Release();
        process = Process.Start(StartInfo())!;
        guard = new ProcessGuard(process.Id);
        AppDomain.CurrentDomain.ProcessExit += KillAtExit;
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await AnswersAsync(cancellationToken);
    }

    /// <summary>SIGKILL: no goodbye, as in a power cut.</summary>
    public async Task KillAsync()
    {
        if (IsRunning)
        {
            process!.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }
    }

    /// <summary>SIGTERM and the wait for an orderly end; returns the exit code. (Windows knows no SIGTERM: there it is killed.)</summary>
    /// <exception cref="TimeoutException">It did not end; it is killed now.</exception>
    public async Task<int> StopAsync(TimeSpan? timeout = null)
    {
        if (IsRunning)
        {
            if (OperatingSystem.IsWindows())
            {
                process!.Kill(entireProcessTree: true);
            }
            else
            {
                ProcessGuard.Signal(process!.Id, SigTerm);
            }

            using var limit = new CancellationTokenSource(timeout ?? TimeSpan.FromSeconds(30));
            try
            {
                await process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                await KillAsync();
                throw new TimeoutException($"{settings.Project} did not end after SIGTERM. It printed:\n{Output}");
            }
        }

        return process?.ExitCode ?? 0;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        Release();
    }

    private ProcessStartInfo StartInfo()
    {
        var dll = Path.Combine(RepositoryRoot.Path, "src", settings.Project, "bin", RepositoryRoot.Configuration, "net10.0", settings.Project + ".dll");
        if (!File.Exists(dll))
        {
            throw new InvalidOperationException($"{dll} is not built; a test project that starts it refers to its project.");
        }

        var start = new ProcessStartInfo("dotnet", [dll, .. settings.Arguments(Port)])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = settings.WorkingFolder ?? Path.Combine(RepositoryRoot.Path, "src", settings.Project),
        };
        // What the test runner or the developer's shell has set is not the application's.
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        foreach (var (name, value) in settings.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private async Task AnswersAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
        var ready = new Uri(Address, settings.ReadyPath);
        try
        {
            await Eventually.IsTrueAsync(
                async () => process!.HasExited || await AnswersAsync(client, ready, cancellationToken),
                $"{ready} answers",
                settings.StartTimeout,
                cancellationToken);
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{late.Message} {settings.Project} printed:\n{Output}", late);
        }

        if (process!.HasExited)
        {
            await process.WaitForExitAsync(cancellationToken);
            throw new AppExitedException(settings.Project, process.ExitCode, Output);
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient client, Uri ready, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await client.GetAsync(ready, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return (int)answer.StatusCode < 500;
        }
        catch (Exception notYet) when (notYet is HttpRequestException || (notYet is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.AppendLine(line);
            }
        }
    }

    private void KillAtExit(object? sender, EventArgs e)
    {
        if (IsRunning)
        {
            process!.Kill(entireProcessTree: true);
        }
    }

    private void Release()
    {
        AppDomain.CurrentDomain.ProcessExit -= KillAtExit;
        guard?.Dispose();
        guard = null;
        process?.Dispose();
        process = null;
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Portal.Testing;

/// <summary>
/// Ends a process of ours even when the test process is killed: a shell waits for the end of its standard input, which the system closes
/// together with us. On Windows only an orderly end of the test process is covered.
/// </summary>
internal sealed class ProcessGuard : IDisposable
{
    private const int SigKill = 9;

    private const string Script =
        """
        trap '' INT TERM HUP
        read -r word
        [ "$word" = released ] && exit 0
        kill -"$1" "$2" 2>/dev/null
        sleep 1
        [ -z "$3" ] || rm -rf -- "$3"
        """;

    private readonly Process? shell;

    /// <param name="processId">Whom to end.</param>
    /// <param name="signal">The signal's number: 9, or 3 for PostgreSQL's immediate end, which takes its children along.</param>
    /// <param name="folder">What to remove afterwards.</param>
    public ProcessGuard(int processId, int signal = SigKill, string? folder = null)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        shell = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", Script, "portal-test-guard", $"{signal}", $"{processId}", folder ?? ""])
        {
            RedirectStandardInput = true,
        });
    }

    /// <summary>Sends a signal; false when there is no such process any more.</summary>
    public static bool Signal(int processId, int signal) => Kill(processId, signal) == 0;

    /// <summary>What the shell sees when the test process is killed: its input ends without a word.</summary>
    internal void LoseTestProcess() => shell?.StandardInput.Close();

    /// <summary>The process has ended: nothing is left to guard.</summary>
    public void Dispose()
    {
        if (shell is null)
        {
            return;
        }

        try
        {
            shell.StandardInput.WriteLine("released");
            shell.StandardInput.Close();
        }
        catch (IOException)
        {
            // The shell is gone already, and with it its task.
            return;
        }
        finally
        {
            shell.Dispose();
        }
    }

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}

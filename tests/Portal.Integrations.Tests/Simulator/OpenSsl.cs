using System.Diagnostics;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>The openssl of the machine, as somebody independent of the simulator's own cryptography.</summary>
internal static class OpenSsl
{
    public const int Missing = -1;

    public static async Task<(int ExitCode, string Output)> RunAsync(string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("openssl", arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
            await process.WaitForExitAsync();
            return (process.ExitCode, await output + await error);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (Missing, "");
        }
    }
}

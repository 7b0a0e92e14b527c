using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Portal.Integrations.Signing;

/// <summary>One run of a program: without a shell, without input, with an end.</summary>
internal static class CommandRun
{
    /// <summary>More than any signature of 6.2; what a program writes beyond is read and dropped.</summary>
    public const int LongestOutput = 1024 * 1024;
    private const int LongestError = 2000;

    /// <summary>Runs to the end and returns what the program wrote.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.CommandFailed"/> with the program's own words, or <see cref="SigningFault.CommandTimedOut"/>.</exception>
    public static async Task<byte[]> RunAsync(ProcessStartInfo start, TimeSpan timeout, TimeProvider clock, CancellationToken cancellationToken)
    {
        (start.UseShellExecute, start.CreateNoWindow) = (false, true);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Exception refused) when (refused is Win32Exception or FileNotFoundException or DirectoryNotFoundException or InvalidOperationException)
        {
            throw new SigningException(SigningFault.CommandFailed, $"The signing command '{start.FileName}' could not be started: {refused.Message}", refused);
        }

        using var limit = new CancellationTokenSource(timeout, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var error = new MemoryStream();
        try
        {
            // A program that asks for a PIN meets the end of its input instead of waiting for somebody.
            process.StandardInput.Close();
            var output = new MemoryStream();
            await Task.WhenAll(
                KeepAsync(process.StandardOutput.BaseStream, output, LongestOutput, either.Token),
                KeepAsync(process.StandardError.BaseStream, error, LongestError, either.Token),
                process.WaitForExitAsync(either.Token));
            return process.ExitCode == 0 ? output.ToArray()
                : throw new SigningException(SigningFault.CommandFailed, $"The signing command ended with {process.ExitCode}. {Told(error, output)}");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new SigningException(SigningFault.CommandTimedOut, $"The signing command did not end within {timeout.TotalSeconds:0} s. {Told(error)}");
        }
        finally
        {
            await EndAsync(process);
        }
    }

    private static async Task KeepAsync(Stream source, MemoryStream kept, int longest, CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        for (int read; (read = await source.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            kept.Write(buffer, 0, Math.Min(read, longest - (int)kept.Length));
        }
    }

    private static string Told(params MemoryStream[] streams)
    {
        var words = streams.Select(stream => Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)Math.Min(stream.Length, LongestError)).Trim())
            .FirstOrDefault(text => text.Length > 0);
        return words is null ? "It said nothing." : $"It said: {words}";
    }

    // Whatever it started ends with it. It is waited for, so that nobody writes into the folder that is removed next.
    private static async Task EndAsync(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }
}

using System.Diagnostics;
using MimeKit;

namespace Portal.Testing;

/// <summary>A letter as the server took it.</summary>
/// <param name="Recipient">To whom the envelope was addressed.</param>
/// <param name="Wire">Every byte of it, as it came.</param>
/// <param name="Message">The same, decoded.</param>
public sealed record ReceivedLetter(string Recipient, string Wire, MimeMessage Message);

/// <summary>
/// An SMTP server of the test's own: aiosmtpd in a second process, on a free port, which keeps every letter as a file. It refuses whoever is called <c>refused@…</c>.
/// A test begins with <c>Assert.SkipWhen(SmtpServer.Missing is not null, SmtpServer.Missing ?? "")</c>.
/// </summary>
public sealed class SmtpServer : IAsyncDisposable
{
    // Ends with its standard input, which the system closes together with us.
    private const string Script =
        """
        import asyncio, logging, os, sys, time
        from aiosmtpd.smtp import SMTP, AuthResult

        folder, port, login = sys.argv[1], int(sys.argv[2]), sys.argv[3]
        logging.disable()

        class Keeper:
            async def handle_RCPT(self, server, session, envelope, address, options):
                if address.startswith('refused@'):
                    return '550 No such mailbox'
                envelope.rcpt_tos.append(address)
                return '250 OK'

            async def handle_DATA(self, server, session, envelope):
                path = os.path.join(folder, str(time.time_ns()))
                with open(path, 'wb') as file:
                    file.write(','.join(envelope.rcpt_tos).encode() + b'\n' + envelope.original_content)
                os.rename(path, path + '.eml')
                return '250 Taken'

        def check(server, session, envelope, mechanism, data):
            return AuthResult(success=b':'.join([data.login, data.password]).decode() == login, handled=False)

        def smtp():
            return SMTP(Keeper(), hostname='localhost', authenticator=check, auth_required=login != '', auth_require_tls=False)

        async def main():
            loop = asyncio.get_running_loop()
            server = await loop.create_server(smtp, '127.0.0.1', port)
            print(server.sockets[0].getsockname()[1], flush=True)
            await loop.run_in_executor(None, sys.stdin.read)

        asyncio.run(main())
        """;

    private static readonly Lazy<string?> Python = new(Find);
    private readonly TempFolder folder = new();
    private readonly string login;
    private Process? process;

    private SmtpServer(string login) => this.login = login;

    /// <summary>Why there is no SMTP server here; null when there is. Under <c>PORTAL_CI=1</c> always null: then a test goes on and fails for the reason.</summary>
    public static string? Missing => Ci.IsOn || Python.Value is not null ? null : Advice;

    /// <summary>Where it listens on 127.0.0.1; the same after a stop.</summary>
    public int Port { get; private set; }

    /// <summary>Letters that were taken, oldest first, stops included.</summary>
    public IReadOnlyList<ReceivedLetter> Letters => [.. Directory.GetFiles(folder.Path, "*.eml").Order(StringComparer.Ordinal).Select(Read)];

    private static string Advice =>
        "There is no SMTP server to read mail with: no python3 with aiosmtpd is in /usr/bin or on PATH (Debian: apt-get install python3-aiosmtpd).";

    /// <summary>Starts it; with <c>user:password</c> it takes letters of nobody else.</summary>
    public static async Task<SmtpServer> StartAsync(string login = "")
    {
        var server = new SmtpServer(login);
        await server.StartAgainAsync();
        return server;
    }

    /// <summary>After <see cref="StopAsync"/>: the same port and the same letters.</summary>
    public async Task StartAgainAsync()
    {
        process = Process.Start(new ProcessStartInfo(Python.Value ?? throw new InvalidOperationException(Advice), ["-W", "ignore", "-c", Script, folder.Path, $"{Port}", login])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        Port = int.TryParse(await process.StandardOutput.ReadLineAsync(), out var port)
            ? port
            : throw new InvalidOperationException("The SMTP server ended before it listened; its error stands above.");
    }

    /// <summary>Whoever connects is refused from now on.</summary>
    public async Task StopAsync()
    {
        if (process is null)
        {
            return;
        }

        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
        process = null;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        folder.Dispose();
    }

    private static ReceivedLetter Read(string file)
    {
        var text = File.ReadAllText(file);
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        using var wire = new MemoryStream(File.ReadAllBytes(file)[(end + 1)..]);
        return new(text[..end], text[(end + 1)..], MimeMessage.Load(wire));
    }

    // Debian's own first: a python3 in front of it on PATH does not see Debian's packages.
    private static string? Find() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Prepend("/usr/bin").Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "python3.exe" : "python3"))
        .FirstOrDefault(python => File.Exists(python) && HasServer(python));

    private static bool HasServer(string python)
    {
        using var asked = Process.Start(new ProcessStartInfo(python, ["-c", "import aiosmtpd.smtp"]) { RedirectStandardError = true })!;
        asked.StandardError.ReadToEnd();
        asked.WaitForExit();
        return asked.ExitCode == 0;
    }
}

using Portal.Testing;

namespace Portal.Tests.Hosting;

/// <summary>A portal that sends its letters to a mail server of the test's own. Nothing is started where there is no such server: a test says so and is skipped.</summary>
public sealed class PortalWithMail : IAsyncLifetime
{
    /// <summary>The other side of the wire.</summary>
    public Outside Outside { get; private set; } = null!;

    /// <summary>The mail server.</summary>
    public SmtpServer Server { get; private set; } = null!;

    /// <summary>The portal.</summary>
    public RunningPortal Portal { get; private set; } = null!;

    /// <summary>The settings that point a portal at a mail server.</summary>
    public static Dictionary<string, string> Settings(SmtpServer server)
    {
        var options = MailStage.OptionsOf(server);
        return new() { ["Mail:Host"] = options.Host, ["Mail:Port"] = $"{options.Port}", ["Mail:Tls"] = $"{options.Tls}", ["Mail:From"] = options.From };
    }

    /// <inheritdoc />
    public async ValueTask InitializeAsync()
    {
        if (SmtpServer.Missing is null)
        {
            (Outside, Server) = (await Outside.StartAsync(), await SmtpServer.StartAsync());
            Portal = await RunningPortal.StartAsync(Outside, settings: Settings(Server));
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await (Portal?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Server?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Outside?.DisposeAsync() ?? ValueTask.CompletedTask);
    }
}

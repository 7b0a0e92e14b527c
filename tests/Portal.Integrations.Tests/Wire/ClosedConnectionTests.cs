using System.Net;
using System.Net.Sockets;
using System.Text;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

/// <summary>
/// A server that takes a request and closes the connection politely. SocketsHttpHandler by itself sends a request without a body again, up to three times, even a POST:
/// to it this looks like an idle connection that was closed.
/// </summary>
public sealed class ClosedConnectionTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("send")]
    [InlineData("confirm")]
    [InlineData("delete")]
    [InlineData("link")]
    public async Task A_request_without_a_body_is_sent_once_when_the_connection_is_closed_politely(string call)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = new Uri($"http://{listener.LocalEndpoint}");
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var received = new List<string>();
        var serving = ServeAsync(listener, received, stop.Token);
        await using var outside = await Outside.StartAsync(options => options.Address = address, auth: options => options.Address = address);
        var drafts = outside.Get<IExternDraftsApi>();

        var failure = await Assert.ThrowsAsync<VendorException>(() => call switch
        {
            "send" => drafts.SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct),
            "confirm" => drafts.ConfirmCloudSignAsync(Outside.Session, Outside.AccountId, Outside.DraftId, "request", "1234", Ct),
            "delete" => drafts.DeleteAsync(Outside.Session, Outside.AccountId, Outside.DraftId, Ct),
            _ => outside.Get<Portal.Integrations.KonturAuth.TrustedAuthentication>().LinkAsync(Outside.DraftId, "9001112233", Ct),
        });

        Assert.Equal((VendorErrorKind.Unavailable, true), (failure.Kind, failure.IsUnclear));
        var request = Assert.Single(received);
        Assert.Contains("Content-Length: 0\r\n", request, StringComparison.Ordinal);
        await stop.CancelAsync();
        await serving;
    }

    private static async Task ServeAsync(TcpListener listener, List<string> received, CancellationToken ct)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync(ct);
                var bytes = new byte[16 * 1024];
                var length = 0;
                string text;
                do
                {
                    length += await client.GetStream().ReadAsync(bytes.AsMemory(length), ct);
                    text = Encoding.ASCII.GetString(bytes, 0, length);
                }
                while (!text.Contains("\r\n\r\n", StringComparison.Ordinal));

                received.Add(text);
                client.Client.Shutdown(SocketShutdown.Both);
            }
        }
        catch (OperationCanceledException)
        {
            // the test is over
        }
    }
}

using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Portal.Testing;

/// <summary>
/// The wire between a browser and a server, to be cut: an address of its own that hands every byte on. While it is cut, open connections are silent
/// (nobody is told) and new ones are refused, as when a laptop leaves its network.
/// </summary>
public sealed class NetworkCable : IAsyncDisposable
{
    private readonly CancellationTokenSource life = new();
    private readonly ConcurrentDictionary<Socket, byte> open = new();
    private readonly Task accepting;
    private TcpListener listener;
    private int target;
    private volatile bool isCut;

    /// <summary>Takes a free port; <see cref="PlugInto"/> says where it leads.</summary>
    public NetworkCable()
    {
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync();
    }

    /// <summary>The port of this end.</summary>
    public int Port { get; }

    /// <summary>What the browser opens.</summary>
    public Uri Address => new($"http://localhost:{Port}/");

    /// <summary>Leads to a server on this machine.</summary>
    public void PlugInto(int port) => target = port;

    /// <summary>From now on no byte passes, and nobody gets a new connection.</summary>
    public void Cut()
    {
        isCut = true;
        listener.Stop();
    }

    /// <summary>The network is back; what was open when it went is dead.</summary>
    public void Mend()
    {
        foreach (var socket in open.Keys)
        {
            socket.Dispose();
        }

        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        isCut = false;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await life.CancelAsync();
        listener.Stop();
        foreach (var socket in open.Keys)
        {
            socket.Dispose();
        }

        await accepting;
        life.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!life.IsCancellationRequested)
        {
            try
            {
                _ = CarryAsync(await listener.AcceptSocketAsync(life.Token));
            }
            catch (Exception error) when (error is SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException)
            {
                // Cut, or being mended.
                await Task.Delay(50);
            }
        }
    }

    private async Task CarryAsync(Socket browser)
    {
        using var server = new Socket(SocketType.Stream, ProtocolType.Tcp);
        open.TryAdd(browser, 0);
        open.TryAdd(server, 0);
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, target, life.Token);
            await Task.WhenAny(PumpAsync(browser, server), PumpAsync(server, browser));
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has gone.
        }
        finally
        {
            open.TryRemove(browser, out _);
            open.TryRemove(server, out _);
            browser.Dispose();
        }
    }

    private async Task PumpAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer, life.Token) is > 0 and var length)
            {
                while (isCut)
                {
                    await Task.Delay(50, life.Token);
                }

                await to.SendAsync(buffer.AsMemory(0, length), life.Token);
            }
        }
        catch (Exception error) when (error is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // One of the two has gone.
        }
    }
}

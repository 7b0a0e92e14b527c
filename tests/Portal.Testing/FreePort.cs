using System.Net;
using System.Net.Sockets;

namespace Portal.Testing;

/// <summary>TCP ports for processes which must be told their port. Where 0 can be given to the listener, give 0.</summary>
public static class FreePort
{
    // Below the range from which Linux, Windows and macOS take the ports of outgoing connections: nobody grabs one between the check and the use.
    private const int First = 20000;
    private const int End = 32000;

    private static readonly HashSet<int> Given = [];
    private static readonly Lock Gate = new();

    /// <summary>A port of the loopback interface which is free now and was not given before in this process.</summary>
    public static int Next()
    {
        lock (Gate)
        {
            for (var attempt = 0; attempt < 1000; attempt++)
            {
                var port = Random.Shared.Next(First, End);
                if (!Given.Contains(port) && IsFree(port))
                {
                    Given.Add(port);
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"No free TCP port was found between {First} and {End}.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

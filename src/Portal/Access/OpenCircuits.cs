using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Options;
using Portal.Features.Audit;

namespace Portal.Access;

/// <summary>
/// The open pages of this node, by person and by session, and the way to end them within five seconds: no click runs from this moment, the page
/// is navigated away through its own circuit, and after a grace the connection is cut. Pages of other nodes end by <see cref="SessionRevalidation"/>.
/// </summary>
public sealed class OpenCircuits(PersonStore people, AuditLog audit, IOptions<SessionsOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<string, ThisCircuit> circuits = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, HubCallerContext> connections = new(StringComparer.Ordinal);

    /// <summary>Ends every page the person has open, on every node. The session stays: what they may do is decided anew when the page comes back.</summary>
    public async Task CloseAsync(string personId)
    {
        await people.EndCircuitsAsync(personId);
        await CloseHereAsync(personId);
    }

    /// <summary>The same on this node alone, at once: the person's <c>circuits_epoch</c> has been moved on already.</summary>
    public Task CloseHereAsync(string personId) => CloseAsync(circuit => circuit.PersonId == personId, Holds(PortalClaims.Person, personId), SessionEnd.PersonChanged);

    /// <summary>Ends every page of a session on this node. The session itself has been ended before; other nodes read its row.</summary>
    public Task CloseSessionAsync(string sessionId) => CloseSessionAsync(sessionId, SessionEnd.SignedOut);

    /// <summary>The same, with another reason told to the page.</summary>
    public Task CloseSessionAsync(string sessionId, SessionEnd why) =>
        CloseAsync(circuit => circuit.SessionId == sessionId, Holds(PortalClaims.Session, sessionId), why);

    /// <summary>How many pages the person has open here.</summary>
    public int Count(string personId) => circuits.Values.Count(circuit => circuit.PersonId == personId && circuit.End is null);

    /// <summary>A page was opened. One too many closes the page that was unused the longest, a disconnected one first.</summary>
    public async Task AddAsync(string circuitId, ThisCircuit circuit, Actor? actor)
    {
        circuits[circuitId] = circuit;
        if (actor is null)
        {
            return;
        }

        var open = circuits.Values.Where(other => other.PersonId == actor.PersonId && other.End is null).ToList();
        foreach (var extra in open.Where(other => other != circuit).OrderBy(other => other.IsConnected).ThenBy(other => other.ActiveAt)
            .Take(open.Count - options.Value.CircuitsPerPerson))
        {
            extra.Finish(SessionEnd.TooManyPages);
            await audit.RecordAsync(actor, "session.limit-pages", extra.SessionId, note => Task.FromResult(note.Detail = $"open: {open.Count}"));
        }
    }

    /// <summary>A page is gone.</summary>
    public void Remove(string circuitId) => circuits.TryRemove(circuitId, out _);

    /// <summary>A browser's connection was opened.</summary>
    public void Add(HubCallerContext connection) => connections[connection.ConnectionId] = connection;

    /// <summary>A browser's connection is gone.</summary>
    public void Remove(HubCallerContext connection) => connections.TryRemove(connection.ConnectionId, out _);

    private static Func<HubCallerContext, bool> Holds(string claim, string value) =>
        connection => connection.User?.FindFirstValue(claim) == value;

    private async Task CloseAsync(Func<ThisCircuit, bool> circuit, Func<HubCallerContext, bool> connection, SessionEnd why)
    {
        // Those that are open now: the page that comes back in a moment is a new one.
        var cut = connections.Values.Where(connection).ToList();
        foreach (var open in circuits.Values.Where(circuit))
        {
            open.Finish(why);
        }

        try
        {
            await Task.WhenAll(cut.Select(GoneAsync)).WaitAsync(Grace, clock);
        }
        catch (TimeoutException)
        {
            cut.ForEach(late => late.Abort());
        }
    }

    private static async Task GoneAsync(HubCallerContext connection)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registration = connection.ConnectionAborted.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}

using System.Security.Claims;
using Microsoft.AspNetCore.SignalR;

namespace Portal.Access;

/// <summary>
/// Sees every connection of a browser and every call that comes through it: enters it into <see cref="OpenCircuits"/>, so that it can be cut, and
/// counts what a person does (not what a page does by itself, such as acknowledging what was drawn) as life of the session.
/// </summary>
public sealed class CircuitConnections(OpenCircuits open, SessionStore sessions, TimeProvider clock) : IHubFilter
{
    private const string Seen = "session-seen";
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(1);

    /// <inheritdoc />
    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        open.Add(context.Context);
        return next(context);
    }

    /// <inheritdoc />
    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        open.Remove(context.Context);
        return next(context, exception);
    }

    /// <inheritdoc />
    public async ValueTask<object?> InvokeMethodAsync(HubInvocationContext invocationContext, Func<HubInvocationContext, ValueTask<object?>> next)
    {
        var caller = invocationContext.Context;
        if (invocationContext.HubMethodName is "BeginInvokeDotNetFromJS" or "OnLocationChanged" or "OnLocationChanging"
            && caller.User?.FindFirstValue(PortalClaims.Session) is { } session
            && !(caller.Items[Seen] is DateTimeOffset seen && clock.GetUtcNow() < seen + Step))
        {
            caller.Items[Seen] = clock.GetUtcNow();
            await sessions.SeenAsync(session, caller.ConnectionAborted);
        }

        return await next(invocationContext);
    }
}

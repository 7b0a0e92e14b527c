using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Portal.Access;

/// <summary>Stands at the door of one circuit: enters it into <see cref="OpenCircuits"/>, and lets nothing in once it is over.</summary>
public sealed class CircuitGuard(
    ThisCircuit mine, OpenCircuits open, SessionStore sessions, AuthenticationStateProvider authentication, TimeProvider clock) : CircuitHandler
{
    private static readonly AuthenticationState Nobody = new(new ClaimsPrincipal(new ClaimsIdentity()));

    /// <inheritdoc />
    public override async Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        var actor = user.Identity?.IsAuthenticated == true ? Actor.From(user) : null;
        (mine.PersonId, mine.SessionId, mine.ActiveAt, mine.IsConnected) = (actor?.PersonId, actor?.SessionId, clock.GetUtcNow(), true);

        // Whoever asks "who is here" from now on hears "nobody": pages leave the screen with all that they follow.
        mine.OnFinished(() => (authentication as IHostEnvironmentAuthenticationStateProvider)?.SetAuthenticationState(Task.FromResult(Nobody)));
        await open.AddAsync(circuit.Id, mine, actor);
        if (actor is null)
        {
            return;
        }

        var state = await sessions.StateAsync(actor.SessionId, cancellationToken);
        mine.Epoch = state?.CircuitsEpoch ?? 0;
        if (state is not { End: null })
        {
            mine.Finish(state?.End ?? SessionEnd.SignedOut);
        }
    }

    /// <inheritdoc />
    public override Task OnConnectionUpAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        mine.IsConnected = true;
        mine.Remind();
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnConnectionDownAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        mine.IsConnected = false;
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
    {
        open.Remove(circuit.Id);
        return Task.CompletedTask;
    }

    /// <inheritdoc />
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => context =>
    {
        if (mine.End is not null)
        {
            return Task.CompletedTask;
        }

        mine.ActiveAt = clock.GetUtcNow();
        return next(context);
    };
}

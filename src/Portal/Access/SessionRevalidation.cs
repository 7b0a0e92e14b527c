using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Portal.Access;

/// <summary>
/// Looks at the session row of an open circuit every four seconds: the end of the session (by whom and on which node ever, idleness, whole life) and
/// a change of what the person may do end the page.
/// </summary>
public sealed class SessionRevalidation(ILoggerFactory loggers, SessionStore sessions, ThisCircuit circuit) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <inheritdoc />
    protected override TimeSpan RevalidationInterval => TimeSpan.FromSeconds(4);

    /// <inheritdoc />
    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken)
    {
        if (authenticationState.User.FindFirstValue(PortalClaims.Session) is not { } session)
        {
            return false;
        }

        var end = await sessions.StateAsync(session, cancellationToken) switch
        {
            null => SessionEnd.SignedOut,
            { End: { } why } => why,
            var state => state.CircuitsEpoch > circuit.Epoch ? SessionEnd.PersonChanged : (SessionEnd?)null,
        };
        if (end is { } over)
        {
            circuit.Finish(over);
        }

        return end is null;
    }
}

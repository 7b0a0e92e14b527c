using Microsoft.Extensions.Options;

namespace Portal.Access;

/// <summary>The step is dangerous and the sign-in is not fresh: the person has to sign in again first.</summary>
public sealed class StepUpNeededException() : AccessDeniedException("Подтвердите, что это вы: для этого шага нужно войти заново.");

/// <summary>Asked by an operation before a dangerous step: has the provider seen this person a moment ago?</summary>
public sealed class StepUp(SessionStore sessions, IOptions<SessionsOptions> options, TimeProvider clock)
{
    /// <summary>Returns when the session's sign-in at the provider is younger than <see cref="SessionsOptions.StepUpMinutes"/>.</summary>
    /// <exception cref="StepUpNeededException">It is older, unknown, or the session is over.</exception>
    public async Task RequireAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        if (await sessions.FindAsync(actor.PersonId, actor.SessionId, cancellationToken) is not { AuthAt: { } at } || !IsFresh(at))
        {
            throw new StepUpNeededException();
        }
    }

    /// <summary>Is a sign-in of that moment fresh enough?</summary>
    public bool IsFresh(DateTimeOffset at) => at + options.Value.StepUp > clock.GetUtcNow();
}

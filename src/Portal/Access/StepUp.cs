namespace Portal.Access;

/// <summary>The step asked for needs a fresh sign-in.</summary>
public sealed class StepUpNeededException() : Exception("Для этого действия нужно войти ещё раз.");

/// <summary>Asks for a fresh sign-in before a dangerous step. A stand-in that lets everybody through, until sessions know when a person signed in.</summary>
public sealed class StepUp
{
    /// <summary>Passes when the person signed in recently.</summary>
    /// <exception cref="StepUpNeededException">They have to sign in again.</exception>
    public Task RequireAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Task.CompletedTask;
    }
}

namespace Portal.Access;

/// <summary>Stand-in until the room of sessions is merged.</summary>
public sealed class StepUp
{
    /// <summary>Demands a fresh sign-in.</summary>
    public Task RequireAsync(Actor actor, CancellationToken cancellationToken = default) => Task.CompletedTask;
}

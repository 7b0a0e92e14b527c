using Portal.Access;

namespace Portal.Features.Goskey.Results;

/// <summary>The actor's packages whose signatures are in doubt and which they have not looked at since.</summary>
public sealed class ListAlarms(ResultsStore store, GoskeySwitch goskey)
{
    /// <summary>The newest first; none where Goskey is off.</summary>
    public async Task<IReadOnlyList<Package>> RunAsync(Actor actor, int take, CancellationToken cancellationToken = default) =>
        goskey.IsOn ? await store.AlarmingAsync(actor.PersonId, take, cancellationToken) : [];
}

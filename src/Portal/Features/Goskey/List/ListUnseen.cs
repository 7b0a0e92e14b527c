using Portal.Access;

namespace Portal.Features.Goskey.List;

/// <summary>The actor's packages that ended without signatures, were not sent, or whose signatures do not come, and that they have not looked at since.</summary>
public sealed class ListUnseen(PackageListStore store, GoskeySwitch goskey)
{
    /// <summary>The newest first; none where Goskey is off.</summary>
    public async Task<IReadOnlyList<Package>> RunAsync(Actor actor, int take, CancellationToken cancellationToken = default) =>
        goskey.IsOn ? await store.UnseenAsync(actor.PersonId, take, cancellationToken) : [];
}

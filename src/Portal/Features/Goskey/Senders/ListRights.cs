using Portal.Access;

namespace Portal.Features.Goskey.Senders;

/// <summary>An administrator lists who may send from a profile.</summary>
public sealed class ListRights(SenderRightStore rights)
{
    /// <summary>The rights, by name; those with an ended power of attorney as well.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<IReadOnlyList<SenderRight>> RunAsync(Actor actor, string senderId, CancellationToken cancellationToken = default) =>
        actor.IsAdmin ? rights.OfSenderAsync(senderId, cancellationToken) : throw new AccessDeniedException();
}

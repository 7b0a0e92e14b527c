using Portal.Access;

namespace Portal.Features.Goskey.New;

/// <summary>Groups of recipients that a person keeps.</summary>
public sealed class ListRecipientGroups(RecipientStore recipients)
{
    /// <summary>By name.</summary>
    public Task<IReadOnlyList<RecipientGroup>> RunAsync(Actor actor, CancellationToken cancellationToken = default) => recipients.GroupsAsync(actor.PersonId, cancellationToken);
}

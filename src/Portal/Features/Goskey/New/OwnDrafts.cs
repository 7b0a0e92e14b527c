using Portal.Access;
using Portal.Features.Goskey.Assembly;
using Portal.Features.Goskey.Senders;
using Portal.Storage;

namespace Portal.Features.Goskey.New;

/// <summary>What every step of the wizard asks first: is it this person's, and is it still a draft.</summary>
public sealed class OwnDrafts(PackageStore packages, SenderStore senders, Noticeboard noticeboard)
{
    /// <summary>The draft; null when it is no draft any more.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    public async Task<Package?> FindAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        await packages.FindAsync(actor.PersonId, id, cancellationToken) is { } package ? package.State == PackageState.Draft ? package : null : throw new AccessDeniedException();

    /// <summary>What it may hold: told by its sender; until one is chosen, by the generation that takes less.</summary>
    public async Task<PackageRules> RulesAsync(Package draft, CancellationToken cancellationToken) =>
        PackageRules.Of(draft.SenderId is not "" && await senders.FindAsync(draft.SenderId, cancellationToken) is { } sender ? sender.Layout : RequestLayout.V1_8);

    /// <summary>Tells open pages that it has changed.</summary>
    public void Tell(Package draft)
    {
        noticeboard.Publish(Package.Topic(draft.Id));
        noticeboard.Publish(Package.TopicOf(draft.PersonId));
    }

    /// <summary>Documents as the rules look at them.</summary>
    public static IReadOnlyList<PlannedDocument> Planned(IEnumerable<PackageDocument> documents) =>
        [.. documents.Select(one => new PlannedDocument(one.DisplayName, one.WireName, one.Description, one.Sha256, one.Size))];
}

using Portal.Access;

namespace Portal.Features.Drafts.Stuck;

/// <summary>Reports of a person that Kontur does not tell about, for the page of what needs them.</summary>
public sealed class ListOwnStuck(Acting acting, StuckStore store, DraftStore drafts)
{
    /// <summary>The longest failing first, each with the moment since when.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<(Draft Draft, DateTimeOffset Since)>> RunAsync(Actor actor, int take, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var stuck = new List<(Draft, DateTimeOffset)>();
        foreach (var (draftId, since) in await store.OfLinkAsync(link.Id, take, cancellationToken))
        {
            if (await drafts.FindAsync(link.Id, draftId, cancellationToken) is { } draft)
            {
                stuck.Add((draft, since));
            }
        }

        return stuck;
    }
}

using Portal.Integrations.Http;

namespace Portal.Access;

/// <summary>Answers, at the moment of acting, for whom a person may act. The only way from an <see cref="Actor"/> to a Kontur session.</summary>
public sealed class Acting(LinkStore links)
{
    /// <summary>The person's active link, read from the store at every call: a link blocked a moment ago is not active.</summary>
    /// <exception cref="NotLinkedException">There is none, or it is not active.</exception>
    public async Task<Link> LinkOfAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await links.FindOfPersonAsync(actor.PersonId, cancellationToken) is { State: LinkState.Active } link ? link : throw new NotLinkedException();

    /// <summary>The key that makes a vendor's call run in the session of this link.</summary>
    public static KonturSessionKey SessionOf(string linkId) => new(linkId);
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;

namespace Portal.Features.Linking;

/// <summary>Where a person goes after signing in: to be linked, to what needs them, to the choice of organisations while none is known, or to the registry.</summary>
public sealed class FindHome(LinkStore links, ListAccounts accounts)
{
    /// <summary>An address of the portal.</summary>
    public async Task<string> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var link = await links.FindOfPersonAsync(actor.PersonId, cancellationToken);
        if (link?.State != LinkState.Active)
        {
            return actor.IsAdmin && link is null ? PortalUrls.Registry : PortalUrls.Link;
        }

        var (_, total) = await accounts.RunAsync(actor, null, 0, 1, cancellationToken);
        return total > 0 ? PortalUrls.Attention : PortalUrls.Accounts;
    }
}

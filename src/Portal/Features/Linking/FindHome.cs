using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;

namespace Portal.Features.Linking;

/// <summary>Where a person goes after signing in: to be linked, to their only organisation, to the choice of organisations, or to the registry.</summary>
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

        var (rows, total) = await accounts.RunAsync(actor, null, 0, 2, cancellationToken);
        return total == 1 ? PortalUrls.Reports(Guid.Parse(rows[0].AccountId)) : PortalUrls.Accounts;
    }
}

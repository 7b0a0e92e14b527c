using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.Drafts;

/// <summary>The certificates a person may sign with in an account, and those they may not, with the reason.</summary>
public sealed class ListCertificates(Acting acting, FindRegistryRows registry, AccountStore accounts, TimeProvider clock)
{
    /// <summary>Usable ones first; empty when the account lists none.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<CertificateChoice>> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        return CertificateChoice.Of(
            await accounts.CertificatesAsync(link.Id, accountId, cancellationToken), await registry.RunAsync(actor, cancellationToken), clock.GetUtcNow());
    }
}

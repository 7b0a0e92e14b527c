using Portal.Access;

namespace Portal.Features.Accounts;

/// <summary>What is known of an account: its payers, the certificates its session lists, and the warrants by which its person acts.</summary>
public sealed record AccountDetails(IReadOnlyList<Payer> Payers, IReadOnlyList<AccountCertificate> Certificates, IReadOnlyList<AccountWarrant> Warrants);

/// <summary>Payers, certificates and warrants of an account, from the store.</summary>
public sealed class ListAccountDetails(Acting acting, AccountStore store)
{
    /// <summary>Empty lists for an account that is not this person's.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<AccountDetails> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        return new AccountDetails(
            await store.PayersAsync(link.Id, accountId, cancellationToken), await store.CertificatesAsync(link.Id, accountId, cancellationToken),
            await store.WarrantsAsync(link.Id, accountId, cancellationToken));
    }
}

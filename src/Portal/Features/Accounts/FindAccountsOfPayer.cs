using Portal.Access;

namespace Portal.Features.Accounts;

/// <summary>Accounts of the person whose head organisation has the given INN: where a report of a foreign payer belongs.</summary>
public sealed class FindAccountsOfPayer(Acting acting, AccountStore store)
{
    /// <summary>At most 5.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<Account>> RunAsync(Actor actor, string inn, CancellationToken cancellationToken = default) =>
        await store.WithPayerAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, inn, cancellationToken);
}

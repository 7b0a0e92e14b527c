using Portal.Access;

namespace Portal.Features.Accounts;

/// <summary>A page of the person's accounts, from the store.</summary>
public sealed class ListAccounts(Acting acting, AccountStore store)
{
    /// <summary>Rows by name and their number.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<(IReadOnlyList<Account> Rows, int Total)> RunAsync(
        Actor actor, string? search, int skip, int take, CancellationToken cancellationToken = default) =>
        await store.PageAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, search, skip, take, cancellationToken);
}

using Portal.Access;

namespace Portal.Features.Accounts;

/// <summary>An account by its id, from what this person's own session listed.</summary>
public sealed class FindAccount(Acting acting, AccountStore store)
{
    /// <summary>The account, or null when the person has no such account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<Account?> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default) =>
        await store.FindAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, accountId, cancellationToken);
}

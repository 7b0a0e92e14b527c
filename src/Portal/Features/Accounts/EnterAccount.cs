using Portal.Access;
using Portal.Shell;

namespace Portal.Features.Accounts;

/// <summary>A page of an account is opened: the account in its address is proved and shown in the header. Scoped: the header belongs to one browser tab.</summary>
public sealed class EnterAccount(OpenAccount open, FindAccount find, HeaderState header, TimeProvider clock)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    private (string Id, DateTimeOffset At) entered;

    /// <summary>The account; asked for at Kontur when it is entered and once a minute while one works in it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur does not answer and nothing is known of the account.</exception>
    public async Task<Account> RunAsync(Actor actor, Guid accountId, CancellationToken cancellationToken = default)
    {
        var id = accountId.ToString();
        var now = clock.GetUtcNow();
        var account = entered.Id == id && now - entered.At < Fresh ? await find.RunAsync(actor, id, cancellationToken) : null;
        if (account is null)
        {
            account = await open.RunAsync(actor, id, cancellationToken);
            entered = (id, now);
        }

        header.ShowAccount(accountId, account.Name, account.Inn, account.Kpp);
        return account;
    }
}

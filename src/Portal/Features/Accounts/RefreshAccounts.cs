using System.Globalization;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Accounts;

/// <summary>Asks Kontur which accounts this person's session lists and stores the answer.</summary>
public sealed class RefreshAccounts(Acting acting, IExternAccountsApi api, AccountStore store, AuditLog audit)
{
    private const int PageSize = 100;
    private const int MostPages = 50;

    /// <summary>Returns the number listed.</summary>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer; the stored list stays.</exception>
    public Task<int> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "accounts.refresh", null, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            note.LinkId = link.Id;
            var listed = new List<Account>();
            for (var page = 0; page < MostPages; page++)
            {
                var answer = await api.ListAsync(Acting.SessionOf(link.Id), page * PageSize, PageSize, cancellationToken);
                listed.AddRange(answer.Accounts.Select(account => From(account)));
                if (answer.Accounts.Count < PageSize)
                {
                    break;
                }
            }

            await store.ReplaceAsync(link.Id, listed, cancellationToken);
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{listed.Count} accounts");
            return listed.Count;
        });

    /// <summary>Our row of a vendor's account.</summary>
    internal static Account From(Integrations.KonturExtern.Account account, DateTimeOffset? createdHereAt = null) => new()
    {
        AccountId = account.Id.ToString(), Inn = account.Inn ?? "", Kpp = account.Kpp, Name = account.OrganizationName ?? account.Name ?? account.Inn ?? "Без названия",
        Role = account.Role.Raw, CreatedHereAt = createdHereAt,
    };
}

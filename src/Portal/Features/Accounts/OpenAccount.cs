using System.Globalization;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Accounts;

/// <summary>
/// Opens an account by the id in the address: proves that the person's own session may use it, and brings its payers, certificates and warrants up to date.
/// </summary>
public sealed class OpenAccount(
    Acting acting, IExternAccountsApi accounts, IExternOrganizationsApi organizations, IExternCertificatesApi certificates, IExternWarrantsApi warrants,
    AccountStore store, AuditLog audit)
{
    /// <summary>The account as stored after the refresh.</summary>
    /// <exception cref="AccessDeniedException">Kontur does not show this account to this person (or it does not exist).</exception>
    /// <exception cref="VendorException">Kontur did not answer and nothing is stored of this account.</exception>
    public Task<Account> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "accounts.open", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            if (!Guid.TryParse(accountId, out var id) || id == Guid.Empty)
            {
                throw new AccessDeniedException();
            }

            try
            {
                var session = Acting.SessionOf(link.Id);
                var account = RefreshAccounts.From(await accounts.GetAsync(session, id, cancellationToken));
                var payers = await organizations.ListAsync(session, id, ct: cancellationToken);
                var listed = await certificates.ListAsync(session, id, take: 200, ct: cancellationToken);
                await store.SaveAsync(link.Id, account, cancellationToken);
                await store.ReplaceDetailsAsync(link.Id, accountId, [.. payers.Organizations.Select(From)], [.. listed.Certificates.Select(From)], cancellationToken);
                await BringWarrantsAsync(link.Id, id, cancellationToken);
            }
            catch (VendorException error) when (error.Vendor == ExternErrors.Vendor && error.Kind is VendorErrorKind.Forbidden or VendorErrorKind.NotFound)
            {
                // Said by Kontur.Extern itself: a refusal of the Authenticator (a changed api-key, say) is about the session, not about this account.
                await store.RemoveAsync(link.Id, accountId, cancellationToken);
                throw new AccessDeniedException();
            }
            catch (VendorException error) when (error.Kind is VendorErrorKind.Unavailable or VendorErrorKind.Throttled
                )
            {
                // Kontur is silent: the account stays open with what is known of it.
                (note.Outcome, note.TraceId) = ("stale", error.TraceId);
            }

            return await store.FindAsync(link.Id, accountId, cancellationToken) ?? throw new AccessDeniedException();
        });

    // Without them an account works as well: whoever needs a warrant is asked for it.
    private async Task BringWarrantsAsync(string linkId, Guid id, CancellationToken cancellationToken)
    {
        try
        {
            var listed = await warrants.ListAsync(Acting.SessionOf(linkId), id, take: 200, ct: cancellationToken);
            await store.ReplaceWarrantsAsync(linkId, id.ToString(), [.. listed.OrganizationWarrantInformations.Select(From).OfType<AccountWarrant>()], cancellationToken);
        }
        catch (VendorException error) when (error.Kind is not VendorErrorKind.SignedOut)
        {
            // What is known of them stays.
        }
    }

    private static AccountWarrant? From(OrganizationWarrant one) => one is { Inn: { } inn, Warrant: { Number: { Length: > 0 } number } warrant }
        ? new AccountWarrant
        {
            Inn = inn, Kpp = one.Kpp ?? "", Number = number, BeginsOn = warrant.DateBegin?.ToString("O", CultureInfo.InvariantCulture),
            EndsOn = warrant.DateEnd?.ToString("O", CultureInfo.InvariantCulture),
        }
        : null;

    private static Payer From(Organization organization) => new()
    {
        OrganizationId = organization.Id.ToString(), Inn = organization.General?.Inn ?? "", Kpp = organization.General?.Kpp,
        Name = organization.General?.Name ?? "Без названия", IsMain = organization.General?.IsMainOrg == true ? "yes" : "no",
    };

    private static AccountCertificate From(Certificate certificate) => new()
    {
        Thumbprint = (certificate.Thumbprint ?? "").ToUpperInvariant(), FullName = certificate.Fio ?? "", Inn = certificate.Inn ?? "",
        Kind = certificate.CertificateType.IsEmpty ? certificate.IsCloud is { } cloud ? (cloud ? "cloud" : "iron") : null : certificate.CertificateType.Raw,
        IsValid = certificate.IsValid ? "yes" : "no", Content = certificate.Content ?? "", ValidUntil = certificate.ExpiredAt ?? DateTimeOffset.UnixEpoch,
    };
}

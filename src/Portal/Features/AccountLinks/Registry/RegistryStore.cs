using Dapper;
using Portal.Storage;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>SQL of the registry.</summary>
public sealed class RegistryStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "thumbprint, partner_user_id, full_name, inn, kpp, organization, phone, phone_tail, kontur_user, snils, valid_until";

    /// <summary>Adds or replaces rows, all or none.</summary>
    public async Task SaveAsync(IReadOnlyList<IssuedCertificate> rows, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        foreach (var row in rows)
        {
            await db.ExecuteAsync(
                $"""
                INSERT INTO issued_certificate ({Columns}, changed_at)
                VALUES (@Thumbprint, @PartnerUserId, @FullName, @Inn, @Kpp, @Organization, @Phone, @PhoneTail, @KonturUser, @Snils, @ValidUntil, @now)
                ON CONFLICT (thumbprint) DO UPDATE SET partner_user_id = excluded.partner_user_id, full_name = excluded.full_name, inn = excluded.inn,
                    kpp = excluded.kpp, organization = excluded.organization, phone = excluded.phone, phone_tail = excluded.phone_tail,
                    kontur_user = excluded.kontur_user, snils = excluded.snils, valid_until = excluded.valid_until, changed_at = excluded.changed_at
                """,
                new
                {
                    row.Thumbprint, row.PartnerUserId, row.FullName, row.Inn, row.Kpp, row.Organization, row.Phone, row.PhoneTail, row.KonturUser,
                    row.Snils, row.ValidUntil, now = clock.GetUtcNow(),
                },
                transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>The rows of one person, the longest living first; at most 50.</summary>
    public async Task<IReadOnlyList<IssuedCertificate>> OfPersonAsync(string partnerUserId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<IssuedCertificate>(
            $"SELECT {Columns} FROM issued_certificate WHERE partner_user_id = @partnerUserId ORDER BY valid_until DESC LIMIT 50", new { partnerUserId })];
    }

    /// <summary>A page of the registry by name, and how many rows there are.</summary>
    public async Task<(IReadOnlyList<IssuedCertificate> Rows, int Total)> PageAsync(int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<IssuedCertificate>(
            $"SELECT {Columns} FROM issued_certificate ORDER BY full_name, thumbprint LIMIT @take OFFSET @skip", new { skip, take });
        return ([.. rows], (int)await db.QuerySingleAsync<long>("SELECT count(*) FROM issued_certificate"));
    }
}

using Dapper;
using Portal.Storage;

namespace Portal.Features.Accounts;

/// <summary>SQL of accounts, their payers and certificates, per link.</summary>
public sealed class AccountStore(Database database, TimeProvider clock)
{
    private const string Columns = "account_id, inn, kpp, name, role, created_here_at";

    /// <summary>A page of the link's accounts by name, narrowed by a search over name, INN and KPP.</summary>
    public async Task<(IReadOnlyList<Account> Rows, int Total)> PageAsync(
        string linkId, string? search, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var key = new { linkId, pattern = FoldedText.Pattern(search), skip, take };
        const string Where = "WHERE link_id = @linkId AND folded LIKE @pattern ESCAPE '\\'";
        var rows = await db.QueryAsync<Account>($"SELECT {Columns} FROM account {Where} ORDER BY folded, account_id LIMIT @take OFFSET @skip", key);
        return ([.. rows], (int)await db.QuerySingleAsync<long>($"SELECT count(*) FROM account {Where}", key));
    }

    /// <summary>An account of the link, or null.</summary>
    public async Task<Account?> FindAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Account>(
            $"SELECT {Columns} FROM account WHERE link_id = @linkId AND account_id = @accountId", new { linkId, accountId });
    }

    /// <summary>The accounts of the link that have this payer; at most 5.</summary>
    public async Task<IReadOnlyList<Account>> WithPayerAsync(string linkId, string inn, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Account>($"SELECT {Columns} FROM account WHERE link_id = @linkId AND inn = @inn ORDER BY folded LIMIT 5", new { linkId, inn })];
    }

    /// <summary>Replaces the list by what the vendor listed. What was created here and is not listed yet (the vendor's list lags) stays for a minute.</summary>
    public async Task ReplaceAsync(string linkId, IReadOnlyList<Account> listed, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        foreach (var account in listed)
        {
            await UpsertAsync(db, linkId, account, now, transaction);
        }

        await db.ExecuteAsync(
            "DELETE FROM account WHERE link_id = @linkId AND listed_at < @now AND (created_here_at IS NULL OR created_here_at < @fresh)",
            new { linkId, now, fresh = now.AddMinutes(-1) }, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Adds or updates one account.</summary>
    public async Task SaveAsync(string linkId, Account account, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await UpsertAsync(db, linkId, account, clock.GetUtcNow(), null);
    }

    /// <summary>
    /// Remembers that an account is being created here, unless the link's session lists it already; true when it is (or was, before an answer was lost)
    /// this portal that creates it.
    /// </summary>
    public async Task<bool> IntendAsync(string linkId, string inn, string? kpp, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var key = new { linkId, inn, kpp = kpp ?? "", now = clock.GetUtcNow() };
        await db.ExecuteAsync(
            """
            INSERT INTO account_intent (link_id, inn, kpp, intended_at)
            SELECT @linkId, @inn, @kpp, @now WHERE NOT EXISTS (SELECT 1 FROM account WHERE link_id = @linkId AND inn = @inn AND COALESCE(kpp, '') = @kpp)
            ON CONFLICT (link_id, inn, kpp) DO NOTHING
            """,
            key);
        return await db.QuerySingleAsync<long>("SELECT count(*) FROM account_intent WHERE link_id = @linkId AND inn = @inn AND kpp = @kpp", key) > 0;
    }

    /// <summary>The account is there, or will not be: the intent is over.</summary>
    public async Task EndIntentAsync(string linkId, string inn, string? kpp, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM account_intent WHERE link_id = @linkId AND inn = @inn AND kpp = @kpp", new { linkId, inn, kpp = kpp ?? "" });
    }

    /// <summary>Removes an account with all that was listed of it.</summary>
    public async Task RemoveAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        foreach (var table in new[] { "warrant", "payer", "certificate", "refresh", "account" })
        {
            await db.ExecuteAsync($"DELETE FROM {table} WHERE link_id = @linkId AND account_id = @accountId", new { linkId, accountId }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Replaces the payers and certificates of an account by what the vendor listed.</summary>
    public async Task ReplaceDetailsAsync(
        string linkId, string accountId, IReadOnlyList<Payer> payers, IReadOnlyList<AccountCertificate> certificates, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM payer WHERE link_id = @linkId AND account_id = @accountId", new { linkId, accountId }, transaction);
        await db.ExecuteAsync("DELETE FROM certificate WHERE link_id = @linkId AND account_id = @accountId", new { linkId, accountId }, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO payer (link_id, account_id, organization_id, inn, kpp, name, is_main)
            VALUES (@linkId, @accountId, @OrganizationId, @Inn, @Kpp, @Name, @IsMain) ON CONFLICT DO NOTHING
            """,
            payers.Select(payer => new { linkId, accountId, payer.OrganizationId, payer.Inn, payer.Kpp, payer.Name, payer.IsMain }), transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO certificate (link_id, account_id, thumbprint, full_name, inn, kind, is_valid, content, valid_until)
            VALUES (@linkId, @accountId, @Thumbprint, @FullName, @Inn, @Kind, @IsValid, @Content, @ValidUntil) ON CONFLICT DO NOTHING
            """,
            certificates.Select(one => new
            {
                linkId, accountId, one.Thumbprint, one.FullName, one.Inn, one.Kind, one.IsValid, one.Content, one.ValidUntil,
            }),
            transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Replaces the warrants known of an account.</summary>
    public async Task ReplaceWarrantsAsync(string linkId, string accountId, IReadOnlyList<AccountWarrant> warrants, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM warrant WHERE link_id = @linkId AND account_id = @accountId", new { linkId, accountId }, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO warrant (link_id, account_id, inn, kpp, number, begins_on, ends_on)
            VALUES (@linkId, @accountId, @Inn, @Kpp, @Number, @BeginsOn, @EndsOn) ON CONFLICT DO NOTHING
            """,
            warrants.Select(one => new { linkId, accountId, one.Inn, one.Kpp, one.Number, one.BeginsOn, one.EndsOn }), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Warrants by which the person acts in an account, the longest living first; at most 200.</summary>
    public async Task<IReadOnlyList<AccountWarrant>> WarrantsAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AccountWarrant>(
            """
            SELECT inn, kpp, number, begins_on, ends_on FROM warrant
            WHERE link_id = @linkId AND account_id = @accountId ORDER BY COALESCE(ends_on, '9999') DESC, number LIMIT 200
            """,
            new { linkId, accountId })];
    }

    /// <summary>Payers of an account, the head organisation first; at most 1000.</summary>
    public async Task<IReadOnlyList<Payer>> PayersAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Payer>(
            """
            SELECT organization_id, inn, kpp, name, is_main FROM payer
            WHERE link_id = @linkId AND account_id = @accountId ORDER BY is_main DESC, name LIMIT 1000
            """,
            new { linkId, accountId })];
    }

    /// <summary>Certificates listed for an account, the longest living first; at most 200.</summary>
    public async Task<IReadOnlyList<AccountCertificate>> CertificatesAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AccountCertificate>(
            """
            SELECT thumbprint, full_name, inn, kind, is_valid, content, valid_until FROM certificate
            WHERE link_id = @linkId AND account_id = @accountId ORDER BY valid_until DESC, thumbprint LIMIT 200
            """,
            new { linkId, accountId })];
    }

    private static Task<int> UpsertAsync(
        System.Data.Common.DbConnection db, string linkId, Account account, DateTimeOffset now, System.Data.Common.DbTransaction? transaction) => db.ExecuteAsync(
        """
        INSERT INTO account (link_id, account_id, inn, kpp, name, role, folded, created_here_at, listed_at)
        VALUES (@linkId, @AccountId, @Inn, @Kpp, @Name, @Role, @folded, @CreatedHereAt, @now)
        ON CONFLICT (link_id, account_id) DO UPDATE SET inn = excluded.inn, kpp = excluded.kpp, name = excluded.name, role = excluded.role,
            folded = excluded.folded, listed_at = excluded.listed_at, created_here_at = COALESCE(account.created_here_at, excluded.created_here_at)
        """,
        new
        {
            linkId, account.AccountId, account.Inn, account.Kpp, account.Name, account.Role, account.CreatedHereAt, now,
            folded = FoldedText.Fold(account.Name, account.Inn, account.Kpp),
        },
        transaction);
}

using System.Data.Common;
using Dapper;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Goskey;

/// <summary>SQL of packages and their documents. Every read that a page makes names the person it is made for.</summary>
public sealed class PackageStore(Database database, TimeProvider clock) : IFileOwner
{
    internal const string Columns =
        """
        id, person_id, person_name, sender_id, sender_name, group_id, again_of, state, signature_kind, title, recipient_name, snils, snils_tail, email, consented_at, created_at, changed_at,
        owner_key, queued_at, not_before, order_id, sent_at, signable_until, status_id, agency_code, envelope_code, status_title, comment, asked_at, failures, final_at, problem, trace,
        request_sha256, request_signature, results_at, results_problem, alarms, reminders, seen_at
        """;

    internal const string DocumentColumns =
        """
        id, package_id, position, display_name, wire_name, description, size, sha256, uploaded_at, gost_digest, sender_signature, recipient_signature, returned_sha256, report, alarm
        """;

    private const string ListedColumns = "position, name, snils, snils_print, snils_tail, email";

    private static readonly string[] FileColumns = ["sha256", "sender_signature", "recipient_signature", "returned_sha256"];

    /// <summary>A package of this person, or null.</summary>
    public async Task<Package?> FindAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Package>($"SELECT {Columns} FROM goskey_package WHERE id = @id AND person_id = @personId", new { personId, id });
    }

    /// <summary>Any package, for jobs.</summary>
    public async Task<Package?> FindForJobAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Package>($"SELECT {Columns} FROM goskey_package WHERE id = @id", new { id });
    }

    /// <summary>Documents in their order; a package holds at most some dozens.</summary>
    public async Task<IReadOnlyList<PackageDocument>> DocumentsAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<PackageDocument>($"SELECT {DocumentColumns} FROM goskey_document WHERE package_id = @packageId ORDER BY position, id LIMIT 100", new { packageId })];
    }

    /// <summary>People of the list that a draft is for.</summary>
    public async Task<IReadOnlyList<ListedRecipient>> ListedAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<ListedRecipient>(
            $"SELECT {ListedColumns} FROM goskey_listed WHERE package_id = @packageId ORDER BY position LIMIT 1000", new { packageId })];
    }

    /// <summary>Keyed hash of the recipient's SNILS.</summary>
    public async Task<string?> SnilsPrintAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string>("SELECT snils_print FROM goskey_package WHERE id = @packageId", new { packageId });
    }

    /// <summary>Adds a draft, with documents and people of a list when it is a copy.</summary>
    public async Task AddAsync(Package draft, IReadOnlyList<PackageDocument> documents, string? snilsPrint = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO goskey_package (id, person_id, person_name, sender_id, sender_name, group_id, again_of, state, signature_kind, title, recipient_name, snils, snils_print, snils_tail, email,
                consented_at, created_at, changed_at)
            VALUES (@Id, @PersonId, @PersonName, @SenderId, @SenderName, @GroupId, @AgainOf, @state, @kind, @Title, @RecipientName, @Snils, @snilsPrint, @SnilsTail, @Email, @ConsentedAt, @CreatedAt, @ChangedAt)
            """,
            new
            {
                draft.Id, draft.PersonId, draft.PersonName, draft.SenderId, draft.SenderName, draft.GroupId, draft.AgainOf, state = draft.State.ToString(), kind = draft.SignatureKind.ToString(),
                draft.Title, draft.RecipientName, draft.Snils, snilsPrint, draft.SnilsTail, draft.Email, draft.ConsentedAt, draft.CreatedAt, draft.ChangedAt,
            },
            transaction);
        foreach (var document in documents)
        {
            await InsertAsync(db, document, transaction);
        }

        await IndexAsync(db, draft.Id, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Writes from where it is sent, who signs and with what; a person takes the place of a list. False when it is no draft any more.</summary>
    public Task<bool> SetRecipientAsync(Package draft, string? snilsPrint, CancellationToken cancellationToken = default) =>
        ChangeAsync(draft.Id, async (db, transaction) =>
        {
            await db.ExecuteAsync(
                """
                UPDATE goskey_package SET sender_id = @SenderId, sender_name = @SenderName, signature_kind = @kind, recipient_name = @RecipientName, snils = @Snils, snils_print = @snilsPrint,
                    snils_tail = @SnilsTail, email = @Email, consented_at = @ConsentedAt WHERE id = @Id
                """,
                new
                {
                    draft.Id, draft.SenderId, draft.SenderName, kind = draft.SignatureKind.ToString(), draft.RecipientName, draft.Snils, snilsPrint, draft.SnilsTail, draft.Email, draft.ConsentedAt,
                },
                transaction);
            if (draft.Snils is not null)
            {
                await ForgetListAsync(db, draft.Id, forgetFile: true, transaction);
            }
        }, cancellationToken);

    /// <summary>
    /// Changes the list that a draft is for, as it stands at that moment. People who are new to the list take the place of a single person, and somebody has to say again that everybody
    /// agrees. False when it is no draft any more.
    /// </summary>
    /// <param name="id">The draft.</param>
    /// <param name="change">What is to be in the list, in its order.</param>
    /// <param name="forgetFile">What was read of a file is decided and forgotten.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<bool> ChangeListAsync(
        string id, Func<IReadOnlyList<ListedRecipient>, IReadOnlyList<ListedRecipient>> change, bool forgetFile, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, async (db, transaction) =>
        {
            var before = (await db.QueryAsync<ListedRecipient>($"SELECT {ListedColumns} FROM goskey_listed WHERE package_id = @id ORDER BY position LIMIT 1000", new { id }, transaction)).ToList();
            var after = change(before).Select((one, i) => one with { Position = i + 1 }).ToList();
            if (after.Select(one => one.SnilsPrint).Except(before.Select(one => one.SnilsPrint)).Any())
            {
                await db.ExecuteAsync(
                    "UPDATE goskey_package SET recipient_name = '', snils = NULL, snils_print = NULL, snils_tail = NULL, email = NULL, consented_at = NULL WHERE id = @id", new { id }, transaction);
            }

            await ForgetListAsync(db, id, forgetFile, transaction);
            foreach (var some in ValueRows.Statements(after, 7))
            {
                var (rows, values) = ValueRows.Of<ListedRecipient>(
                    some, ("p", _ => id), ("n", one => one.Position), ("m", one => one.Name), ("s", one => one.Snils), ("h", one => one.SnilsPrint), ("t", one => one.SnilsTail), ("e", one => one.Email));
                await db.ExecuteAsync($"INSERT INTO goskey_listed (package_id, position, name, snils, snils_print, snils_tail, email) VALUES {rows}", values, transaction);
            }
        }, cancellationToken);

    /// <summary>Keeps what was read of a list's file until somebody decides, in the place of what was kept before; false when it is no draft any more.</summary>
    public Task<bool> KeepReadListAsync(string id, string sealedRows, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, (db, transaction) => db.ExecuteAsync(
            "INSERT INTO goskey_read_list (package_id, rows_sealed) VALUES (@id, @sealedRows) ON CONFLICT (package_id) DO UPDATE SET rows_sealed = excluded.rows_sealed", new { id, sealedRows },
            transaction), cancellationToken);

    /// <summary>What was read of a list's file, encrypted; null when nothing waits.</summary>
    public async Task<string?> ReadListAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string>("SELECT rows_sealed FROM goskey_read_list WHERE package_id = @id", new { id });
    }

    /// <summary>Writes the title; false when it is no draft any more.</summary>
    public Task<bool> SetTitleAsync(string id, string title, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, (db, transaction) => db.ExecuteAsync("UPDATE goskey_package SET title = @title WHERE id = @id", new { id, title }, transaction), cancellationToken);

    /// <summary>
    /// Changes a draft's documents, as they stand at that moment: given them in their order, <paramref name="change"/> tells what is to be there, in its order, or null to leave all as it is.
    /// False when it is no draft any more.
    /// </summary>
    public Task<bool> ChangeDocumentsAsync(
        string id, Func<IReadOnlyList<PackageDocument>, IReadOnlyList<PackageDocument>?> change, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, async (db, transaction) =>
        {
            var before = (await db.QueryAsync<PackageDocument>(
                $"SELECT {DocumentColumns} FROM goskey_document WHERE package_id = @id ORDER BY position, id LIMIT 100", new { id }, transaction)).ToList();
            if (change(before) is not { } changed)
            {
                return;
            }

            var after = changed.Select((document, i) => document with { Position = i + 1 }).ToList();
            await db.ExecuteAsync("DELETE FROM goskey_document WHERE id = @Id", before.ExceptBy(after.Select(document => document.Id), document => document.Id), transaction);
            foreach (var document in after.ExceptBy(before.Select(document => document.Id), document => document.Id))
            {
                await InsertAsync(db, document, transaction);
            }

            await db.ExecuteAsync(
                "UPDATE goskey_document SET position = @Position, display_name = @DisplayName, wire_name = @WireName, description = @Description WHERE id = @Id", after.Except(before), transaction);
        }, cancellationToken);

    /// <summary>Removes a draft with its documents; false when it is no draft (any more), or not this person's.</summary>
    public async Task<bool> DiscardAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (await db.ExecuteAsync(
            "UPDATE goskey_package SET changed_at = changed_at WHERE id = @id AND person_id = @personId AND state = 'Draft' AND NOT EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.package_id = @id AND a.committed_at IS NOT NULL)",
            new { id, personId }, transaction) == 0)
        {
            return false;
        }

        foreach (var table in (string[])["goskey_document", "goskey_listed", "goskey_read_list", "goskey_term", "goskey_attempt"])
        {
            await db.ExecuteAsync($"DELETE FROM {table} WHERE package_id = @id", new { id }, transaction);
        }

        await db.ExecuteAsync("DELETE FROM goskey_package WHERE id = @id", new { id }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Removes a person's drafts in which nothing was ever done: no title, nobody to sign, no documents, not changed since a moment.</summary>
    public async Task DropUntouchedAsync(string personId, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            DELETE FROM goskey_package WHERE person_id = @personId AND state = 'Draft' AND changed_at < @before AND title = '' AND recipient_name = '' AND snils IS NULL
                AND NOT EXISTS (SELECT 1 FROM goskey_document d WHERE d.package_id = goskey_package.id) AND NOT EXISTS (SELECT 1 FROM goskey_listed l WHERE l.package_id = goskey_package.id)
                AND NOT EXISTS (SELECT 1 FROM goskey_read_list r WHERE r.package_id = goskey_package.id) AND NOT EXISTS (SELECT 1 FROM goskey_term t WHERE t.package_id = goskey_package.id)
                AND NOT EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.package_id = goskey_package.id) AND NOT EXISTS (SELECT 1 FROM goskey_package p WHERE p.again_of = goskey_package.id)
            """,
            new { personId, before });
    }

    /// <summary>Its author saw how it ended.</summary>
    public async Task SeenAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE goskey_package SET seen_at = @now WHERE id = @id AND person_id = @personId AND seen_at IS NULL AND (final_at IS NOT NULL OR state IN ('NotSent', 'Attention'))",
            new { id, personId, now = clock.GetUtcNow() });
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await using var db = await database.OpenAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(files, 1))
        {
            var (list, values) = ValueRows.Of(some);
            foreach (var column in FileColumns)
            {
                kept.UnionWith(await db.QueryAsync<string>($"SELECT {column} FROM goskey_document WHERE {column} IN ({list})", values));
            }

            foreach (var column in (string[])["request_sha256", "request_signature"])
            {
                kept.UnionWith(await db.QueryAsync<string>($"SELECT {column} FROM goskey_package WHERE {column} IN ({list})", values));
            }
        }

        return kept;
    }

    /// <summary>Writes the words by which a package is found: recipient, title, documents, organisation, number.</summary>
    internal static async Task IndexAsync(DbConnection db, string id, DbTransaction transaction)
    {
        await db.ExecuteAsync("DELETE FROM goskey_term WHERE package_id = @id", new { id }, transaction);
        var row = await db.QuerySingleAsync<(string Person, string Title, string Recipient, string Sender, string? Tail, long? Order)>(
            "SELECT person_id, title, recipient_name, sender_name, snils_tail, order_id FROM goskey_package WHERE id = @id", new { id }, transaction);
        var names = await db.QueryAsync<string>("SELECT display_name FROM goskey_document WHERE package_id = @id LIMIT 100", new { id }, transaction);
        var terms = SearchTerms.Of([row.Title, row.Recipient, row.Sender, row.Order?.ToString(null, null), .. names]);
        foreach (var some in ValueRows.Statements(terms, 3))
        {
            var (rows, values) = ValueRows.Of<string>(some, ("p", _ => row.Person), ("t", term => term), ("i", _ => id));
            await db.ExecuteAsync($"INSERT INTO goskey_term (person_id, term, package_id) VALUES {rows}", values, transaction);
        }
    }

    // What is no draft any more is not changed; whoever asks hears it.
    private async Task<bool> ChangeAsync(string id, Func<DbConnection, DbTransaction, Task> change, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (await db.ExecuteAsync("UPDATE goskey_package SET changed_at = @now, problem = NULL WHERE id = @id AND state = 'Draft'", new { id, now = clock.GetUtcNow() }, transaction) == 0)
        {
            return false;
        }

        await change(db, transaction);
        await IndexAsync(db, id, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task ForgetListAsync(DbConnection db, string id, bool forgetFile, DbTransaction transaction)
    {
        await db.ExecuteAsync("DELETE FROM goskey_listed WHERE package_id = @id", new { id }, transaction);
        if (forgetFile)
        {
            await db.ExecuteAsync("DELETE FROM goskey_read_list WHERE package_id = @id", new { id }, transaction);
        }
    }

    private static Task InsertAsync(DbConnection db, PackageDocument document, DbTransaction transaction) => db.ExecuteAsync(
        """
        INSERT INTO goskey_document (id, package_id, position, display_name, wire_name, description, size, sha256, uploaded_at)
        VALUES (@Id, @PackageId, @Position, @DisplayName, @WireName, @Description, @Size, @Sha256, @UploadedAt)
        """,
        document, transaction);
}

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
            "SELECT position, name, snils, snils_print, snils_tail, email FROM goskey_listed WHERE package_id = @packageId ORDER BY position LIMIT 1000", new { packageId })];
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

    /// <summary>Writes who signs and with what; false when it is no draft any more.</summary>
    public Task<bool> SetRecipientAsync(Package draft, string? snilsPrint, IReadOnlyList<ListedRecipient> listed, CancellationToken cancellationToken = default) =>
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
            await db.ExecuteAsync("DELETE FROM goskey_listed WHERE package_id = @Id", new { draft.Id }, transaction);
            foreach (var some in ValueRows.Statements(listed, 7))
            {
                var (rows, values) = ValueRows.Of<ListedRecipient>(
                    some, ("p", _ => draft.Id), ("n", one => one.Position), ("m", one => one.Name), ("s", one => one.Snils), ("h", one => one.SnilsPrint), ("t", one => one.SnilsTail), ("e", one => one.Email));
                await db.ExecuteAsync($"INSERT INTO goskey_listed (package_id, position, name, snils, snils_print, snils_tail, email) VALUES {rows}", values, transaction);
            }
        }, cancellationToken);

    /// <summary>Writes the title; false when it is no draft any more.</summary>
    public Task<bool> SetTitleAsync(string id, string title, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, (db, transaction) => db.ExecuteAsync("UPDATE goskey_package SET title = @title WHERE id = @id", new { id, title }, transaction), cancellationToken);

    /// <summary>Adds a document at the end; false when it is no draft any more.</summary>
    public Task<bool> AddDocumentAsync(PackageDocument document, CancellationToken cancellationToken = default) =>
        ChangeAsync(document.PackageId, (db, transaction) => InsertAsync(db, document, transaction), cancellationToken);

    /// <summary>Writes names, descriptions and the order of a draft's documents; those that are not named are removed. False when it is no draft any more.</summary>
    public Task<bool> SetDocumentsAsync(string id, IReadOnlyList<PackageDocument> documents, CancellationToken cancellationToken = default) =>
        ChangeAsync(id, async (db, transaction) =>
        {
            var kept = documents.Select(document => document.Id).ToHashSet();
            var all = await db.QueryAsync<string>("SELECT id FROM goskey_document WHERE package_id = @id", new { id }, transaction);
            await db.ExecuteAsync("DELETE FROM goskey_document WHERE id = @gone AND package_id = @id", all.Where(one => !kept.Contains(one)).Select(gone => new { gone, id }), transaction);
            await db.ExecuteAsync(
                "UPDATE goskey_document SET position = @Position, display_name = @DisplayName, wire_name = @WireName, description = @Description WHERE id = @Id AND package_id = @PackageId",
                documents.Select(document => new { document.Position, document.DisplayName, document.WireName, document.Description, document.Id, PackageId = id }), transaction);
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

        foreach (var table in (string[])["goskey_document", "goskey_listed", "goskey_term", "goskey_attempt"])
        {
            await db.ExecuteAsync($"DELETE FROM {table} WHERE package_id = @id", new { id }, transaction);
        }

        await db.ExecuteAsync("DELETE FROM goskey_package WHERE id = @id", new { id }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
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

    private static Task InsertAsync(DbConnection db, PackageDocument document, DbTransaction transaction) => db.ExecuteAsync(
        """
        INSERT INTO goskey_document (id, package_id, position, display_name, wire_name, description, size, sha256, uploaded_at)
        VALUES (@Id, @PackageId, @Position, @DisplayName, @WireName, @Description, @Size, @Sha256, @UploadedAt)
        """,
        document, transaction);
}

using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>SQL of docflows. Every read that a page makes names the link it is made for.</summary>
public sealed class DocflowStore(Database database, TimeProvider clock)
{
    private const string Columns =
        """
        id, link_id, account_id, docflow_id, draft_id, type, status, success_state, form_name, knd, period, correction, payer, recipient, recipient_name,
        sent_at, changed_at, asked
        """;

    private const string Insert =
        """
        INSERT INTO docflow (id, link_id, account_id, docflow_id, draft_id, type, status, success_state, form_name, knd, period, correction, payer, recipient,
            recipient_name, sent_at, changed_at, asked, next_ask_at)
        VALUES (@Id, @LinkId, @AccountId, @DocflowId, @DraftId, @Type, @Status, @SuccessState, @FormName, @Knd, @Period, @Correction, @Payer, @Recipient,
            @RecipientName, @SentAt, @ChangedAt, @Asked, @nextAskAt)
        """;

    private const string Update =
        """
        ON CONFLICT (link_id, docflow_id) DO UPDATE SET account_id = excluded.account_id, status = excluded.status, success_state = excluded.success_state,
            form_name = CASE WHEN docflow.draft_id IS NOT NULL AND docflow.type LIKE '%-ion' THEN docflow.form_name ELSE excluded.form_name END, period = excluded.period, sent_at = excluded.sent_at, changed_at = excluded.changed_at,
            draft_id = COALESCE(docflow.draft_id, excluded.draft_id), recipient_name = COALESCE(excluded.recipient_name, docflow.recipient_name)
        """;

    /// <summary>Adds what has just been sent; one that is known stays as it is.</summary>
    public async Task AddAsync(DocflowEntry entry, DateTimeOffset nextAskAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync($"{Insert} ON CONFLICT (link_id, docflow_id) DO UPDATE SET draft_id = excluded.draft_id", Values(entry, nextAskAt));
    }

    /// <summary>Writes what Kontur says of a docflow; returns our id. Documents that are known stay, new ones are added.</summary>
    public async Task<string> SaveAsync(
        DocflowEntry entry, IReadOnlyList<EntryDocument> documents, DateTimeOffset? nextAskAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var id = await db.QuerySingleAsync<string>(
            $"{Insert} {Update}, next_ask_at = excluded.next_ask_at, asked = docflow.asked + 1 RETURNING id", Values(entry, nextAskAt), transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO docflow_document (docflow_row_id, document_id, type, file_name, size, sent_at, signed_by, content_id, packing, encrypted, prints)
            VALUES (@id, @DocumentId, @Type, @FileName, @Size, @SentAt, @SignedBy, @ContentId, @Packing, @Encrypted, @Prints)
            ON CONFLICT (docflow_row_id, document_id) DO UPDATE SET signed_by = excluded.signed_by, size = excluded.size, content_id = COALESCE(excluded.content_id, docflow_document.content_id),
                packing = CASE WHEN excluded.content_id IS NULL THEN docflow_document.packing ELSE excluded.packing END, encrypted = excluded.encrypted, prints = excluded.prints
            """,
            documents.Select(one => new { id, one.DocumentId, one.Type, one.FileName, one.Size, one.SentAt, one.SignedBy, one.ContentId, one.Packing, one.Encrypted, one.Prints }), transaction);
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Writes a page of a list in one transaction. What is followed already keeps its pace; what is finished is no longer followed.</summary>
    public async Task SaveListedAsync(IReadOnlyList<(DocflowEntry Entry, DateTimeOffset? NextAskAt)> listed, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            $"""
            {Insert} {Update},
                next_ask_at = CASE WHEN excluded.next_ask_at IS NULL THEN NULL ELSE COALESCE(docflow.next_ask_at, excluded.next_ask_at) END
            """,
            listed.Select(one => Values(one.Entry, one.NextAskAt)), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Docflows whose state body is due to have answered; not those of an undone link.</summary>
    public async Task<IReadOnlyList<DocflowEntry>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT {Columns} FROM docflow WHERE next_ask_at <= @now AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = docflow.link_id AND l.state = 'Unlinked')
            ORDER BY next_ask_at LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Asks again later; null stops asking.</summary>
    public async Task AskAtAsync(string id, DateTimeOffset? at, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE docflow SET next_ask_at = @at, asked = asked + 1 WHERE id = @id", new { id, at });
    }

    /// <summary>Writes the inspection's name beside its code.</summary>
    public async Task NameRecipientAsync(string id, string name, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE docflow SET recipient_name = @name WHERE id = @id", new { id, name });
    }

    /// <summary>An entry of this link, or null.</summary>
    public async Task<DocflowEntry?> FindAsync(string linkId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DocflowEntry>($"SELECT {Columns} FROM docflow WHERE id = @id AND link_id = @linkId", new { id, linkId });
    }

    /// <summary>The entry made from a draft of this link, or null.</summary>
    public async Task<DocflowEntry?> FindByDraftAsync(string linkId, string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<DocflowEntry>(
            $"SELECT {Columns} FROM docflow WHERE draft_id = @draftId AND link_id = @linkId", new { draftId, linkId });
    }

    /// <summary>Our id of a docflow that this link's session lists, or null.</summary>
    public async Task<string?> IdOfDocflowAsync(string linkId, string docflowId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string?>("SELECT id FROM docflow WHERE link_id = @linkId AND docflow_id = @docflowId", new { linkId, docflowId });
    }

    /// <summary>Documents of an entry, in the order they came.</summary>
    public async Task<IReadOnlyList<EntryDocument>> DocumentsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<EntryDocument>(
            """
            SELECT document_id, type, file_name, size, sent_at, signed_by, content_id, packing, encrypted, prints FROM docflow_document
            WHERE docflow_row_id = @id ORDER BY COALESCE(sent_at, 0), document_id LIMIT 500
            """,
            new { id })];
    }

    /// <summary>A document was decrypted: where its plain bytes lie at Kontur now.</summary>
    public async Task DecryptedAsync(string id, string documentId, Guid contentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE docflow_document SET content_id = @contentId, packing = NULL WHERE docflow_row_id = @id AND document_id = @documentId",
            new { id, documentId, contentId = contentId.ToString() });
    }

    /// <summary>A page of an account's docflows, newest first, and how many there are.</summary>
    public async Task<(IReadOnlyList<DocflowEntry> Rows, int Total)> PageAsync(
        string linkId, string accountId, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var key = new { linkId, accountId, skip, take };
        var rows = await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT {Columns} FROM docflow WHERE link_id = @linkId AND account_id = @accountId ORDER BY sent_at DESC, id DESC LIMIT @take OFFSET @skip
            """,
            key);
        return ([.. rows], (int)await db.QuerySingleAsync<long>("SELECT count(*) FROM docflow WHERE link_id = @linkId AND account_id = @accountId", key));
    }

    /// <summary>When the list of an account was last read from Kontur, or null.</summary>
    public async Task<DateTimeOffset?> RefreshedAtAsync(string linkId, string accountId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DateTimeOffset?>(
            "SELECT refreshed_at FROM refresh WHERE link_id = @linkId AND account_id = @accountId AND what = 'docflows'", new { linkId, accountId });
    }

    /// <summary>Remembers that the list was read, and forgets what Kontur no longer lists for this link.</summary>
    public async Task RefreshedAsync(string linkId, string accountId, IReadOnlyCollection<string> listed, DateTimeOffset since, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var known = await db.QueryAsync<(string Id, string DocflowId)>(
            "SELECT id, docflow_id FROM docflow WHERE link_id = @linkId AND account_id = @accountId AND sent_at >= @since AND draft_id IS NULL",
            new { linkId, accountId, since }, transaction);
        foreach (var (id, _) in known.Where(row => !listed.Contains(row.DocflowId)))
        {
            foreach (var table in new[] { "docflow_signature", "docflow_content", "docflow_document" })
            {
                await db.ExecuteAsync($"DELETE FROM {table} WHERE docflow_row_id = @id", new { id }, transaction);
            }

            await db.ExecuteAsync("DELETE FROM docflow WHERE id = @id", new { id }, transaction);
        }

        await db.ExecuteAsync(
            """
            INSERT INTO refresh (link_id, account_id, what, refreshed_at) VALUES (@linkId, @accountId, 'docflows', @now)
            ON CONFLICT (link_id, account_id, what) DO UPDATE SET refreshed_at = excluded.refreshed_at
            """,
            new { linkId, accountId, now = clock.GetUtcNow() }, transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    private static object Values(DocflowEntry entry, DateTimeOffset? nextAskAt) => new
    {
        entry.Id, entry.LinkId, entry.AccountId, entry.DocflowId, entry.DraftId, entry.Type, entry.Status,
        entry.SuccessState, entry.FormName, entry.Knd, entry.Period, entry.Correction, entry.Payer, entry.Recipient,
        entry.RecipientName, entry.SentAt, entry.ChangedAt, entry.Asked, nextAskAt,
    };
}

using Dapper;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Replies;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>SQL of docflows. Every read that a page makes names the link it is made for.</summary>
public sealed class DocflowStore(Database database, TimeProvider clock)
{
    private const string Columns = DocflowRowStore.Columns;

    /// <summary>Adds what has just been sent; one that is known stays as it is.</summary>
    public async Task AddAsync(DocflowEntry entry, DateTimeOffset nextAskAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await DocflowRowStore.PutAsync(db, transaction, entry, nextAskAt, DocflowRowStore.Added);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Writes what Kontur says of a docflow; returns our id. Documents that are known stay, new ones are added.</summary>
    public async Task<string> SaveAsync(
        DocflowEntry entry, IReadOnlyList<EntryDocument> documents, DateTimeOffset? nextAskAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var id = await DocflowRowStore.PutAsync(db, transaction, entry, nextAskAt, DocflowRowStore.Saved);
        await db.ExecuteAsync(
            """
            INSERT INTO docflow_document (docflow_row_id, document_id, type, file_name, size, sent_at, signed_by, signer_type, content_id, packing, encrypted, prints)
            VALUES (@id, @DocumentId, @Type, @FileName, @Size, @SentAt, @SignedBy, @SignerType, @ContentId, @Packing, @Encrypted, @Prints)
            ON CONFLICT (docflow_row_id, document_id) DO UPDATE SET signed_by = excluded.signed_by, signer_type = excluded.signer_type, size = excluded.size, content_id = COALESCE(excluded.content_id, docflow_document.content_id),
                packing = CASE WHEN excluded.content_id IS NULL THEN docflow_document.packing ELSE excluded.packing END, encrypted = excluded.encrypted, prints = excluded.prints
            """,
            documents.Select(one => new { id, one.DocumentId, one.Type, one.FileName, one.Size, one.SentAt, one.SignedBy, one.SignerType, one.ContentId, one.Packing, one.Encrypted, one.Prints }), transaction);
        await PossibleReplyStore.PutAsync(
            db, transaction, entry.LinkId, id, entry.DocflowId, documents.SelectMany(one => one.Replies.Select(type => new PossibleReply(one.DocumentId, type))));
        await transaction.CommitAsync(cancellationToken);
        return id;
    }

    /// <summary>Docflows whose state body is due to have answered; not those of an undone link.</summary>
    public async Task<IReadOnlyList<DocflowEntry>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DocflowEntry>(
            $"""
            SELECT {Columns} FROM docflow WHERE next_ask_at <= @now AND hidden_at IS NULL AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = docflow.link_id AND l.state = 'Unlinked')
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
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE docflow SET recipient_name = @name WHERE id = @id", new { id, name }, transaction);
        await DocflowRowStore.IndexAsync(db, transaction, id);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>An entry that this link's session lists, or null.</summary>
    public async Task<DocflowEntry?> FindAsync(string linkId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DocflowEntry>($"SELECT {Columns} FROM docflow WHERE id = @id AND link_id = @linkId AND hidden_at IS NULL", new { id, linkId });
    }

    /// <summary>The entry made from a draft of this link, or null.</summary>
    public async Task<DocflowEntry?> FindByDraftAsync(string linkId, string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QueryFirstOrDefaultAsync<DocflowEntry>(
            $"SELECT {Columns} FROM docflow WHERE draft_id = @draftId AND link_id = @linkId AND hidden_at IS NULL", new { draftId, linkId });
    }

    /// <summary>Our id of a docflow that this link's session lists, or null.</summary>
    public async Task<string?> IdOfDocflowAsync(string linkId, string docflowId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<string?>(
            "SELECT id FROM docflow WHERE link_id = @linkId AND docflow_id = @docflowId AND hidden_at IS NULL", new { linkId, docflowId });
    }

    /// <summary>Documents of an entry, in the order they came.</summary>
    public async Task<IReadOnlyList<EntryDocument>> DocumentsAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<EntryDocument>(
            """
            SELECT document_id, type, file_name, size, sent_at, signed_by, signer_type, content_id, packing, encrypted, prints FROM docflow_document
            WHERE docflow_row_id = @id AND EXISTS (SELECT 1 FROM docflow d WHERE d.id = @id AND d.hidden_at IS NULL) ORDER BY COALESCE(sent_at, 0), document_id LIMIT 500
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

    /// <summary>Opened by its link for the first time: it is unread no longer.</summary>
    public async Task OpenedAsync(string linkId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            $"UPDATE docflow SET opened_at = @now, cell = replace(cell, '{DocflowCell.Unread}', '{DocflowCell.Read}') WHERE id = @id AND link_id = @linkId AND opened_at IS NULL",
            new { id, linkId, now = clock.GetUtcNow() });
    }
}

using Dapper;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Drafts;

/// <summary>SQL of single files of drafts: replaced, put in order, given to Kontur. Their originals are kept as long as a row names them.</summary>
public sealed class DraftDocumentStore(Database database, TimeProvider clock) : IFileOwner
{
    /// <summary>A file of a draft of this link, or null.</summary>
    public async Task<DraftDocument?> FindAsync(string linkId, string draftId, string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<DraftDocument>(
            $"""
            SELECT {DraftStore.DocumentColumns} FROM draft_document WHERE id = @documentId AND draft_id = @draftId
              AND EXISTS (SELECT 1 FROM draft d WHERE d.id = draft_document.draft_id AND d.link_id = @linkId)
            """,
            new { linkId, draftId, documentId });
    }

    /// <summary>Puts another file in the place of one beside the report; false when the draft is not editable or has no such file.</summary>
    public async Task<bool> ReplaceAsync(string documentId, DraftDocument with, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (!await DraftStore.ReopenAsync(db, with.DraftId, clock.GetUtcNow(), transaction)
            || await db.ExecuteAsync(
                "DELETE FROM draft_document WHERE id = @documentId AND draft_id = @DraftId AND kind <> 'Report'", new { documentId, with.DraftId }, transaction) == 0)
        {
            return false;
        }

        await DraftStore.InsertAsync(db, with, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Moves a file beside the report up (-1) or down (+1) among its like. What is checked and signed does not depend on the order, so the draft stays as it is.
    /// False when the draft is not editable or the file cannot go there.
    /// </summary>
    public async Task<bool> MoveAsync(string draftId, string documentId, int by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);

        // Touching the draft first queues whoever orders the same files.
        if (await db.ExecuteAsync(
            "UPDATE draft SET changed_at = changed_at WHERE id = @draftId AND state IN ('Editing', 'CheckFailed', 'Checked')", new { draftId }, transaction) == 0)
        {
            return false;
        }

        var order = (await db.QueryAsync<string>(
            $"SELECT id FROM draft_document WHERE draft_id = @draftId AND kind <> 'Report' ORDER BY {DraftStore.DocumentOrder}", new { draftId }, transaction)).ToList();
        var (from, to) = (order.IndexOf(documentId), order.IndexOf(documentId) + by);
        if (from < 0 || to < 0 || to >= order.Count)
        {
            return false;
        }

        order.RemoveAt(from);
        order.Insert(to, documentId);
        for (var i = 0; i < order.Count; i++)
        {
            await db.ExecuteAsync("UPDATE draft_document SET position = @position WHERE id = @id", new { id = order[i], position = i + 1 }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The same bytes were given to the contents service again.</summary>
    public async Task RefreshContentAsync(string documentId, string contentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE draft_document SET content_id = @contentId, uploaded_at = @now, missing_at = NULL WHERE id = @documentId",
            new { documentId, contentId, now = clock.GetUtcNow() });
    }

    /// <summary>Nobody has the bytes any more.</summary>
    public async Task SetMissingAsync(string documentId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE draft_document SET missing_at = @now WHERE id = @documentId AND missing_at IS NULL", new { documentId, now = clock.GetUtcNow() });
    }

    /// <summary>A draft at Kontur holds exactly this file.</summary>
    public async Task SetPlacedAsync(string documentId, string konturDraftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE draft_document SET placed_in = @konturDraftId WHERE id = @documentId", new { documentId, konturDraftId });
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await using var db = await database.OpenAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(files, 1))
        {
            var (list, values) = ValueRows.Of(some);
            kept.UnionWith(await db.QueryAsync<string>(
                $"SELECT sha256 FROM draft_document WHERE sha256 IN ({list}) UNION SELECT sha256 FROM print_form WHERE sha256 IN ({list})", values));
        }

        return kept;
    }
}

using System.Data.Common;
using System.Text.Json;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Confirmations.Batches;

/// <summary>SQL of queues of signatures.</summary>
public sealed class BatchStore(Database database, TimeProvider clock)
{
    private const string Columns = "id, link_id, account_id, kind, thumbprint, owner, phone_mask, state, created_at";
    private const string ItemColumns = "place, subject_id, title, documents, state, reason, signing_id";

    static BatchStore() => SqlMapper.AddTypeHandler(new JsonColumn<IReadOnlyList<SignedDocument>>());

    /// <summary>Adds a batch with its rows.</summary>
    public async Task AddAsync(SigningBatch batch, IReadOnlyList<BatchItem> items, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            $"""
            INSERT INTO signing_batch ({Columns}, changed_at)
            VALUES (@Id, @LinkId, @AccountId, @kind, @Thumbprint, @Owner, @PhoneMask, @state, @CreatedAt, @CreatedAt)
            """,
            new
            {
                batch.Id, batch.LinkId, batch.AccountId, kind = batch.Kind.ToString(), batch.Thumbprint, batch.Owner, batch.PhoneMask, state = batch.State.ToString(), batch.CreatedAt,
            },
            transaction);
        foreach (var item in items)
        {
            await db.ExecuteAsync(
                $"INSERT INTO signing_batch_item (batch_id, {ItemColumns}) VALUES (@batchId, @Place, @SubjectId, @Title, @documents, @state, @Reason, NULL)",
                new
                {
                    batchId = batch.Id, item.Place, item.SubjectId, item.Title, documents = JsonSerializer.Serialize(item.Documents), state = item.State.ToString(), item.Reason,
                },
                transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>A batch of this link, or null.</summary>
    public async Task<SigningBatch?> FindAsync(string linkId, string batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<SigningBatch>(
            $"SELECT {Columns} FROM signing_batch WHERE id = @batchId AND link_id = @linkId", new { batchId, linkId });
    }

    /// <summary>The rows of a batch in their order; a batch has at most 100.</summary>
    public async Task<IReadOnlyList<BatchItem>> ItemsAsync(string batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<BatchItem>($"SELECT {ItemColumns} FROM signing_batch_item WHERE batch_id = @batchId ORDER BY place", new { batchId })];
    }

    /// <summary>Batches of this link that were begun and have not come to their end, the newest first, with figures; at most 20.</summary>
    public async Task<IReadOnlyList<OpenBatch>> OpenAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<OpenBatch>(
            """
            SELECT b.id, b.account_id, b.kind, b.owner, b.state, b.created_at,
              (SELECT count(*) FROM signing_batch_item i WHERE i.batch_id = b.id AND i.state = 'Signed') AS signed,
              (SELECT count(*) FROM signing_batch_item i WHERE i.batch_id = b.id AND i.state <> 'Refused') AS whole
            FROM signing_batch b WHERE b.link_id = @linkId AND b.state IN ('Running', 'Paused') ORDER BY b.created_at DESC LIMIT 20
            """,
            new { linkId })];
    }

    /// <summary>Sets the state of a batch.</summary>
    public async Task SetStateAsync(string batchId, BatchState state, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE signing_batch SET state = @state, changed_at = @now WHERE id = @batchId", new { batchId, state = state.ToString(), now = clock.GetUtcNow() });
    }

    /// <summary>Takes the next that waits; null when none does, or another is at its turn (a second tab).</summary>
    public async Task<BatchItem?> TakeNextAsync(string batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            return await db.QueryFirstOrDefaultAsync<BatchItem>(
                $"""
                UPDATE signing_batch_item SET state = 'Current', reason = NULL, signing_id = NULL
                WHERE batch_id = @batchId AND state = 'Waiting'
                  AND place = (SELECT min(place) FROM signing_batch_item n WHERE n.batch_id = @batchId AND n.state = 'Waiting')
                  AND NOT EXISTS (SELECT 1 FROM signing_batch_item c WHERE c.batch_id = @batchId AND c.state = 'Current')
                RETURNING {ItemColumns}
                """,
                new { batchId });
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return null;
        }
    }

    /// <summary>Writes what became of the one at its turn; false when it was not at its turn any more.</summary>
    public async Task<bool> SettleAsync(
        string batchId, long place, BatchItemState state, string? signingId, string? reason = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE signing_batch_item SET state = @state, signing_id = COALESCE(@signingId, signing_id), reason = @reason
            WHERE batch_id = @batchId AND place = @place AND state = 'Current'
            """,
            new { batchId, place, state = state.ToString(), signingId, reason }) == 1;
    }

    /// <summary>Lets what failed wait again; the number of them.</summary>
    public async Task<int> RepeatAsync(string batchId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync("UPDATE signing_batch_item SET state = 'Waiting', signing_id = NULL WHERE batch_id = @batchId AND state = 'Failed'", new { batchId });
    }
}

/// <summary>A batch that was begun and has not come to its end.</summary>
public sealed record OpenBatch
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>What is done in it.</summary>
    public required SigningKind Kind { get; init; }

    /// <summary>Owner of the certificate.</summary>
    public required string Owner { get; init; }

    /// <summary>State.</summary>
    public required BatchState State { get; init; }

    /// <summary>How many are signed.</summary>
    public required long Signed { get; init; }

    /// <summary>Of how many.</summary>
    public required long Whole { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

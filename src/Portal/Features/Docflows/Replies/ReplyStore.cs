using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows.Replies;

/// <summary>SQL of answers. Callers have found the docflow for their link before.</summary>
public sealed class ReplyStore(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, docflow_row_id, link_id, account_id, docflow_id, document_id, reply_type, kontur_reply_id, file_name, sha256, state, problem, trace, made_at, intended_at, settled_at";

    private const string Receipts =
        """
        FROM possible_reply p JOIN docflow d ON d.id = p.docflow_row_id
        WHERE p.link_id = @linkId AND d.account_id = @accountId AND d.hidden_at IS NULL AND p.reply_type LIKE '%-receipt'
            AND NOT EXISTS (SELECT 1 FROM reply r WHERE r.docflow_id = d.docflow_id AND r.document_id = p.document_id AND r.slot = p.reply_type AND r.state IN ('Intended', 'Sent'))
        """;

    /// <summary>What may be answered in a docflow now; at most 200.</summary>
    public async Task<IReadOnlyList<PossibleReply>> PossibleAsync(string entryId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<PossibleReply>(
            "SELECT document_id, reply_type FROM possible_reply WHERE docflow_row_id = @entryId ORDER BY document_id, reply_type LIMIT 200", new { entryId })];
    }

    /// <summary>Receipts that an account's documents await from this link, of the newest docflows; those that are on their way or sent are left out.</summary>
    public async Task<IReadOnlyList<AwaitedReceipt>> ReceiptsAsync(string linkId, string accountId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AwaitedReceipt>(
            $"""
            SELECT d.id AS entry_id, p.document_id, p.reply_type, d.form_name, d.payer, d.payer_name, d.sent_at,
                (SELECT n.type FROM docflow_document n WHERE n.docflow_row_id = p.docflow_row_id AND n.document_id = p.document_id) AS document_type
            {Receipts} ORDER BY d.sent_at DESC, d.id, p.document_id LIMIT @take
            """,
            new { linkId, accountId, take })];
    }

    /// <summary>How many of them need no code (<see cref="PossibleReply.IsSignedAtOnce"/>); at most <paramref name="most"/>.</summary>
    public async Task<int> CountReceiptsAsync(string linkId, string accountId, int most, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return (int)await db.QuerySingleAsync<long>(
            $"SELECT count(*) FROM (SELECT 1 {Receipts} AND (p.reply_type LIKE 'fns534-%' OR p.reply_type LIKE 'stat-%') LIMIT @most) counted", new { linkId, accountId, most });
    }

    /// <summary>The answer of each kind to each document of a docflow that counts: the one on its way or sent, else the newest; at most 200.</summary>
    public async Task<IReadOnlyList<Reply>> OfDocflowAsync(string entryId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var rows = await db.QueryAsync<Reply>(
            $"""
            SELECT {Columns} FROM reply WHERE docflow_row_id = @entryId
            ORDER BY CASE WHEN state IN ('Intended', 'Sent') THEN 0 ELSE 1 END, made_at DESC, id LIMIT 200
            """,
            new { entryId });
        return [.. rows.DistinctBy(reply => (reply.DocumentId, reply.ReplyType))];
    }

    /// <summary>An answer, or null.</summary>
    public async Task<Reply?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Reply>($"SELECT {Columns} FROM reply WHERE id = @id", new { id });
    }

    /// <summary>True when an answer of this kind to this document is on its way or sent, by anybody.</summary>
    public async Task<bool> IsAnsweredAsync(string docflowId, string documentId, string replyType, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>(
            "SELECT count(*) FROM reply WHERE docflow_id = @docflowId AND document_id = @documentId AND slot = @slot AND state IN ('Intended', 'Sent')",
            new { docflowId, documentId, slot = Reply.SlotOf(replyType) }) > 0;
    }

    /// <summary>Adds one that was made.</summary>
    public async Task AddAsync(Reply reply, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO reply (id, docflow_row_id, link_id, account_id, docflow_id, document_id, reply_type, slot, kontur_reply_id, file_name, sha256, state, made_at)
            VALUES (@Id, @DocflowRowId, @LinkId, @AccountId, @DocflowId, @DocumentId, @ReplyType, @slot, @KonturReplyId, @FileName, @Sha256, 'Made', @MadeAt)
            """,
            new
            {
                reply.Id, reply.DocflowRowId, reply.LinkId, reply.AccountId, reply.DocflowId, reply.DocumentId, reply.ReplyType, slot = Reply.SlotOf(reply.ReplyType),
                reply.KonturReplyId, reply.FileName, reply.Sha256, reply.MadeAt,
            });
    }

    /// <summary>It is signed: the job sends it should this process end before it does.</summary>
    public async Task SignedAsync(string id, TimeSpan askIn, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE reply SET state = 'Signed', next_ask_at = @next WHERE id = @id AND state = 'Made'", new { id, next = clock.GetUtcNow() + askIn });
    }

    /// <summary>Means to send it, on disk before anything leaves; false when another answer of the kind is on its way or sent, or it is not signed.</summary>
    public async Task<bool> IntendAsync(string id, TimeSpan askIn, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        try
        {
            var now = clock.GetUtcNow();
            return await db.ExecuteAsync(
                "UPDATE reply SET state = 'Intended', intended_at = @now, next_ask_at = @next, problem = NULL, trace = NULL WHERE id = @id AND state IN ('Signed', 'NotSent')",
                new { id, now, next = now + askIn }) == 1;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>Another one was faster. One that is on its way or sent itself, by whoever sends it at the same time, stays so.</summary>
    public async Task OvertakenAsync(string id, string problem, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "UPDATE reply SET state = 'NotSent', problem = @problem, settled_at = @now, next_ask_at = NULL WHERE id = @id AND state IN ('Signed', 'NotSent')",
            new { id, problem, now = clock.GetUtcNow() });
    }

    /// <summary>It is settled: sent, or not and why. Nothing happens to one that is settled already.</summary>
    public async Task SettleAsync(string id, ReplyState outcome, string? problem = null, string? trace = null, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            UPDATE reply SET state = @outcome, problem = @problem, trace = @trace, settled_at = @now, next_ask_at = NULL WHERE id = @id AND state IN ('Made', 'Signed', 'Intended')
            """,
            new { id, outcome = outcome.ToString(), problem, trace, now = clock.GetUtcNow() }, transaction);
        if (outcome == ReplyState.Sent)
        {
            await db.ExecuteAsync(
                """
                DELETE FROM possible_reply WHERE EXISTS (
                    SELECT 1 FROM reply r WHERE r.id = @id AND r.docflow_row_id = possible_reply.docflow_row_id AND r.document_id = possible_reply.document_id
                        AND r.reply_type = possible_reply.reply_type)
                """,
                new { id }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Asks again later.</summary>
    public async Task AskInAsync(string id, TimeSpan by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE reply SET next_ask_at = @next WHERE id = @id AND state IN ('Signed', 'Intended')", new { id, next = clock.GetUtcNow() + by });
    }

    /// <summary>Answers of a link that were not sent and are still awaited, with the name of their docflow; the newest first.</summary>
    public async Task<IReadOnlyList<UnsentReply>> UnsentAsync(string linkId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<UnsentReply>(
            """
            SELECT r.id, r.docflow_row_id, r.account_id, r.reply_type, d.form_name, r.settled_at FROM reply r JOIN docflow d ON d.id = r.docflow_row_id
            WHERE r.link_id = @linkId AND r.state = 'NotSent' AND d.hidden_at IS NULL
                AND EXISTS (SELECT 1 FROM possible_reply p WHERE p.docflow_row_id = r.docflow_row_id AND p.document_id = r.document_id AND p.reply_type = r.reply_type)
                AND NOT EXISTS (SELECT 1 FROM reply n WHERE n.docflow_id = r.docflow_id AND n.document_id = r.document_id AND n.slot = r.slot AND n.made_at > r.made_at)
            ORDER BY r.settled_at DESC, r.id LIMIT @take
            """,
            new { linkId, take })];
    }

    /// <summary>Signed ones that were not sent, and sendings without an answer, that are due; not those of an undone link.</summary>
    public async Task<IReadOnlyList<Reply>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Reply>(
            $"""
            SELECT {Columns} FROM reply WHERE next_ask_at <= @now AND NOT EXISTS (SELECT 1 FROM link l WHERE l.id = reply.link_id AND l.state = 'Unlinked')
            ORDER BY next_ask_at LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }
}

/// <summary>An answer that was not sent.</summary>
public sealed record UnsentReply
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Our id of the docflow.</summary>
    public required string DocflowRowId { get; init; }

    /// <summary>Kontur account.</summary>
    public required string AccountId { get; init; }

    /// <summary>Kind of the answer.</summary>
    public required string ReplyType { get; init; }

    /// <summary>What the docflow is called.</summary>
    public required string FormName { get; init; }

    /// <summary>When it was known not to be sent.</summary>
    public required DateTimeOffset SettledAt { get; init; }
}

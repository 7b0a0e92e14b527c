using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>SQL of tries to send, and what came of them. Each step is on disk before the wire goes on.</summary>
public sealed class SendingStore(Database database, TimeProvider clock)
{
    internal const string AttemptColumns = "id, package_id, way, state, order_id, intended_at, committed_at";

    /// <summary>Writes what was signed; the bytes are kept already. False when the try was closed meanwhile.</summary>
    public async Task<bool> AssembledAsync(
        SendAttempt attempt, string request, string requestSignature, IReadOnlyList<(string DocumentId, string GostDigest, string Signature)> documents, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if (await db.ExecuteAsync(
            """
            UPDATE goskey_package SET request_sha256 = @request, request_signature = @requestSignature
            WHERE id = @PackageId AND EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.id = @Id AND a.state = 'Intended')
            """,
            new { attempt.PackageId, attempt.Id, request, requestSignature }, transaction) == 0)
        {
            return false;
        }

        await db.ExecuteAsync(
            "UPDATE goskey_document SET gost_digest = @GostDigest, sender_signature = @Signature WHERE id = @DocumentId",
            documents.Select(one => new { one.DocumentId, one.GostDigest, one.Signature }), transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>The number is known; false when the try was closed meanwhile.</summary>
    public Task<bool> ReservedAsync(string attemptId, long orderId, CancellationToken cancellationToken = default) => MoveAsync(
        "UPDATE goskey_attempt SET state = 'Reserved', order_id = @orderId WHERE id = @attemptId AND state = 'Intended'", new { attemptId, orderId }, cancellationToken);

    /// <summary>What cannot be undone begins: on disk before it does. False when the try was closed meanwhile, so that nothing may be sent.</summary>
    public Task<bool> CommitAsync(string attemptId, CancellationToken cancellationToken = default) => MoveAsync(
        "UPDATE goskey_attempt SET state = 'Committed', committed_at = @now WHERE id = @attemptId AND state IN ('Intended', 'Reserved')", new { attemptId, now = clock.GetUtcNow() }, cancellationToken);

    /// <summary>EPGU has it. A package that was settled already stays as it is.</summary>
    public Task SentAsync(SendAttempt attempt, long orderId, TimeSpan signingWindow, TimeSpan askIn, CancellationToken cancellationToken = default) =>
        SettleAsync(attempt, AttemptState.Sent, orderId, "state <> 'Sent'", async (db, transaction, now) =>
        {
            await db.ExecuteAsync(
                """
                UPDATE goskey_package SET state = 'Waiting', order_id = @orderId, sent_at = @sent, signable_until = @until, changed_at = @now, next_ask_at = @ask, asked_at = NULL, failures = 0, problem = NULL,
                    trace = NULL, busy_until = NULL, not_before = NULL, seen_at = NULL, next_reminder_at = CASE WHEN email IS NULL THEN NULL ELSE @now END
                WHERE id = @PackageId AND state IN ('Queued', 'Sending', 'Checking', 'Attention', 'NotSent')
                """,
                new { attempt.PackageId, orderId, now, sent = attempt.CommittedAt ?? now, until = (attempt.CommittedAt ?? now) + signingWindow, ask = now + askIn }, transaction);
            await PackageStore.IndexAsync(db, attempt.PackageId, transaction);
        }, cancellationToken);

    /// <summary>The answer of a try that was begun for good is lost: EPGU is asked. A word of another try changes nothing.</summary>
    public async Task DoubtAsync(SendAttempt attempt, TimeSpan askIn, string? trace, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            """
            UPDATE goskey_package SET state = 'Checking', changed_at = @now, next_ask_at = @ask, busy_until = NULL, trace = @trace
            WHERE id = @PackageId AND state = 'Sending' AND EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.id = @Id AND a.state = 'Committed')
            """,
            new { attempt.PackageId, attempt.Id, now, ask = now + askIn, trace });
    }

    /// <summary>It sent nothing. With a pause the package goes back into the queue, at its old place; without one a person presses again.</summary>
    /// <param name="evenCommitted">Also a try that had begun for good: only for whoever knows that it came to nothing (its own refusal, or EPGU's empty order).</param>
    public Task NotSentAsync(SendAttempt attempt, string problem, string? trace, TimeSpan? again, bool evenCommitted, CancellationToken cancellationToken = default) =>
        SettleAsync(attempt, AttemptState.NotSent, null, evenCommitted ? "state IN ('Intended', 'Reserved', 'Committed')" : "state IN ('Intended', 'Reserved')", (db, transaction, now) => db.ExecuteAsync(
            $"""
            UPDATE goskey_package SET state = '{(again is null ? "NotSent" : "Queued")}', not_before = @next, changed_at = @now, next_ask_at = NULL, busy_until = NULL, problem = @problem, trace = @trace,
                failures = failures + 1 WHERE id = @PackageId AND state IN ('Sending', 'Checking')
            """,
            new { attempt.PackageId, now, problem, trace, next = again is { } pause ? now + pause : (DateTimeOffset?)null }, transaction), cancellationToken, problem, trace);

    /// <summary>Nobody can find out whether it was sent: it is never sent again by itself, a person looks.</summary>
    public Task UnknownAsync(SendAttempt attempt, string problem, CancellationToken cancellationToken = default) =>
        SettleAsync(attempt, AttemptState.Unknown, null, "state = 'Committed'", (db, transaction, now) => db.ExecuteAsync(
            "UPDATE goskey_package SET state = 'Attention', changed_at = @now, next_ask_at = NULL, problem = @problem WHERE id = @PackageId AND state = 'Checking'",
            new { attempt.PackageId, now, problem }, transaction), cancellationToken, problem);

    /// <summary>Tries without an answer that are due to be asked about.</summary>
    public async Task<IReadOnlyList<SendAttempt>> UnsettledAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SendAttempt>(
            $"""
            SELECT {AttemptColumns} FROM goskey_attempt WHERE state = 'Committed' AND package_id IN (
                SELECT id FROM goskey_package WHERE next_ask_at <= @now AND state = 'Checking' ORDER BY next_ask_at LIMIT @take)
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Asks again later.</summary>
    public async Task AskInAsync(string packageId, TimeSpan by, string? problem, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        await db.ExecuteAsync(
            $"UPDATE goskey_package SET next_ask_at = @next, asked_at = @now, problem = @problem, failures = {(problem is null ? "0" : "failures + 1")} WHERE id = @packageId AND state = 'Checking'",
            new { packageId, now, next = now + by, problem });
    }

    /// <summary>Other tries of a package that had begun for good and did not send as far as is known: each may have arrived after all. All of them: a person presses for each.</summary>
    public async Task<IReadOnlyList<SendAttempt>> CommittedBeforeAsync(SendAttempt attempt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SendAttempt>(
            $"SELECT {AttemptColumns} FROM goskey_attempt WHERE package_id = @PackageId AND id <> @Id AND committed_at IS NOT NULL ORDER BY intended_at", new { attempt.PackageId, attempt.Id })];
    }

    /// <summary>Whether a try of a package had begun for good: then it is neither changed nor taken back.</summary>
    public async Task<bool> MayHaveArrivedAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>("SELECT count(*) FROM goskey_attempt WHERE package_id = @packageId AND committed_at IS NOT NULL", new { packageId }) > 0;
    }

    /// <summary>Which of these orders belong to a try of ours.</summary>
    public async Task<IReadOnlySet<long>> KnownOrdersAsync(IReadOnlyList<long> orders, CancellationToken cancellationToken = default)
    {
        var known = new HashSet<long>();
        await using var db = await database.OpenAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(orders, 1))
        {
            var (list, values) = ValueRows.Of<long>(some, ("o", order => order));
            known.UnionWith(await db.QueryAsync<long>($"SELECT order_id FROM goskey_attempt WHERE order_id IN ({list})", values));
        }

        return known;
    }

    private async Task<bool> MoveAsync(string sql, object values, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(sql, values) == 1;
    }

    // A try ends once; what comes later changes nothing, except that it was sent after all.
    private async Task SettleAsync(
        SendAttempt attempt, AttemptState outcome, long? orderId, string open, Func<DbConnection, DbTransaction, DateTimeOffset, Task> change, CancellationToken cancellationToken, string? problem = null, string? trace = null)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.ExecuteAsync(
            $"UPDATE goskey_attempt SET state = @outcome, order_id = COALESCE(@orderId, order_id), settled_at = @now, problem = @problem, trace = @trace WHERE id = @Id AND {open}",
            new { attempt.Id, outcome = outcome.ToString(), orderId, now, problem, trace }, transaction) == 1)
        {
            await change(db, transaction, now);
        }

        await transaction.CommitAsync(cancellationToken);
    }
}

using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>SQL of sending: the queue, the tries, and what came of them. Each step is on disk before the wire goes on.</summary>
public sealed class SendingStore(Database database, TimeProvider clock)
{
    /// <summary>How long a package being sent may stay silent before it counts as left behind by a process that ended.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

    private const string AttemptColumns = "id, package_id, way, state, order_id, intended_at, committed_at";

    // A try that ended before an order was made does not count against the limit.
    private const string Used = "(a.state <> 'NotSent' OR a.order_id IS NOT NULL OR a.committed_at IS NOT NULL)";

    /// <summary>Puts a draft, or what was not sent, into the queue; false when it is neither (any more).</summary>
    /// <param name="seen">The package as it was looked at: one that was changed since is not queued.</param>
    /// <param name="ownerKey">Whose limit it counts against.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> QueueAsync(Package seen, string ownerKey, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE goskey_package SET state = 'Queued', owner_key = @ownerKey, queued_at = @now, changed_at = @now, not_before = NULL, problem = NULL, trace = NULL, failures = 0, seen_at = NULL
            WHERE id = @Id AND state = @state AND state IN ('Draft', 'NotSent') AND changed_at = @ChangedAt AND NOT EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.package_id = @Id AND a.state <> 'NotSent')
            """,
            new { seen.Id, state = seen.State.ToString(), seen.ChangedAt, ownerKey, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Makes a package of a draft for every person of its list, in the queue; the draft becomes their group. False when it is no draft any more.</summary>
    public async Task<bool> QueueGroupAsync(Package draft, string ownerKey, IReadOnlyList<ListedRecipient> people, IReadOnlyList<PackageDocument> documents, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.ExecuteAsync(
            "UPDATE goskey_package SET state = 'Group', changed_at = @now, owner_key = @ownerKey WHERE id = @Id AND state = 'Draft' AND changed_at = @ChangedAt",
            new { draft.Id, draft.ChangedAt, now, ownerKey }, transaction) == 0)
        {
            return false;
        }

        foreach (var person in people)
        {
            var id = Guid.NewGuid().ToString();
            await db.ExecuteAsync(
                """
                INSERT INTO goskey_package (id, person_id, person_name, sender_id, sender_name, group_id, group_position, state, signature_kind, title, recipient_name, snils, snils_print, snils_tail,
                    email, consented_at, created_at, changed_at, owner_key, queued_at)
                VALUES (@id, @PersonId, @PersonName, @SenderId, @SenderName, @group, @Position, 'Queued', @kind, @Title, @Name, @Snils, @SnilsPrint, @SnilsTail, @Email, @ConsentedAt, @now, @now,
                    @ownerKey, @now)
                """,
                new
                {
                    id, draft.PersonId, draft.PersonName, draft.SenderId, draft.SenderName, group = draft.Id, person.Position, kind = draft.SignatureKind.ToString(), draft.Title, person.Name,
                    person.Snils, person.SnilsPrint, person.SnilsTail, person.Email, draft.ConsentedAt, now, ownerKey,
                },
                transaction);
            await db.ExecuteAsync(
                """
                INSERT INTO goskey_document (id, package_id, position, display_name, wire_name, description, size, sha256, uploaded_at)
                VALUES (@Id, @PackageId, @Position, @DisplayName, @WireName, @Description, @Size, @Sha256, @UploadedAt)
                """,
                documents.Select(document => document with { Id = Guid.NewGuid().ToString(), PackageId = id }), transaction);
            await PackageStore.IndexAsync(db, id, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>
    /// Takes a waiting package out of the queue, or what was not sent back to be changed: a draft again; of a list of people it becomes "not sent". False when its turn has come,
    /// something of it may have arrived, or it is not this person's.
    /// </summary>
    public async Task<bool> TakeBackAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE goskey_package SET state = CASE WHEN group_id IS NULL THEN 'Draft' ELSE 'NotSent' END, changed_at = @now, queued_at = NULL, not_before = NULL, failures = 0,
                problem = CASE WHEN group_id IS NULL THEN NULL ELSE 'Вы забрали пакет из очереди. Он не отправлен.' END
            WHERE id = @id AND person_id = @personId AND (state = 'Queued' OR (state = 'NotSent' AND group_id IS NULL))
                AND NOT EXISTS (SELECT 1 FROM goskey_attempt a WHERE a.package_id = @id AND a.committed_at IS NOT NULL)
            """,
            new { id, personId, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>Takes the turn of the package that has waited longest among those whose owner's limit lets them; null when there is none. Two who ask get two packages.</summary>
    public async Task<SendAttempt?> TakeTurnAsync(GoskeySending way, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        const string Free = $"(SELECT count(*) FROM goskey_attempt a WHERE a.owner_key = goskey_package.owner_key AND a.intended_at > @since AND {Used}) < @limit";
        var waiting = await db.QueryAsync<(string Id, string Owner)>(
            $"SELECT id, owner_key FROM goskey_package WHERE state = 'Queued' AND (not_before IS NULL OR not_before <= @now) AND {Free} ORDER BY queued_at, id LIMIT 5",
            new { now, since = now - SendQueue.Window, limit = SendQueue.Limit });
        foreach (var (id, owner) in waiting)
        {
            await using var transaction = await db.BeginTransactionAsync(cancellationToken);
            var attempt = new SendAttempt { Id = Guid.NewGuid().ToString(), PackageId = id, Way = way, State = AttemptState.Intended, IntendedAt = now };
            try
            {
                if (await db.ExecuteAsync(
                    $"UPDATE goskey_package SET state = 'Sending', busy_until = @busy, changed_at = @now WHERE id = @id AND state = 'Queued' AND {Free}",
                    new { id, now, busy = now + Silence, since = now - SendQueue.Window, limit = SendQueue.Limit }, transaction) == 0)
                {
                    continue;
                }

                await db.ExecuteAsync(
                    "INSERT INTO goskey_attempt (id, package_id, owner_key, way, state, intended_at) VALUES (@Id, @PackageId, @owner, @way, 'Intended', @IntendedAt)",
                    new { attempt.Id, attempt.PackageId, owner, way = way.ToString(), attempt.IntendedAt }, transaction);
                await transaction.CommitAsync(cancellationToken);
                return attempt;
            }
            catch (DbException error) when (Database.IsUniqueViolation(error))
            {
                // A try of it counts already: whoever made it settles it.
            }
        }

        return null;
    }

    /// <summary>It is still being sent.</summary>
    public async Task RenewAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_package SET busy_until = @busy WHERE id = @packageId AND state = 'Sending'", new { packageId, busy = clock.GetUtcNow() + Silence });
    }

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

    /// <summary>EPGU lets nothing more through for now: every waiting package of the owner waits.</summary>
    public async Task HoldAsync(string packageId, TimeSpan by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            UPDATE goskey_package SET not_before = @until
            WHERE state = 'Queued' AND owner_key = (SELECT p.owner_key FROM goskey_package p WHERE p.id = @packageId) AND (not_before IS NULL OR not_before < @until)
            """,
            new { packageId, until = clock.GetUtcNow() + by });
    }

    /// <summary>No process sends anything now: whatever is being sent counts as left behind at once.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE goskey_package SET busy_until = 0 WHERE state = 'Sending'");
    }

    /// <summary>Packages whose process ended while it sent them, with the try it was at.</summary>
    public async Task<IReadOnlyList<SendAttempt>> LeftBehindAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SendAttempt>(
            $"""
            SELECT {AttemptColumns} FROM goskey_attempt WHERE state <> 'NotSent' AND package_id IN (
                SELECT id FROM goskey_package WHERE busy_until < @now AND state = 'Sending' ORDER BY busy_until LIMIT @take)
            """,
            new { take, now = clock.GetUtcNow() })];
    }

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

    /// <summary>Where a waiting package stands: how many of its owner's are before it, and when the owner's last orders were made.</summary>
    public async Task<(int Place, IReadOnlyList<DateTimeOffset> Used)> PlaceAsync(string packageId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var place = await db.QuerySingleAsync<long>(
            """
            SELECT count(*) FROM goskey_package p JOIN goskey_package mine ON mine.id = @packageId AND p.owner_key = mine.owner_key
            WHERE p.state = 'Queued' AND (p.queued_at < mine.queued_at OR (p.queued_at = mine.queued_at AND p.id < mine.id))
            """,
            new { packageId });
        var used = await db.QueryAsync<DateTimeOffset>(
            $"SELECT a.intended_at FROM goskey_attempt a WHERE a.owner_key = (SELECT owner_key FROM goskey_package WHERE id = @packageId) AND a.intended_at > @since AND {Used} ORDER BY a.intended_at LIMIT 100",
            new { packageId, since = clock.GetUtcNow() - SendQueue.Window });
        return ((int)place, [.. used]);
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

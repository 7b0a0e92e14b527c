using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>SQL of the queue: who waits, whose turn it is, and who is at it. Whoever takes a turn begins a try in the same transaction.</summary>
public sealed class SendQueueStore(Database database, TimeProvider clock)
{
    /// <summary>How long a package being sent may stay silent before it counts as left behind by a process that ended.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);

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
            SELECT {SendingStore.AttemptColumns} FROM goskey_attempt WHERE state <> 'NotSent' AND package_id IN (
                SELECT id FROM goskey_package WHERE busy_until < @now AND state = 'Sending' ORDER BY busy_until LIMIT @take)
            """,
            new { take, now = clock.GetUtcNow() })];
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
}

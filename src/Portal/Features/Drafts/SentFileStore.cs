using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>An earlier sending of the same file.</summary>
public sealed record SentBefore
{
    /// <summary>The sending.</summary>
    public required string AttemptId { get; init; }

    /// <summary>How it stands.</summary>
    public required SendState State { get; init; }

    /// <summary>Who sent.</summary>
    public required string PersonName { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset IntendedAt { get; init; }

    /// <summary>Kontur's docflow, once there is one.</summary>
    public string? DocflowId { get; init; }

    /// <summary>When a person said that it is to be sent in spite of that; null until then.</summary>
    public DateTimeOffset? AllowedAt { get; init; }
}

/// <summary>
/// SQL of what was sent from an account, whoever sent it: by the report's digest and by its own identifier (ИдФайл). A second sending of either needs
/// a person's word about the first; of two at the same moment the index of the table lets one through.
/// </summary>
public sealed class SentFileStore(Database database, TimeProvider clock)
{
    private const string Keys =
        """
        (SELECT 'sha256:' || f.sha256 AS file_key FROM draft_document f WHERE f.draft_id = @draftId AND f.kind = 'Report'
         UNION SELECT 'id:' || d.file_id FROM draft d WHERE d.id = @draftId AND d.file_id IS NOT NULL)
        """;

    /// <summary>Sendings of this draft's file by other drafts of the account, the newest first; at most 10.</summary>
    public async Task<IReadOnlyList<SentBefore>> BeforeAsync(string draftId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SentBefore>(
            $"""
            SELECT a.id AS attempt_id, a.state, a.person_name, a.intended_at, a.docflow_id,
                (SELECT g.at FROM send_again g WHERE g.draft_id = @draftId AND g.attempt_id = a.id) AS allowed_at
            FROM send_attempt a WHERE a.id IN (
                SELECT s.attempt_id FROM sent_file s JOIN draft own ON own.id = @draftId AND own.account_id = s.account_id
                WHERE s.draft_id <> @draftId AND s.file_key IN {Keys})
            ORDER BY a.intended_at DESC LIMIT 10
            """,
            new { draftId })];
    }

    /// <summary>A person has seen these sendings and wants the draft sent all the same.</summary>
    public async Task AllowAsync(string draftId, IReadOnlyList<string> attemptIds, string personName, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "INSERT INTO send_again (draft_id, attempt_id, person_name, at) VALUES (@draftId, @attemptId, @personName, @now) ON CONFLICT DO NOTHING",
            attemptIds.Select(attemptId => new { draftId, attemptId, personName, now = clock.GetUtcNow() }));
    }

    /// <summary>
    /// Takes the files of an attempt within its transaction; false when another sending of one of them is there that no person has allowed for.
    /// Throws a unique violation when another sending takes them at this moment.
    /// </summary>
    internal static async Task<bool> TakeAsync(DbConnection db, SendAttempt attempt, DbTransaction transaction)
    {
        // The number is of what was looked at here: were it read anew by the insert, a sending committed in between would be passed over.
        var keys = (await db.QueryAsync<(string AccountId, string Key, long Next, long Unasked)>(
            $"""
            SELECT own.account_id, k.file_key, COALESCE(max(s.nth) + 1, 0),
                COALESCE(sum(CASE WHEN s.nth IS NOT NULL AND g.at IS NULL THEN 1 ELSE 0 END), 0)
            FROM draft own CROSS JOIN {Keys} k
                LEFT JOIN sent_file s ON s.account_id = own.account_id AND s.file_key = k.file_key
                LEFT JOIN send_again g ON g.draft_id = own.id AND g.attempt_id = s.attempt_id
            WHERE own.id = @draftId GROUP BY own.account_id, k.file_key ORDER BY k.file_key
            """,
            new { draftId = attempt.DraftId }, transaction)).AsList();
        if (keys.Any(one => one.Unasked > 0))
        {
            return false;
        }

        foreach (var (accountId, key, next, _) in keys)
        {
            await db.ExecuteAsync(
                "INSERT INTO sent_file (account_id, file_key, nth, attempt_id, draft_id) VALUES (@accountId, @key, @next, @Id, @DraftId)",
                new { accountId, key, next, attempt.Id, attempt.DraftId }, transaction);
        }

        return true;
    }

    /// <summary>What was not sent is free again.</summary>
    internal static Task ReleaseAsync(DbConnection db, string draftId, DbTransaction transaction) =>
        db.ExecuteAsync("DELETE FROM sent_file WHERE draft_id = @draftId", new { draftId }, transaction);
}

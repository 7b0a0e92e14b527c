using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Reminders;

/// <summary>A package whose recipient is due for a letter.</summary>
public sealed record DueReminder
{
    /// <summary>Package.</summary>
    public required string Id { get; init; }

    /// <summary>What the recipient reads above the documents.</summary>
    public required string Title { get; init; }

    /// <summary>Who sends.</summary>
    public required string SenderName { get; init; }

    /// <summary>What is signed with.</summary>
    public required SignatureKind SignatureKind { get; init; }

    /// <summary>Address, encrypted.</summary>
    public required string Email { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset SentAt { get; init; }

    /// <summary>Until when it may be signed.</summary>
    public required DateTimeOffset SignableUntil { get; init; }

    /// <summary>Letters before this one.</summary>
    public required long Reminders { get; init; }

    /// <summary>When it was due.</summary>
    public required DateTimeOffset NextReminderAt { get; init; }
}

/// <summary>SQL of letters to recipients.</summary>
public sealed class ReminderStore(Database database, TimeProvider clock)
{
    /// <summary>Packages that have passed EPGU's checks (contract goskey 4.1) and wait, whose letter is due, the longest waiting first.</summary>
    public async Task<IReadOnlyList<DueReminder>> DueAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<DueReminder>(
            """
            SELECT id, title, sender_name, signature_kind, email, COALESCE(sent_at, created_at) AS sent_at, signable_until, reminders, next_reminder_at FROM goskey_package
            WHERE next_reminder_at <= @now AND state = 'Waiting' AND status_id IN (17, 2, 21) AND email IS NOT NULL AND signable_until IS NOT NULL ORDER BY next_reminder_at, id LIMIT @take
            """,
            new { take, now = clock.GetUtcNow() })];
    }

    /// <summary>Moves a letter without sending it; false when another node was first, or the package does not wait any more.</summary>
    /// <param name="next">Null when none follows.</param>
    public Task<bool> MoveAsync(DueReminder due, DateTimeOffset? next, CancellationToken cancellationToken = default) => NextAsync(due, next, 0, cancellationToken);

    /// <summary>The letter is about to go out: whoever gets true sends it, and nobody else.</summary>
    /// <param name="next">When the following one is due; null when none follows.</param>
    public Task<bool> TakeAsync(DueReminder due, DateTimeOffset? next, CancellationToken cancellationToken = default) => NextAsync(due, next, 1, cancellationToken);

    private async Task<bool> NextAsync(DueReminder due, DateTimeOffset? next, int sent, CancellationToken cancellationToken)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            UPDATE goskey_package SET reminders = reminders + @sent, next_reminder_at = @next
            WHERE id = @Id AND state = 'Waiting' AND reminders = @Reminders AND next_reminder_at = @NextReminderAt
            """,
            new { due.Id, due.Reminders, due.NextReminderAt, next, sent }) == 1;
    }
}

using Dapper;
using Portal.Storage;

namespace Portal.Hosting.Mail;

/// <summary>A letter on its way.</summary>
public sealed record Letter
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Address.</summary>
    public required string Recipient { get; init; }

    /// <summary>Subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Plain text.</summary>
    public required string Body { get; init; }

    /// <summary>How often it was tried.</summary>
    public required long Tries { get; init; }
}

/// <summary>SQL of letters.</summary>
public sealed class MailStore(Database database, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromHours(1);
    private DateTimeOffset swept;

    /// <summary>Forgets letters that were sent or given up and are a month old; does something once an hour, however often it is called.</summary>
    public async Task SweepAsync(CancellationToken cancellationToken = default)
    {
        var now = clock.GetUtcNow();
        if (now - swept < SweepEvery)
        {
            return;
        }

        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM mail WHERE next_try_at IS NULL AND created_at < @before", new { before = now - Kept });
        swept = now;
    }

    /// <summary>Puts a letter into the queue.</summary>
    public async Task AddAsync(string recipient, string subject, string body, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            "INSERT INTO mail (id, recipient, subject, body, created_at, tries, next_try_at) VALUES (@id, @recipient, @subject, @body, @now, 0, @now)",
            new { id = Guid.NewGuid().ToString(), recipient, subject, body, now = clock.GetUtcNow() });
    }

    /// <summary>
    /// Takes a letter for ten minutes, so that no other node sends it; false when another has it. A node that dies with it lets it go out again after that time.
    /// </summary>
    public async Task<bool> TakeAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var now = clock.GetUtcNow();
        return await db.ExecuteAsync("UPDATE mail SET next_try_at = @later WHERE id = @id AND next_try_at <= @now", new { id, now, later = now.AddMinutes(10) }) == 1;
    }

    /// <summary>Letters that are due.</summary>
    public async Task<IReadOnlyList<Letter>> DueAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<Letter>(
            "SELECT id, recipient, subject, body, tries FROM mail WHERE next_try_at <= @now ORDER BY next_try_at LIMIT 20", new { now = clock.GetUtcNow() })];
    }

    /// <summary>The letter is out: its text is not kept.</summary>
    public async Task SentAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE mail SET sent_at = @now, next_try_at = NULL, body = '' WHERE id = @id", new { id, now = clock.GetUtcNow() });
    }

    /// <summary>It did not go out: tried again after a while, null gives up and keeps its text no longer.</summary>
    public async Task FailedAsync(string id, string problem, TimeSpan? again, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            $"UPDATE mail SET tries = tries + 1, problem = @problem, next_try_at = @next{(again is null ? ", body = ''" : "")} WHERE id = @id",
            new { id, problem, next = again is { } pause ? clock.GetUtcNow() + pause : (DateTimeOffset?)null });
    }
}

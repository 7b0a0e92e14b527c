using Dapper;
using Portal.Storage;

namespace Portal.Features.Calendars;

/// <summary>A calendar that an administrator put in the place of the portal's own.</summary>
public sealed record ReplacedCalendar
{
    /// <summary>Year.</summary>
    public required long Year { get; init; }

    /// <summary>The file.</summary>
    public required string Text { get; init; }

    /// <summary>Name of the administrator.</summary>
    public required string ReplacedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ReplacedAt { get; init; }
}

/// <summary>SQL of replaced calendars.</summary>
public sealed class CalendarStore(Database database, TimeProvider clock)
{
    /// <summary>All of them; at most 100, by year.</summary>
    public async Task<IReadOnlyList<ReplacedCalendar>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<ReplacedCalendar>("SELECT year, text, replaced_by, replaced_at FROM production_calendar ORDER BY year LIMIT 100")];
    }

    /// <summary>Puts one in the place of what there was.</summary>
    public async Task ReplaceAsync(int year, string text, string by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            """
            INSERT INTO production_calendar (year, text, replaced_by, replaced_at) VALUES (@year, @text, @by, @now)
            ON CONFLICT (year) DO UPDATE SET text = excluded.text, replaced_by = excluded.replaced_by, replaced_at = excluded.replaced_at
            """,
            new { year, text, by, now = clock.GetUtcNow() });
    }

    /// <summary>Goes back to the portal's own.</summary>
    public async Task<bool> RestoreAsync(int year, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync("DELETE FROM production_calendar WHERE year = @year", new { year }) > 0;
    }
}

using Dapper;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>A filter that a person keeps.</summary>
/// <param name="Name">As the person named it.</param>
/// <param name="Query">The parameters of the list's address, written by <see cref="DocflowListFilter.Query"/>.</param>
public sealed record SavedFilter(string Name, string Query);

/// <summary>SQL of kept filters, per link.</summary>
public sealed class SavedFilterStore(Database database, TimeProvider clock)
{
    /// <summary>A link keeps no more.</summary>
    public const int Most = 20;

    /// <summary>The link's filters by name.</summary>
    public async Task<IReadOnlyList<SavedFilter>> ListAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SavedFilter>("SELECT name, query FROM docflow_filter WHERE link_id = @linkId ORDER BY name LIMIT 20", new { linkId })];
    }

    /// <summary>Keeps a filter; one of the same name is replaced. False when the link has <see cref="Most"/> others.</summary>
    public async Task<bool> SaveAsync(string linkId, SavedFilter filter, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            """
            INSERT INTO docflow_filter (link_id, name, query, saved_at)
            SELECT @linkId, @Name, @Query, @now WHERE (SELECT count(*) FROM docflow_filter WHERE link_id = @linkId AND name <> @Name) < @Most
            ON CONFLICT (link_id, name) DO UPDATE SET query = excluded.query, saved_at = excluded.saved_at
            """,
            new { linkId, filter.Name, filter.Query, Most, now = clock.GetUtcNow() }) > 0;
    }

    /// <summary>Forgets a filter.</summary>
    public async Task DeleteAsync(string linkId, string name, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM docflow_filter WHERE link_id = @linkId AND name = @name", new { linkId, name });
    }
}

using Dapper;
using Portal.Storage;
using Portal.Storage.Files;

namespace Portal.Features.Drafts.Inventories;

/// <summary>SQL of files gathered for answers to demands. Their bytes are kept as long as a row names them.</summary>
public sealed class InventoryFileStore(Database database) : IFileOwner
{
    private const string Columns = "id, link_id, account_id, docflow_id, file_name, size, sha256, content_id, item, problem, uploaded_at";

    /// <summary>What a link has gathered for a demand, as it was uploaded; at most <see cref="InventoryRules.Most"/>.</summary>
    public async Task<IReadOnlyList<InventoryFile>> ListAsync(string linkId, string docflowId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<InventoryFile>(
            $"SELECT {Columns} FROM inventory_file WHERE link_id = @linkId AND docflow_id = @docflowId ORDER BY uploaded_at, id LIMIT {InventoryRules.Most}", new { linkId, docflowId })];
    }

    /// <summary>Adds a file.</summary>
    public async Task AddAsync(InventoryFile file, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(
            $"INSERT INTO inventory_file ({Columns}) VALUES (@Id, @LinkId, @AccountId, @DocflowId, @FileName, @Size, @Sha256, @ContentId, @Item, @Problem, @UploadedAt)", file);
    }

    /// <summary>Sets the item of a file of this link; false when there is none.</summary>
    public async Task<bool> SetItemAsync(string linkId, string id, string item, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync("UPDATE inventory_file SET item = @item, problem = NULL WHERE id = @id AND link_id = @linkId", new { linkId, id, item }) == 1;
    }

    /// <summary>Writes why the service did not take a file.</summary>
    public async Task SetProblemAsync(string linkId, string id, string problem, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("UPDATE inventory_file SET problem = @problem WHERE id = @id AND link_id = @linkId", new { linkId, id, problem });
    }

    /// <summary>Removes files of this link; how many there were.</summary>
    public async Task<int> RemoveAsync(string linkId, IReadOnlyList<string> ids, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync("DELETE FROM inventory_file WHERE id = @id AND link_id = @linkId", ids.Select(id => new { linkId, id }));
    }

    /// <inheritdoc />
    public async Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        var kept = new HashSet<string>(StringComparer.Ordinal);
        await using var db = await database.OpenAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(files, 1))
        {
            var (list, values) = ValueRows.Of(some);
            kept.UnionWith(await db.QueryAsync<string>($"SELECT sha256 FROM inventory_file WHERE sha256 IN ({list})", values));
        }

        return kept;
    }
}

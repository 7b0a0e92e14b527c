using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.Senders;

/// <summary>What came of writing a profile.</summary>
public enum SenderWrite
{
    /// <summary>It is written.</summary>
    Written,

    /// <summary>Another active profile has that INN.</summary>
    SameOrganization,

    /// <summary>The profile is another one than the writer saw, or closed.</summary>
    Overtaken,
}

/// <summary>SQL of profiles.</summary>
public sealed class SenderStore(Database database, TimeProvider clock)
{
    /// <summary>As many profiles as are ever listed.</summary>
    public const int Most = 500;

    private const string Columns =
        """
        id, organization, inn, ogrn, mnemonic, region, service_name, layout, environment, person_name, person_oid, api_key, api_key_tail, key_name, owner_key,
        api_key_ends_on, warrant_ends_on, state, version, created_at, changed_at, changed_by
        """;

    /// <summary>Adds a profile.</summary>
    public async Task<SenderWrite> AddAsync(SenderProfile profile, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await WriteAsync(() => db.ExecuteAsync(
            $"""
            INSERT INTO sender ({Columns})
            VALUES (@Id, @Organization, @Inn, @Ogrn, @Mnemonic, @Region, @ServiceName, @Layout, @Environment, @PersonName, @PersonOid, @ApiKey, @ApiKeyTail, @KeyName, @OwnerKey,
                @ApiKeyEndsOn, @WarrantEndsOn, @State, 1, @now, @now, @ChangedBy)
            """,
            Values(profile)));
    }

    /// <summary>Changes an active profile, if it still has the version that <paramref name="profile"/> was read with.</summary>
    public async Task<SenderWrite> UpdateAsync(SenderProfile profile, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await WriteAsync(() => db.ExecuteAsync(
            """
            UPDATE sender SET organization = @Organization, inn = @Inn, ogrn = @Ogrn, mnemonic = @Mnemonic, region = @Region, service_name = @ServiceName, layout = @Layout,
                environment = @Environment, person_name = @PersonName, person_oid = @PersonOid, api_key = @ApiKey, api_key_tail = @ApiKeyTail, key_name = @KeyName,
                owner_key = @OwnerKey, api_key_ends_on = @ApiKeyEndsOn, warrant_ends_on = @WarrantEndsOn, version = version + 1, changed_at = @now, changed_by = @ChangedBy
            WHERE id = @Id AND version = @Version AND state = 'Active'
            """,
            Values(profile)));
    }

    /// <summary>Closes a profile for good; false when it is closed already or is another one than was seen.</summary>
    public async Task<bool> CloseAsync(string id, long version, string by, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync(
            "UPDATE sender SET state = 'Closed', version = version + 1, changed_at = @now, changed_by = @by WHERE id = @id AND version = @version AND state = 'Active'",
            new { id, version, by, now = clock.GetUtcNow() }) == 1;
    }

    /// <summary>A profile, or null.</summary>
    public async Task<SenderProfile?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<SenderProfile>($"SELECT {Columns} FROM sender WHERE id = @id", new { id });
    }

    /// <summary>Profiles, the active ones first, by name; at most <see cref="Most"/>.</summary>
    public async Task<IReadOnlyList<SenderProfile>> ListAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SenderProfile>($"SELECT {Columns} FROM sender ORDER BY state, organization, id LIMIT {Most}")];
    }

    /// <summary>Active profiles that a person has a right to, whether it holds today or not.</summary>
    public async Task<IReadOnlyList<SenderProfile>> OfPersonAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<SenderProfile>(
            $"""
            SELECT {Columns} FROM sender WHERE state = 'Active' AND id IN (SELECT sender_id FROM sender_right WHERE person_id = @personId AND revoked_at IS NULL)
            ORDER BY organization, id LIMIT {Most}
            """,
            new { personId })];
    }

    private static async Task<SenderWrite> WriteAsync(Func<Task<int>> write)
    {
        try
        {
            return await write() == 1 ? SenderWrite.Written : SenderWrite.Overtaken;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return SenderWrite.SameOrganization;
        }
    }

    private object Values(SenderProfile profile) => new
    {
        profile.Id, profile.Organization, profile.Inn, profile.Ogrn, profile.Mnemonic, profile.Region, profile.ServiceName, Layout = profile.Layout.ToString(),
        Environment = profile.Environment.ToString(), profile.PersonName, profile.PersonOid, profile.ApiKey, profile.ApiKeyTail, profile.KeyName, profile.OwnerKey,
        profile.ApiKeyEndsOn, profile.WarrantEndsOn, State = profile.State.ToString(), profile.Version, profile.ChangedBy, now = clock.GetUtcNow(),
    };
}

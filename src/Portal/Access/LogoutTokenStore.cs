using System.Data.Common;
using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>SQL of the provider's logout tokens that were obeyed: each works once.</summary>
public sealed class LogoutTokenStore(Database database, TimeProvider clock)
{
    /// <summary>Takes a token for the first time; false for every other. Forgets those that are too old to be believed anyway.</summary>
    public async Task<bool> TakeAsync(string id, DateTimeOffset forgetAt, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync("DELETE FROM logout_token WHERE forget_at <= @now", new { now = clock.GetUtcNow() });
        try
        {
            await db.ExecuteAsync("INSERT INTO logout_token (id, forget_at) VALUES (@id, @forgetAt)", new { id, forgetAt });
            return true;
        }
        catch (DbException error) when (Database.IsUniqueViolation(error))
        {
            return false;
        }
    }

    /// <summary>It was not obeyed after all: the provider may try again.</summary>
    public async Task ForgetAsync(string id)
    {
        await using var db = await database.OpenAsync();
        await db.ExecuteAsync("DELETE FROM logout_token WHERE id = @id", new { id });
    }
}

using Dapper;
using Portal.Storage;

namespace Portal.Access;

/// <summary>A person known to the portal.</summary>
public sealed record Person
{
    /// <summary>Our id.</summary>
    public required string Id { get; init; }

    /// <summary>Issuer of the id token.</summary>
    public required string Issuer { get; init; }

    /// <summary>Subject at that issuer: the partner's user id.</summary>
    public required string Subject { get; init; }

    /// <summary>Name claim.</summary>
    public required string Name { get; init; }
}

/// <summary>SQL of people.</summary>
public sealed class PersonStore(Database database, TimeProvider clock)
{
    /// <summary>Ends every page that the person (<c>@PersonId</c>) has open, on every node; also inside the transaction that takes something away from them.</summary>
    internal const string EndCircuits = "UPDATE person SET circuits_epoch = circuits_epoch + 1 WHERE id = @PersonId";

    private const int MostWords = 6;

    /// <summary>Finds or adds the person of (issuer, subject) and refreshes the name and e-mail shown for them.</summary>
    public async Task<Person> SeenAsync(string issuer, string subject, string name, string? email, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<Person>(
            """
            INSERT INTO person (id, issuer, subject, name, email, search_text, first_seen_at, last_seen_at)
            VALUES (@id, @issuer, @subject, @name, @email, @search, @now, @now)
            ON CONFLICT (issuer, subject) DO UPDATE SET name = excluded.name, email = excluded.email, search_text = excluded.search_text, last_seen_at = excluded.last_seen_at
            RETURNING id, issuer, subject, name
            """,
            new { id = Guid.NewGuid().ToString(), issuer, subject, name, email, search = FoldedText.Fold(name, subject), now = clock.GetUtcNow() });
    }

    /// <summary>A person by our id, or null.</summary>
    public async Task<Person?> FindAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<Person>("SELECT id, issuer, subject, name FROM person WHERE id = @personId", new { personId });
    }

    /// <summary>People whose name or subject holds every word of a search, by name.</summary>
    public async Task<IReadOnlyList<Person>> SearchAsync(string search, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await MakeSearchableAsync(db);
        var words = FoldedText.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords).ToList();
        var values = new DynamicParameters(new { take });
        for (var i = 0; i < words.Count; i++)
        {
            values.Add($"word{i}", FoldedText.Pattern(words[i]));
        }

        var each = string.Concat(words.Select((_, i) => $@" AND search_text LIKE @word{i} ESCAPE '\'"));
        return [.. await db.QueryAsync<Person>($"SELECT id, issuer, subject, name FROM person WHERE search_text IS NOT NULL{each} ORDER BY search_text, id LIMIT @take", values)];
    }

    // Rows older than the search.
    private static async Task MakeSearchableAsync(System.Data.Common.DbConnection db)
    {
        IReadOnlyList<Person> some;
        do
        {
            some = [.. await db.QueryAsync<Person>("SELECT id, issuer, subject, name FROM person WHERE search_text IS NULL LIMIT 500")];
            await db.ExecuteAsync(
                "UPDATE person SET search_text = @search WHERE id = @Id AND search_text IS NULL", some.Select(one => new { one.Id, search = FoldedText.Fold(one.Name, one.Subject) }));
        }
        while (some.Count > 0);
    }

    /// <summary>From this moment every page the person has open is over, on every node.</summary>
    public async Task EndCircuitsAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await db.ExecuteAsync(EndCircuits, new { PersonId = personId });
    }
}

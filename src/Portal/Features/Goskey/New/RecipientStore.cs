using Dapper;
using Portal.Storage;

namespace Portal.Features.Goskey.New;

/// <summary>SQL of remembered recipients; every statement names whose they are.</summary>
public sealed class RecipientStore(Database database)
{
    private const string Columns = "id, person_id, name, snils, snils_print, snils_tail, email, group_name, consented_at, used_at";

    /// <summary>Those whose name has the words; the last used first, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<RememberedRecipient>> SearchAsync(string personId, string? words, int most, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<RememberedRecipient>(
            $@"SELECT {Columns} FROM goskey_recipient WHERE person_id = @personId AND name_folded LIKE @pattern ESCAPE '\' ORDER BY used_at DESC, id LIMIT @most",
            new { personId, pattern = FoldedText.Pattern(words), most })];
    }

    /// <summary>One of this person's, or null.</summary>
    public async Task<RememberedRecipient?> FindAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<RememberedRecipient>($"SELECT {Columns} FROM goskey_recipient WHERE id = @id AND person_id = @personId", new { personId, id });
    }

    /// <summary>Groups by name; at most 100.</summary>
    public async Task<IReadOnlyList<RecipientGroup>> GroupsAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<RecipientGroup>(
            "SELECT group_name AS name, count(*) AS people FROM goskey_recipient WHERE person_id = @personId AND group_name IS NOT NULL GROUP BY group_name ORDER BY group_name LIMIT 100",
            new { personId })];
    }

    /// <summary>People of a group by name; at most a list's worth.</summary>
    public async Task<IReadOnlyList<RememberedRecipient>> OfGroupAsync(string personId, string groupName, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<RememberedRecipient>(
            $"SELECT {Columns} FROM goskey_recipient WHERE person_id = @personId AND group_name = @groupName ORDER BY name_folded, id LIMIT @most",
            new { personId, groupName, most = RecipientRules.MostPeople })];
    }

    /// <summary>Keeps recipients, or brings what is kept of them up to date: one per SNILS. Who comes without a group stays in theirs.</summary>
    public async Task SaveAsync(IReadOnlyList<RememberedRecipient> recipients, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        foreach (var some in ValueRows.Statements(recipients, 11))
        {
            var (rows, values) = ValueRows.Of<RememberedRecipient>(
                some, ("i", one => one.Id), ("p", one => one.PersonId), ("n", one => one.Name), ("f", one => FoldedText.Fold(one.Name)), ("s", one => one.Snils), ("h", one => one.SnilsPrint),
                ("t", one => one.SnilsTail), ("e", one => one.Email), ("g", one => one.GroupName), ("c", one => one.ConsentedAt), ("u", one => one.UsedAt));
            await db.ExecuteAsync(
                $"""
                INSERT INTO goskey_recipient (id, person_id, name, name_folded, snils, snils_print, snils_tail, email, group_name, consented_at, used_at) VALUES {rows}
                ON CONFLICT (person_id, snils_print) DO UPDATE SET name = excluded.name, name_folded = excluded.name_folded, snils = excluded.snils, email = excluded.email,
                    group_name = COALESCE(excluded.group_name, goskey_recipient.group_name), consented_at = excluded.consented_at, used_at = excluded.used_at
                """,
                values, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Forgets one; false when it was not there, or is another person's.</summary>
    public async Task<bool> ForgetAsync(string personId, string id, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.ExecuteAsync("DELETE FROM goskey_recipient WHERE id = @id AND person_id = @personId", new { personId, id }) == 1;
    }
}

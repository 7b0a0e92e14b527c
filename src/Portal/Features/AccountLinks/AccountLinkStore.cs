using System.Data.Common;
using Dapper;
using Portal.Access;
using Portal.Storage;

namespace Portal.Features.AccountLinks;

/// <summary>SQL of the administrators' view of links.</summary>
public sealed class AccountLinkStore(Database database, TimeProvider clock)
{
    /// <summary>Links are counted up to here.</summary>
    public const int Counted = 10_000;

    /// <summary>Links of one state are counted up to here.</summary>
    public const int CountedOfState = 1_000;

    /// <summary>No export is longer.</summary>
    public const int MostExported = 100_000;

    private const string Select =
        $"""
        SELECT l.id, l.person_id, p.name AS person_name, p.subject, p.email, l.service_user_id, l.state, l.refusal_code, l.refusal_trace, l.kontur_user,
            l.created_at, l.changed_at, l.linked_at, l.last_used_at, c.full_name, c.organization, c.inn, c.phone_tail, c.kontur_user AS registry_kontur_user,
            CASE WHEN l.state = 'AwaitingApproval' AND {LinkStore.IsMove} THEN 1 ELSE 0 END AS moves
        FROM link l JOIN person p ON p.id = l.person_id
        LEFT JOIN issued_certificate c ON c.thumbprint =
            (SELECT i.thumbprint FROM issued_certificate i WHERE i.partner_user_id = p.subject ORDER BY i.valid_until DESC, i.thumbprint LIMIT 1)
        """;

    /// <summary>A page, the last changed first, and how many there are (at most <see cref="Counted"/>).</summary>
    public async Task<(IReadOnlyList<AccountLink> Rows, int Total)> PageAsync(LinkFilter filter, int skip, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var (where, key) = Where(filter);
        key.Add("skip", skip);
        key.Add("take", take);
        var rows = await db.QueryAsync<AccountLink>(
            $"{Select} WHERE l.id IN (SELECT l.id FROM link l {where} ORDER BY l.changed_at DESC, l.id LIMIT @take OFFSET @skip) ORDER BY l.changed_at DESC, l.id", key);
        var total = await db.QuerySingleAsync<long>($"SELECT count(*) FROM (SELECT 1 FROM link l {where} LIMIT {Counted}) counted", key);
        return ([.. rows], (int)total);
    }

    /// <summary>Every link of a filter, streamed, at most <see cref="MostExported"/>.</summary>
    public async IAsyncEnumerable<AccountLink> StreamAsync(LinkFilter filter)
    {
        await using var db = await database.OpenAsync();
        var (where, key) = Where(filter);
        await foreach (var row in db.QueryUnbufferedAsync<AccountLink>($"{Select} WHERE l.id IN (SELECT l.id FROM link l {where}) ORDER BY p.name, l.id LIMIT {MostExported}", key))
        {
            yield return row;
        }
    }

    /// <summary>How many links are in each state; at most <see cref="CountedOfState"/>.</summary>
    public async Task<IReadOnlyDictionary<LinkState, int>> CountsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var states = Enum.GetValues<LinkState>();
        var counts = await db.QueryAsync<(string State, long Count)>(string.Join(
            " UNION ALL ",
            states.Select(state => $"SELECT '{state}', (SELECT count(*) FROM (SELECT 1 FROM link WHERE state = '{state}' LIMIT {CountedOfState}) s)")));
        return counts.ToDictionary(row => Enum.Parse<LinkState>(row.State), row => (int)row.Count);
    }

    /// <summary>One link, or null.</summary>
    public async Task<AccountLink?> FindAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleOrDefaultAsync<AccountLink>($"{Select} WHERE l.id = @linkId", new { linkId });
    }

    /// <summary>Every e-mail address the person has or had when they were linked.</summary>
    public async Task<IReadOnlyList<string>> AddressesAsync(string personId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        var all = await db.QueryAsync<string>(
            """
            SELECT email FROM person WHERE id = @personId AND email IS NOT NULL
            UNION SELECT first_email FROM link WHERE person_id = @personId AND first_email IS NOT NULL
            """,
            new { personId });
        return [.. all.Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>What happened to it, the newest first; at most 200.</summary>
    public async Task<IReadOnlyList<LinkEvent>> HistoryAsync(string linkId, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<LinkEvent>(
            "SELECT at, person_name, action, from_state, to_state, reason FROM link_event WHERE link_id = @linkId ORDER BY at DESC, id DESC LIMIT 200", new { linkId })];
    }

    /// <summary>
    /// Moves a link to another state with its event, in one transaction, and with a closing one ends the person's pages on every node; false when the link
    /// is no longer in the state, or for the phone, in which it was read.
    /// </summary>
    public async Task<bool> MoveAsync(AccountLink link, LinkState to, Actor actor, string action, string? reason, CancellationToken cancellationToken = default)
    {
        var linkId = link.Id;
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var now = clock.GetUtcNow();
        if (await db.ExecuteAsync(
            """
            UPDATE link SET state = @to, refusal_code = NULL, refusal_trace = NULL, changed_at = @now
            WHERE id = @linkId AND state = @from AND service_user_id = @ServiceUserId
            """,
            new { linkId, from = link.State.ToString(), to = to.ToString(), link.ServiceUserId, now }, transaction) == 0)
        {
            return false;
        }

        if (to is LinkState.Unlinked or LinkState.Blocked)
        {
            await db.ExecuteAsync("DELETE FROM kontur_session WHERE link_id = @linkId", new { linkId }, transaction);
            await db.ExecuteAsync(PersonStore.EndCircuits, new { link.PersonId }, transaction);
        }

        if (to == LinkState.Unlinked)
        {
            await db.ExecuteAsync(
                "UPDATE relink SET state = 'Cancelled', ended_at = @now WHERE link_id = @linkId AND state IN ('Asked', 'Approved')", new { linkId, now }, transaction);
        }

        await AddEventAsync(db, linkId, actor, action, link.State.ToString(), to.ToString(), reason, transaction);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Appends an event that changes no state.</summary>
    public async Task NoteAsync(string linkId, Actor actor, string action, LinkState state, string? reason, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await AddEventAsync(db, linkId, actor, action, state.ToString(), state.ToString(), reason, null);
    }

    /// <summary>Replaces the words by which a link is found.</summary>
    public async Task IndexAsync(string linkId, IReadOnlyCollection<string> terms, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        // The link's row first: whoever writes the same words waits there, and not crosswise at the words.
        await db.ExecuteAsync("UPDATE link SET indexed_at = @after WHERE id = @linkId", new { linkId, after = clock.GetUtcNow().AddMilliseconds(1) }, transaction);
        await db.ExecuteAsync("DELETE FROM link_term WHERE link_id = @linkId", new { linkId }, transaction);
        await db.ExecuteAsync("INSERT INTO link_term (term, link_id) VALUES (@term, @linkId) ON CONFLICT DO NOTHING", terms.Select(term => new { term, linkId }), transaction);
        await transaction.CommitAsync(cancellationToken);
    }

    /// <summary>Links, not undone, whose registry row has changed since their words were written; at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<string>> StaleAsync(int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<string>(
            """
            SELECT l.id FROM link l JOIN person p ON p.id = l.person_id
            WHERE l.state <> 'Unlinked'
              AND (l.indexed_at = 0 OR EXISTS (SELECT 1 FROM issued_certificate c WHERE c.partner_user_id = p.subject AND c.changed_at >= l.indexed_at))
            LIMIT @take
            """,
            new { take })];
    }

    private static (string Where, DynamicParameters Key) Where(LinkFilter filter)
    {
        var key = new DynamicParameters();
        var conditions = new List<string>();
        foreach (var (term, index) in LinkTerms.Asked(filter.Search).Select((term, index) => (term, index)))
        {
            key.Add($"t{index}", term);
            conditions.Add($"l.id IN (SELECT link_id FROM link_term WHERE term = @t{index})");
        }

        if (filter.State is { } state)
        {
            key.Add("state", state.ToString());
            conditions.Add("l.state = @state");
        }
        else
        {
            conditions.Add("l.state <> 'Unlinked'");
        }

        if (filter.PhoneChanged)
        {
            conditions.Add(
                """
                l.kontur_user <> (SELECT i.kontur_user FROM issued_certificate i JOIN person p ON p.subject = i.partner_user_id
                    WHERE p.id = l.person_id ORDER BY i.valid_until DESC, i.thumbprint LIMIT 1)
                """);
        }

        if (filter.Relinking)
        {
            conditions.Add("l.id IN (SELECT link_id FROM relink WHERE state IN ('Asked', 'Approved'))");
        }

        return ($"WHERE {string.Join(" AND ", conditions)}", key);
    }

    private Task<int> AddEventAsync(
        DbConnection db, string linkId, Actor actor, string action, string from, string to, string? reason, DbTransaction? transaction) => db.ExecuteAsync(
        """
        INSERT INTO link_event (id, link_id, at, person_id, person_name, action, from_state, to_state, reason)
        VALUES (@id, @linkId, @now, @PersonId, @Name, @action, @from, @to, @reason)
        """,
        new { id = Guid.CreateVersion7(clock.GetUtcNow()).ToString(), linkId, now = clock.GetUtcNow(), actor.PersonId, actor.Name, action, from, to, reason }, transaction);
}

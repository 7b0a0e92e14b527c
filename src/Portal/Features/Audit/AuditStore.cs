using System.Data.Common;
using System.Text;
using Dapper;
using Portal.Storage;

namespace Portal.Features.Audit;

/// <summary>The one row of <c>audit_head</c>: the end of the chain and its start, each with its seal.</summary>
public sealed record AuditEnds(long Seq, string Hash, string Mac, long AnchorSeq, string AnchorHash, string AnchorMac)
{
    /// <summary>The newest row.</summary>
    public AuditHead Head => new(Seq, Hash);

    /// <summary>The last trimmed row.</summary>
    public AuditHead Anchor => new(AnchorSeq, AnchorHash);
}

/// <summary>SQL of the chain. Every change takes the row of <c>audit_head</c> first, so that writers of all nodes stand in one queue.</summary>
public sealed class AuditStore(Database database, AuditChain chain) : IDisposable
{
    /// <summary>What is sealed, in the order of <see cref="AuditRow.Values"/>.</summary>
    internal const string SealedColumns = "id, at, person_id, person_name, session_id, link_id, account_id, operation, object_id, outcome, detail, trace_id";

    private const string Ends = "seq, hash, mac, anchor_seq, anchor_hash, anchor_mac";
    private const string MoveHead = "UPDATE audit_head SET seq = @seq, hash = @hash, mac = @mac WHERE id = 1";
    private const int NamesKept = 20_000;

    // Writers of this node wait here rather than in the engine: SQLite makes them sleep, PostgreSQL holds a connection for each.
    private readonly SemaphoreSlim gate = new(1);
    private readonly HashSet<(string Person, string Name)> named = [];

    /// <summary>Appends a row to the chain.</summary>
    public async Task AppendAsync(AuditRow row)
    {
        var clean = row.Clean();
        await gate.WaitAsync();
        try
        {
            await using var db = await database.OpenAsync();
            await using var transaction = await db.BeginTransactionAsync();
            var ends = await db.QuerySingleAsync<AuditEnds>($"UPDATE audit_head SET seq = seq + 1 WHERE id = 1 RETURNING {Ends}", transaction: transaction);
            var previous = new AuditHead(ends.Seq - 1, ends.Hash);
            var hash = chain.IsHead(previous, ends.Mac) ? chain.Seal(previous, clean.Values()) : chain.SealAfterBreak(previous, clean.Values());
            var head = new AuditHead(ends.Seq, hash!);
            await db.ExecuteAsync(
                $"""
                INSERT INTO audit (seq, hash, {SealedColumns})
                VALUES (@seq, @hash, @Id, @At, @PersonId, @PersonName, @SessionId, @LinkId, @AccountId, @Operation, @ObjectId, @Outcome, @Detail, @TraceId);
                {MoveHead}
                """,
                new
                {
                    seq = head.Seq, hash = head.Hash, mac = chain.SealHead(head), clean.Id, clean.At, clean.PersonId, clean.PersonName, clean.SessionId, clean.LinkId,
                    clean.AccountId, clean.Operation, clean.ObjectId, clean.Outcome, clean.Detail, clean.TraceId,
                },
                transaction);
            var isNew = clean.PersonId is { } person && !named.Contains((person, clean.PersonName));
            if (isNew)
            {
                await NameAsync(db, transaction, clean.PersonId!, clean.PersonName);
            }

            await transaction.CommitAsync();
            if (isNew)
            {
                Remember(clean.PersonId!, clean.PersonName);
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Seals the rows written before there was a chain, once, in the order of their ids. Returns how many.</summary>
    public async Task<long> SealOldRowsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        if ((await LockAsync(db, transaction)).Seq > 0)
        {
            // A chain that has begun takes in no more: whatever lies unsealed then was not written by the portal.
            return 0;
        }

        var head = AuditHead.None;
        List<AuditRow> rows;
        do
        {
            rows = (await db.QueryAsync<AuditRow>($"SELECT {SealedColumns} FROM audit WHERE seq IS NULL ORDER BY id LIMIT 1000", transaction: transaction)).AsList();
            foreach (var row in rows)
            {
                head = new AuditHead(head.Seq + 1, chain.Seal(head, row.Values())!);
                await db.ExecuteAsync("UPDATE audit SET seq = @Seq, hash = @Hash WHERE id = @Id", new { head.Seq, head.Hash, row.Id }, transaction);
            }

            foreach (var (person, name) in rows.Where(row => row.PersonId is not null).Select(row => (row.PersonId!, row.PersonName)).Distinct())
            {
                await NameAsync(db, transaction, person, name);
            }
        }
        while (rows.Count > 0);

        if (head.Seq > 0)
        {
            await db.ExecuteAsync(MoveHead, new { seq = head.Seq, hash = head.Hash, mac = chain.SealHead(head) }, transaction);
        }

        await transaction.CommitAsync(cancellationToken);
        return head.Seq;
    }

    /// <summary>Both ends of the chain, as stored.</summary>
    public async Task<AuditEnds> EndsAsync(CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<AuditEnds>($"SELECT {Ends} FROM audit_head WHERE id = 1");
    }

    /// <summary>The next rows after a place, as stored.</summary>
    public async Task<IReadOnlyList<StoredRow>> StoredAsync(long after, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await StoredAsync(db, null, after, take, cancellationToken);
    }

    /// <summary>A row that stands where no row of the chain stands: without a place, at or before the anchor, twice in one place.</summary>
    public async Task<StoredRow?> StrayAsync(long anchor, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await ReadAsync(
            db, null, $"SELECT seq, hash, {SealedColumns} FROM audit WHERE seq IS NULL OR seq <= @anchor LIMIT 1", new { anchor }, cancellationToken) is [var stray, ..] ? stray : null;
    }

    /// <summary>How many rows have a place, and the last one.</summary>
    public async Task<(long Count, long Last)> CountAsync(long after, long upTo, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<(long, long)>(
            "SELECT (SELECT count(*) FROM audit WHERE seq > @after AND seq <= @upTo), (SELECT coalesce(max(seq), 0) FROM audit)", new { after, upTo });
    }

    /// <summary>Place of the last row that may go: every row up to it is older than the given time; zero when there is none.</summary>
    public async Task<long> LastBeforeAsync(DateTimeOffset time, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return await db.QuerySingleAsync<long>(
            "SELECT coalesce((SELECT min(seq) - 1 FROM audit WHERE at >= @time), (SELECT seq FROM audit_head WHERE id = 1))", new { time });
    }

    /// <summary>
    /// Removes the oldest rows up to a place, at most <paramref name="take"/>, and leaves a sealed anchor. What does not hold is not removed: it is evidence.
    /// </summary>
    /// <returns>How many went, and the broken row that stopped it.</returns>
    public async Task<(int Removed, AuditBreak? Break)> TrimAsync(long upTo, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        await using var transaction = await db.BeginTransactionAsync(cancellationToken);
        var ends = await LockAsync(db, transaction);
        if (!chain.IsAnchor(ends.Anchor, ends.AnchorMac))
        {
            return (0, new(AuditFault.AnchorChanged, ends.AnchorSeq));
        }

        var walk = new AuditWalk(chain, ends.Anchor);
        foreach (var row in await StoredAsync(db, transaction, ends.AnchorSeq, (int)Math.Min(take, upTo - ends.AnchorSeq), cancellationToken))
        {
            if (walk.Step(row) is { } broken)
            {
                return (0, broken);
            }
        }

        var anchor = walk.Reached;
        await db.ExecuteAsync(
            "DELETE FROM audit WHERE seq > @from AND seq <= @Seq; UPDATE audit_head SET anchor_seq = @Seq, anchor_hash = @Hash, anchor_mac = @mac WHERE id = 1",
            new { from = ends.AnchorSeq, anchor.Seq, anchor.Hash, mac = chain.SealAnchor(anchor) }, transaction);
        await transaction.CommitAsync(cancellationToken);
        return ((int)(anchor.Seq - ends.AnchorSeq), null);
    }

    /// <summary>The newest rows about one object, newest first, at most <paramref name="take"/>.</summary>
    public async Task<IReadOnlyList<AuditRow>> OfObjectAsync(string objectId, int take, CancellationToken cancellationToken = default)
    {
        await using var db = await database.OpenAsync(cancellationToken);
        return [.. await db.QueryAsync<AuditRow>(
            $"SELECT seq, {SealedColumns} FROM audit WHERE object_id = @objectId ORDER BY at DESC, seq DESC LIMIT @take", new { objectId, take })];
    }

    /// <inheritdoc />
    public void Dispose() => gate.Dispose();

    /// <summary>A word of a name as it is stored: hexadecimal, folded.</summary>
    internal static string Word(string folded) => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(folded));

    private static Task<AuditEnds> LockAsync(DbConnection db, DbTransaction transaction) =>
        db.QuerySingleAsync<AuditEnds>($"UPDATE audit_head SET seq = seq WHERE id = 1 RETURNING {Ends}", transaction: transaction);

    private static Task NameAsync(DbConnection db, DbTransaction transaction, string person, string name) => db.ExecuteAsync(
        "INSERT INTO audit_name (person_id, word) VALUES (@person, @word) ON CONFLICT DO NOTHING",
        FoldedText.Fold(name).Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Select(word => new { person, word = Word(word) }).ToList(), transaction);

    private void Remember(string person, string name)
    {
        if (named.Count >= NamesKept)
        {
            named.Clear();
        }

        named.Add((person, name));
    }

    private static Task<IReadOnlyList<StoredRow>> StoredAsync(DbConnection db, DbTransaction? transaction, long after, int take, CancellationToken cancellationToken) =>
        ReadAsync(db, transaction, $"SELECT seq, hash, {SealedColumns} FROM audit WHERE seq > @after ORDER BY seq LIMIT @take", new { after, take }, cancellationToken);

    private static async Task<IReadOnlyList<StoredRow>> ReadAsync(
        DbConnection db, DbTransaction? transaction, string sql, object values, CancellationToken cancellationToken)
    {
        var rows = new List<StoredRow>();
        await using var reader = await db.ExecuteReaderAsync(new CommandDefinition(sql, values, transaction, cancellationToken: cancellationToken));
        while (await reader.ReadAsync(cancellationToken))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            var read = row.Select(value => value is DBNull ? null : value).ToArray();
            rows.Add(new StoredRow(read[0], read[1], read[2..]));
        }

        return rows;
    }
}

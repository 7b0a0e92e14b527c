using System.Text;
using CsCheck;
using Dapper;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Features.Audit;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Audit;

public sealed class AuditChainTests
{
    private const int Rows = 12;

    private static readonly string[] TextColumns =
        ["id", "person_id", "person_name", "session_id", "link_id", "account_id", "operation", "object_id", "outcome", "detail", "trace_id", "hash"];

    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_random_byte_flipped_in_any_column_of_any_record_is_found_and_the_record_is_named()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite, Rows);
        await using var db = await stage.Database.OpenAsync(Stop);
        Assert.Null(await stage.BreakAsync());
        var original = (await db.QueryAsync("SELECT * FROM audit ORDER BY seq")).Cast<IDictionary<string, object?>>().ToList();

        await Gen.Select(Gen.Int[1, Rows], Gen.Int[0, TextColumns.Length + 1], Gen.Int[0, 1000], Gen.Byte[1, 255]).SampleAsync(
            async (seq, column, position, flip) =>
            {
                var name = column < TextColumns.Length ? TextColumns[column] : column == TextColumns.Length ? "at" : "seq";
                var before = original[seq - 1][name];
                var tampered = Flip(before, position, flip);
                if (name == "seq" && tampered is long and >= 1 and <= Rows)
                {
                    await Assert.ThrowsAsync<SqliteException>(() => db.ExecuteAsync("UPDATE audit SET seq = @tampered WHERE seq = @seq", new { tampered, seq }));
                    return;
                }

                await db.ExecuteAsync(
                    tampered is byte[] ? $"UPDATE audit SET {name} = CAST(@tampered AS TEXT) WHERE seq = @seq" : $"UPDATE audit SET {name} = @tampered WHERE seq = @seq",
                    new { tampered, seq });
                var found = await stage.BreakAsync();
                Assert.True(found is not null, $"{name} of {seq}: {before} → {tampered}");
                if (name != "seq")
                {
                    Assert.Equal((AuditFault.Changed, (long)seq), (found.Fault, found.Seq));
                }
                else
                {
                    Assert.Equal(seq, found.Seq);
                }

                await db.ExecuteAsync(
                    name == "seq" ? "UPDATE audit SET seq = @seq WHERE id = @id" : $"UPDATE audit SET {name} = @before WHERE seq = @seq",
                    new { before, seq, id = original[seq - 1]["id"] });
                Assert.Null(await stage.BreakAsync());
            },
            iter: Environment.GetEnvironmentVariable("PORTAL_LONG_TESTS") == "1" ? 5000 : 300, threads: 1);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Whatever_is_done_to_the_records_is_found_and_named(string engine)
    {
        (string Name, AuditFault Fault, long Seq, string Sql)[] crimes =
        [
            ("a record deleted", AuditFault.Missing, 5, "DELETE FROM audit WHERE seq = 5"),
            ("the first record deleted", AuditFault.Missing, 1, "DELETE FROM audit WHERE seq = 1"),
            ("neighbours swapped", AuditFault.OutOfOrder, 5, Swap(5, 6)),
            ("records swapped", AuditFault.OutOfOrder, 4, Swap(4, 9)),
            ("a record rewritten", AuditFault.Changed, 7, "UPDATE audit SET outcome = 'denied' WHERE seq = 7"),
            ("a null for an empty text", AuditFault.Changed, 3, "UPDATE audit SET account_id = CASE WHEN account_id IS NULL THEN '' ELSE NULL END WHERE seq = 3"),
            ("a value moved to the next column", AuditFault.Changed, 2, "UPDATE audit SET session_id = link_id, link_id = session_id WHERE seq = 2"),
            ("the tail cut", AuditFault.TailCut, 11, "DELETE FROM audit WHERE seq > 10"),
            ("the tail cut and the head moved", AuditFault.HeadChanged, 10,
                "DELETE FROM audit WHERE seq > 10; UPDATE audit_head SET seq = 10, hash = (SELECT hash FROM audit WHERE seq = 10)"),
            ("a record inserted outside", AuditFault.Inserted, 0,
                "INSERT INTO audit (id, at, person_name, operation, outcome) VALUES ('x', 1, 'x', 'x', 'x')"),
            ("a record inserted at the end", AuditFault.Inserted, 13,
                "INSERT INTO audit (id, at, person_name, operation, outcome, seq, hash) VALUES ('x', 1, 'x', 'x', 'x', 13, '00')"),
            ("a record inserted before the start", AuditFault.Inserted, -4,
                "INSERT INTO audit (id, at, person_name, operation, outcome, seq, hash) VALUES ('x', 1, 'x', 'x', 'x', -4, '00')"),
            ("the start cut and an anchor made up", AuditFault.AnchorChanged, 3,
                "UPDATE audit_head SET anchor_seq = 3, anchor_hash = (SELECT hash FROM audit WHERE seq = 3), anchor_mac = mac; DELETE FROM audit WHERE seq <= 3"),
        ];
        foreach (var (name, fault, seq, sql) in crimes)
        {
            await using var stage = await AuditStage.CreateAsync(engine, Rows);
            await stage.SqlAsync(sql);

            var found = await stage.BreakAsync();

            Assert.True(found?.Fault == fault && found.Seq == seq, $"{name}: {found}");
        }
    }

    [Fact]
    public async Task A_cut_tail_stays_found_although_new_records_follow()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite, Rows);
        await stage.SqlAsync("DELETE FROM audit WHERE seq > 10; UPDATE audit_head SET seq = 10, hash = (SELECT hash FROM audit WHERE seq = 10)");
        await stage.WriteAsync(3);

        var found = await stage.BreakAsync();

        Assert.Equal((AuditFault.TailCut, 11L), (found?.Fault, found?.Seq));
    }

    [Fact]
    public async Task A_database_put_back_whole_is_sound_by_itself_but_not_against_the_head_in_the_log()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite, Rows);
        var logged = (await stage.Store.EndsAsync(Stop)).Head;

        Assert.Null((await stage.Check.RunToEndAsync(logged: logged, cancellationToken: Stop)).Break);
        await using var older = await AuditStage.CreateAsync(Databases.Sqlite, Rows - 2);
        Assert.Null(await older.BreakAsync());
        Assert.Equal(AuditFault.NotAsLogged, (await older.Check.RunToEndAsync(logged: logged, cancellationToken: Stop)).Break?.Fault);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Fifty_parallel_appends_from_two_nodes_give_one_unbroken_chain(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine, 1);
        using var other = new AuditStore(stage.Database, AuditStage.Chain());
        var node = new AuditLog(other, stage.Clock, NullLogger<AuditLog>.Instance);

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async i =>
        {
            await Task.Yield();
            await (i % 2 == 0 ? stage.Log : node).RecordAsync(AuditStage.User, "room.verb", $"{i}", _ => Task.FromResult(true));
        }));

        var verdict = await stage.Check.RunToEndAsync(cancellationToken: Stop);
        Assert.Null(verdict.Break);
        Assert.Equal(51, verdict.Checked);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Texts_with_zeros_halves_of_characters_and_formulas_are_sealed_as_they_come_back(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine);

        await stage.Log.RecordAsync(AuditStage.User, "room.verb", "a\0b", note => Task.FromResult(note.Detail = "\ud800 =1+1; \"ё\" 𝄞"));

        Assert.Null(await stage.BreakAsync());
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Rows_from_before_the_chain_are_sealed_once_and_found_by_name(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine);
        const string Old = "INSERT INTO audit (id, at, person_id, person_name, operation, outcome) VALUES (@id, 1, 'p', 'Ёлкина Анна', 'x', 'done')";
        await stage.SqlAsync(Old, Enumerable.Range(0, 1500).Select(i => new { id = $"{i:00000}" }));

        Assert.Equal(1500, await stage.Store.SealOldRowsAsync(Stop));
        await stage.WriteAsync(2);
        Assert.Null(await stage.BreakAsync());
        Assert.Equal("p", Assert.Single(await stage.Search.PeopleAsync("елк", 5, Stop)).Id);

        await stage.SqlAsync(Old, new { id = "99999" });
        Assert.Equal(0, await stage.Store.SealOldRowsAsync(Stop));
        Assert.Equal(AuditFault.Inserted, (await stage.BreakAsync())?.Fault);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Trimming_leaves_a_row_of_its_own_and_the_rest_provable_and_tampering_after_it_is_found(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine, 72);

        Assert.Equal(0, await stage.Trim(0).RunAsync(Stop));
        Assert.Equal(47, await stage.Trim(1).RunAsync(Stop));
        var verdict = await stage.Check.RunToEndAsync(cancellationToken: Stop);
        Assert.Null(verdict.Break);
        Assert.Equal((47, 26), (verdict.Anchor.Seq, verdict.Checked));
        var (rows, _) = await stage.Search.PageAsync(new AuditQuery { Operation = "audit.trim" }, 0, 10, Stop);
        Assert.Null(Assert.Single(rows).PersonId);
        Assert.Equal(0, await stage.Trim(1).RunAsync(Stop));

        await stage.SqlAsync("UPDATE audit SET detail = 'x' WHERE seq = 48");
        Assert.Equal(48, (await stage.BreakAsync())?.Seq);
        stage.Clock.Advance(TimeSpan.FromDays(30));
        Assert.Equal(0, await stage.Trim(1).RunAsync(Stop));
        Assert.Equal((AuditFault.Changed, 48L), (await stage.BreakAsync() is { } kept ? (kept.Fault, kept.Seq) : default));
    }

    [Fact]
    public async Task The_check_reports_progress_up_to_the_end()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite, Rows);
        var seen = new Seen();

        await stage.Check.RunToEndAsync(seen, cancellationToken: Stop);

        Assert.Equal(new AuditProgress(Rows, Rows), seen.Last);
    }

    private static string Swap(int one, int two) =>
        $"UPDATE audit SET seq = -1 WHERE seq = {one}; UPDATE audit SET seq = {one} WHERE seq = {two}; UPDATE audit SET seq = {two} WHERE seq = -1";

    private static object Flip(object? value, int position, byte flip)
    {
        switch (value)
        {
            case null:
                return new[] { flip };
            case long number:
                var eight = BitConverter.GetBytes(number);
                eight[position % 8] ^= flip;
                return BitConverter.ToInt64(eight);
            default:
                var bytes = Encoding.UTF8.GetBytes((string)value);
                bytes[position % bytes.Length] ^= flip;
                return bytes;
        }
    }

    private sealed class Seen : IProgress<AuditProgress>
    {
        public AuditProgress? Last { get; private set; }

        public void Report(AuditProgress value) => Last = value;
    }
}

using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Storage;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Audit;

public sealed class AuditSearchTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task Every_filter_finds_its_rows_newest_first_by_pages(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine, 30);
        var search = new SearchAudit(stage.Search);
        await stage.Log.RecordAsync(AuditStage.Admin, "registry.import", "file", note => Task.FromResult(note.Outcome = "refused"));

        Assert.Equal(["file"], await ObjectsAsync(new() { Operation = "registry.import" }));
        Assert.Equal(["file"], await ObjectsAsync(new() { Outcome = "refused" }));
        Assert.Equal(["object-4"], await ObjectsAsync(new() { Object = "object-4" }));
        Assert.Equal(["object-5"], await ObjectsAsync(new() { Trace = "trace-5" }));
        Assert.Equal(["file"], await ObjectsAsync(new() { Who = "админ" }));
        Assert.Equal(["object-28", "object-26"], (await ObjectsAsync(new() { Who = "петр иван", Account = "account" })).Where(id => id is not null).Take(2));
        Assert.Empty(await ObjectsAsync(new() { Who = "Сидоров" }));
        Assert.Empty(await ObjectsAsync(new() { Account = "7707083893" }));

        // The clock begins at noon in Moscow on 24 November, and the rows are an hour apart.
        Assert.Equal(11, (await FindAsync(new() { Person = "user", To = new(2026, 11, 24) })).Total);
        Assert.Equal(20, (await FindAsync(new() { From = new(2026, 11, 25) })).Total);
        Assert.Equal(31, (await FindAsync(new())).Total);
        var pages = (await search.RunAsync(AuditStage.Admin, new(), 0, 16, Stop)).Rows.Concat((await search.RunAsync(AuditStage.Admin, new(), 16, 16, Stop)).Rows);
        Assert.Equal(Enumerable.Range(1, 31).Reverse(), pages.Select(row => (int)row.Seq!.Value));

        async Task<AuditFound> FindAsync(AuditQuery query) => await search.RunAsync(AuditStage.Admin, query, 0, 100, Stop);

        async Task<List<string?>> ObjectsAsync(AuditQuery query) => [.. (await FindAsync(query)).Rows.Select(row => row.ObjectId)];
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task A_name_of_several_people_offers_them_and_a_subject_or_an_inn_finds_its_own(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine);
        var people = new PersonStore(stage.Database, stage.Clock);
        var one = await people.SeenAsync("https://id", "ivanova-1", "Иванова Анна", null, Stop);
        var two = await people.SeenAsync("https://id", "ivanova-2", "Иванова Алла", null, Stop);
        foreach (var person in new[] { one, two })
        {
            await stage.Log.RecordAsync(new Actor(person.Id, "s", person.Name, false), "room.verb", person.Id, note => Task.FromResult(note.AccountId = "a-" + person.Subject));
        }

        await stage.SqlAsync(
            """
            INSERT INTO link (id, person_id, service_user_id, kontur_user, phone, state, created_at, changed_at) VALUES ('l', @Id, 's', 'k', 'p', 'Active', 1, 1);
            INSERT INTO account (link_id, account_id, inn, name, role, folded, listed_at) VALUES ('l', 'a-ivanova-2', '6676130154', 'Тестовая', 'r', 't', 1)
            """,
            new { one.Id });
        var search = new SearchAudit(stage.Search);

        var both = await search.RunAsync(AuditStage.Admin, new() { Who = "ИВАНОВА" }, 0, 10, Stop);
        Assert.Empty(both.Rows);
        Assert.Equal(["Иванова Алла", "Иванова Анна"], both.Choice.Select(person => person.Name));
        Assert.Equal(one.Id, Assert.Single((await search.RunAsync(AuditStage.Admin, new() { Who = "анна иванова" }, 0, 10, Stop)).Rows).ObjectId);
        Assert.Equal(two.Id, Assert.Single((await search.RunAsync(AuditStage.Admin, new() { Who = "ivanova-2" }, 0, 10, Stop)).Rows).ObjectId);
        Assert.Equal(two.Id, Assert.Single((await search.RunAsync(AuditStage.Admin, new() { Account = "6676130154" }, 0, 10, Stop)).Rows).ObjectId);
    }

    [Fact]
    public async Task Only_administrators_search_open_check_and_export_and_what_they_were_refused_is_recorded()
    {
        await using var stage = await AuditStage.CreateAsync(Databases.Sqlite, 3);
        var search = new SearchAudit(stage.Search);
        using var target = new MemoryStream();

        await Assert.ThrowsAsync<AccessDeniedException>(() => search.RunAsync(AuditStage.User, new(), 0, 10, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new OpenAuditRow(stage.Search).RunAsync(AuditStage.User, 1, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new VerifyAudit(stage.Check, stage.Log).RunAsync(AuditStage.User, cancellationToken: Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new ExportAudit(search, stage.Search, stage.Log).RunAsync(AuditStage.User, new(), target, Stop));

        Assert.Equal(0, target.Length);
        Assert.Equal(2, (await stage.Search.PageAsync(new() { Outcome = "denied" }, 0, 10, Stop)).Total);
        Assert.Equal(1, (await new OpenAuditRow(stage.Search).RunAsync(AuditStage.Admin, 1, Stop)).Row.Seq);
        Assert.Null((await new VerifyAudit(stage.Check, stage.Log).RunAsync(AuditStage.Admin, cancellationToken: Stop)).Break);
        Assert.Equal(1, (await stage.Search.PageAsync(new() { Operation = "audit.verify", Outcome = "sound" }, 0, 10, Stop)).Total);
    }

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task The_export_has_a_mark_semicolons_all_filtered_rows_and_no_formula(string engine)
    {
        await using var stage = await AuditStage.CreateAsync(engine, 2100);
        await stage.Log.RecordAsync(AuditStage.User, "room.verb", "=cmd|' /C calc'!A1", note => Task.FromResult(note.Detail = "a;\"b\"\r\nc"));
        using var target = new MemoryStream();

        var written = await new ExportAudit(new(stage.Search), stage.Search, stage.Log).RunAsync(AuditStage.Admin, new() { Who = "Иванов" }, target, Stop);

        var bytes = target.ToArray();
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Equal(Encoding.UTF8.Preamble, bytes.AsSpan(0, 3));
        Assert.Equal(2101, written);
        Assert.Equal(2101, text.Split("Иванов Пётр").Length - 1);
        Assert.Contains(";'=cmd|' /C calc'!A1;\"a;\"\"b\"\"\r\nc\";", text, StringComparison.Ordinal);
        Assert.StartsWith("Номер;Время (МСК);Кто;", text[1..], StringComparison.Ordinal);
        var (rows, _) = await stage.Search.PageAsync(new() { Operation = "audit.export" }, 0, 10, Stop);
        Assert.Equal("2101 rows; who=Иванов", Assert.Single(rows).Detail);
    }

    [Theory]
    [InlineData("=1", "'=1")]
    [InlineData("+7", "'+7")]
    [InlineData("-1", "'-1")]
    [InlineData("@x", "'@x")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "\"'\t=1\"")]
    [InlineData("＝1", "'＝1")]
    [InlineData("обычный", "обычный")]
    [InlineData(null, "")]
    public void A_cell_that_a_spreadsheet_would_run_is_disarmed(string? value, string cell) => Assert.Equal(cell, AuditCsv.Cell(value));

    [Fact]
    public void An_address_gives_back_the_question_it_was_made_of_and_nonsense_is_left_out()
    {
        var query = new AuditQuery { Person = "p", Account = "a", Object = "o", Operation = "x", Outcome = "y", Trace = "t", From = new(2026, 1, 2), To = new(2026, 3, 4) };
        var address = query.Parameters().ToDictionary(part => part.Name, part => part.Value);

        Assert.Equal(query, AuditQuery.Read(address.GetValueOrDefault));
        Assert.True(AuditQuery.Read(_ => " ").IsEmpty);
        Assert.Null(AuditQuery.Read(_ => "31.12.2026").From);
        Assert.Equal("2026-01-01T21:00:00", query.Since!.Value.UtcDateTime.ToString("s"));
    }
}

using System.Net;
using System.Text;
using Portal.Access;
using Portal.Features.AccountLinks;
using Portal.Features.Audit;
using Portal.Shell;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.AccountLinks;

/// <summary>The links as a file that a spreadsheet opens.</summary>
public sealed class ExportLinksTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const int Columns = 12;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_file_begins_with_a_BOM_and_is_made_of_semicolons_and_lines_as_Excel_wants_them()
    {
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9601", FullName = "Выгрузкин Олег Ильич", Phone = "9031120101" });
        await fixture.Portal.RefusedAsync(new RegistryRow { User = "partner-9602", FullName = "Отказова Яна Юрьевна", Phone = "9031120102" }, "UserNotUniq", "trace-9602");

        var file = await ExportAsync(new LinkFilter("partner-960"));

        Assert.Equal([0xEF, 0xBB, 0xBF], file[..3]);
        var text = Encoding.UTF8.GetString(file[3..]);
        Assert.DoesNotContain('\uFEFF', text);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.Equal(text.Count(letter => letter == '\n'), text.Split("\r\n").Length - 1);
        var lines = Lines(file);
        Assert.Equal(3, lines.Count);
        Assert.All(lines, line => Assert.Equal(Columns, line.Count));
        Assert.Equal(["Имя", "Номер пользователя", "Организация", "ИНН", "Конец телефона", "Состояние"], lines[0][..6]);
        Assert.Equal(["Выгрузкин Олег Ильич", "partner-9601", "Тестовая", "6676130154", "0101", "Действует", "", ""], lines[1][..8]);
        Assert.Equal(["Отказова Яна Юрьевна", "partner-9602", "Тестовая", "6676130154", "0102", "Отказ Контура", "UserNotUniq", "trace-9602"], lines[2][..8]);
        Assert.DoesNotContain("903112010", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=ГИПЕРССЫЛКА(1)", "partner-9611")]
    [InlineData("+7 Плюсов", "partner-9612")]
    [InlineData("-Минусов", "partner-9613")]
    [InlineData("@Собакин", "partner-9614")]
    public async Task A_name_that_a_spreadsheet_would_run_is_disarmed(string name, string subject)
    {
        await fixture.Portal.LinkedAsync(new RegistryRow { User = subject, FullName = name, Phone = "90311202" + subject[^2..] });

        var lines = Lines(await ExportAsync(new LinkFilter(subject)));

        Assert.Equal("'" + name, lines[1][0]);
    }

    [Fact]
    public async Task Only_what_the_filter_lets_through_is_taken_away()
    {
        var row = new RegistryRow { User = "partner-9621", FullName = "Открытов Пётр Ильич", Phone = "9031120301" };
        await fixture.Portal.LinkedAsync(row);
        var blocked = await fixture.Portal.LinkedAsync(row with { User = "partner-9622", Thumbprint = new string('A', 38) + "22", Phone = "9031120302" });
        var undone = await fixture.Portal.LinkedAsync(row with { User = "partner-9623", Thumbprint = new string('A', 38) + "23", Phone = "9031120303" });
        await fixture.Portal.ChangeAsync(blocked, LinkAction.Block);
        await fixture.Portal.ChangeAsync(undone, LinkAction.Unlink);
        await fixture.Portal.ImportAsync(row with { Phone = "9031120304" });

        Assert.Equal(["partner-9621", "partner-9622"], await SubjectsAsync(new LinkFilter("partner-962")));
        Assert.Equal(["partner-9622"], await SubjectsAsync(new LinkFilter("partner-962", LinkState.Blocked)));
        Assert.Equal(["partner-9623"], await SubjectsAsync(new LinkFilter("partner-962", LinkState.Unlinked)));
        Assert.Equal(["partner-9621"], await SubjectsAsync(new LinkFilter("partner-962", PhoneChanged: true)));
        Assert.Empty(await SubjectsAsync(new LinkFilter("partner-962", Relinking: true)));
        Assert.Empty(await SubjectsAsync(new LinkFilter("нет такого")));
    }

    [Fact]
    public async Task The_address_gives_the_file_with_the_filters_of_the_page_and_to_administrators_only()
    {
        await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9631", Phone = "9031120401" });
        var blocked = await fixture.Portal.LinkedAsync(new RegistryRow { User = "partner-9632", Phone = "9031120402" });
        await fixture.Portal.ChangeAsync(blocked, LinkAction.Block);
        using var admin = new Visitor(fixture.Portal);
        await admin.SignInAsync("admin1");

        using var file = await admin.Http.GetAsync(PortalUrls.LinksExportOf("partner-963", "blocked"), Stop);

        Assert.Equal(("text/csv", "attachment"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType));
        Assert.Matches(@"^links-\d{4}-\d\d-\d\d\.csv$", file.Content.Headers.ContentDisposition?.FileName);
        Assert.Equal(["partner-9632"], Lines(await file.Content.ReadAsByteArrayAsync(Stop)).Skip(1).Select(line => line[1]));

        using var user = new Visitor(fixture.Portal);
        await user.SignInAsync("director");
        using var refused = await user.Http.GetAsync(PortalUrls.LinksExport, Stop);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    [Theory]
    [InlineData("partner-964", null, false, "0 rows; search: yes; state: all")]
    [InlineData("partner-964", LinkState.Blocked, false, "0 rows; search: yes; state: blocked")]
    [InlineData("partner-964", null, true, "0 rows; search: yes; state: changed")]
    public async Task The_audit_says_that_something_was_searched_for_but_not_what(string search, LinkState? state, bool changed, string detail)
    {
        await ExportAsync(new LinkFilter(search, state, changed));

        var (rows, _) = await fixture.Get<AuditSearchStore>().PageAsync(new() { Operation = "links.export" }, 0, 1, Stop);
        Assert.Equal(detail, Assert.Single(rows).Detail);
    }

    [Fact]
    public async Task Nobody_but_an_administrator_takes_the_links_away()
    {
        using var target = new MemoryStream();
        var director = await fixture.Portal.ActorAsync("director");

        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.Get<ExportLinks>().RunAsync(director, new LinkFilter(), target, Stop));

        Assert.Equal(0, target.Length);
    }

    // Cells of this test hold no semicolon of their own.
    private static IReadOnlyList<List<string>> Lines(byte[] file) =>
        [.. Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(';').ToList())];

    private async Task<IEnumerable<string>> SubjectsAsync(LinkFilter filter) => Lines(await ExportAsync(filter)).Skip(1).Select(line => line[1]).Order();

    private async Task<byte[]> ExportAsync(LinkFilter filter)
    {
        using var target = new MemoryStream();
        var written = await fixture.Get<ExportLinks>().RunAsync(await fixture.Portal.ActorAsync("admin1"), filter, target, Stop);
        Assert.Equal(written, Lines(target.ToArray()).Count - 1);
        return target.ToArray();
    }
}

using System.Net;
using Bunit;
using Dapper;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Shell;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Access;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Audit;

/// <summary>The administrators' page of the audit: search, one row, the check, the export.</summary>
public sealed class AuditPageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = Eventually.DefaultTimeout;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_filters_of_the_address_choose_the_rows_and_the_form_writes_them_into_the_address()
    {
        var director = await fixture.Portal.ActorAsync("director");
        await WriteAsync(director, "registry.import", "object-of-director");
        await WriteAsync(await fixture.Portal.ActorAsync("accountant"), "unknown.verb", "object-of-accountant");
        await using var tab = await fixture.TabAsync("admin1");
        tab.Go($"/admin/audit?person={director.PersonId}&operation=registry.import");
        var screen = tab.Open<AuditPage>();

        PortalBunit.Shows(screen, "Загрузка реестра сертификатов");
        Assert.DoesNotContain("unknown.verb", screen.Find("tbody").TextContent, StringComparison.Ordinal);
        Assert.Equal("registry.import", screen.Find("#audit-operation").GetAttribute("value"));

        tab.Go("/admin/audit?object=object-of-accountant");
        screen.WaitForAssertion(() => Assert.Contains("unknown.verb", screen.Find("tbody").TextContent, StringComparison.Ordinal), Patience);
        await screen.Find("#audit-object").ChangeAsync("нет такого");
        await PortalBunit.PressAsync(screen, "Найти");
        PortalBunit.Shows(screen, "Ничего не нашлось");
        Assert.Equal("admin/audit?object=" + Uri.EscapeDataString("нет такого"), tab.Address);
    }

    [Fact]
    public async Task A_row_opens_its_details_and_a_user_sees_nothing_even_if_the_page_were_open_to_them()
    {
        var actor = await fixture.Portal.ActorAsync("director");
        await WriteAsync(actor, "draft.send", "object-opened");
        var seq = Assert.Single(await fixture.Get<AuditStore>().OfObjectAsync("object-opened", 10, Stop)).Seq!.Value;
        await using var admin = await fixture.TabAsync("admin1");

        var row = admin.Open<AuditRowPage>(("Seq", seq));
        PortalBunit.Shows(row, "Отправка отчёта");
        PortalBunit.Shows(row, "object-opened");

        await using var user = await fixture.TabAsync("director");
        PortalBunit.Shows(user.Open<AuditPage>(), "нет к ней доступа");
        PortalBunit.Shows(user.Open<AuditRowPage>(("Seq", seq)), "нет к ней доступа");
    }

    [Fact]
    public async Task The_button_says_that_the_audit_is_whole_and_names_the_record_once_it_is_not()
    {
        await WriteAsync(await fixture.Portal.ActorAsync("director"), "draft.send", "object-to-break");
        await using var tab = await fixture.TabAsync("admin1");
        var screen = tab.Open<AuditVerification>();
        await PortalBunit.PressAsync(screen, "Проверить целостность");
        PortalBunit.Shows(screen, "Журнал цел");

        var row = Assert.Single(await fixture.Get<AuditStore>().OfObjectAsync("object-to-break", 10, Stop));
        await using var db = await fixture.Get<Database>().OpenAsync(Stop);
        await db.ExecuteAsync("UPDATE audit SET outcome = 'denied' WHERE seq = @Seq", new { row.Seq });
        await PortalBunit.PressAsync(screen, "Проверить ещё раз");
        PortalBunit.Shows(screen, $"Запись изменена: запись № {row.Seq}");
        PortalBunit.Shows(screen, row.Id);
        await db.ExecuteAsync("UPDATE audit SET outcome = 'done' WHERE seq = @Seq", new { row.Seq });
    }

    [Fact]
    public async Task The_export_is_a_file_with_the_filters_of_the_page_for_administrators_only()
    {
        await WriteAsync(await fixture.Portal.ActorAsync("director"), "draft.send", "=object-exported");
        using var admin = new Visitor(fixture.Portal);
        await admin.SignInAsync("admin1");
        using var file = await admin.Http.GetAsync(PortalUrls.AuditExportOf([("object", "=object-exported")]), Stop);

        Assert.Equal(("text/csv", "attachment"), (file.Content.Headers.ContentType?.MediaType, file.Content.Headers.ContentDisposition?.DispositionType));
        var lines = (await file.Content.ReadAsStringAsync(Stop)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.Contains(";'=object-exported;", lines[1], StringComparison.Ordinal);

        using var user = new Visitor(fixture.Portal);
        await user.SignInAsync("director");
        using var refused = await user.Http.GetAsync(PortalUrls.AuditExport, Stop);
        Assert.Equal(HttpStatusCode.Redirect, refused.StatusCode);
    }

    private Task WriteAsync(Actor actor, string operation, string target) =>
        fixture.Get<AuditLog>().RecordAsync(actor, operation, target, _ => Task.FromResult(true));
}

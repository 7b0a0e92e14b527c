using Bunit;
using Dapper;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;
using Portal.Tests.Fixtures;
using DraftDocument = Portal.Features.Drafts.DraftDocument;
using IExternDraftsApi = Portal.Integrations.KonturExtern.IExternDraftsApi;

namespace Portal.Tests.Features.Drafts;

/// <summary>Files of a draft: kept, put beside the report, given to Kontur again, printed, and the places a protocol names in them.</summary>
public sealed class DocumentsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private static readonly byte[] Pdf = "%PDF-1.7 приложение"u8.ToArray();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_original_of_a_report_is_kept_as_it_was_uploaded()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var document = (await DocumentsAsync(draftId))[0];

        Assert.Equal(Report.Good.Bytes, await fixture.Get<FileStore>().ReadAsync(document.Sha256, Stop));
        Assert.Equal(new HashSet<string> { document.Sha256 }, await fixture.Get<DraftDocumentStore>().KeptAsync([document.Sha256, new string('0', 64)], Stop));
        var (opened, bytes) = await fixture.Get<OpenOriginal>().RunAsync(actor, draftId, document.Id, Stop);
        await using (bytes)
        {
            Assert.Equal(Report.Good.FileName, opened.FileName);
            Assert.NotNull(bytes);
        }
    }

    [Fact]
    public async Task Attachments_stand_at_Kontur_as_they_stand_here_and_a_removed_one_is_removed_there()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        Assert.Equal(AddOutcome.Added, await AddAsync(actor, draftId, "Пояснения.pdf", Pdf));
        Assert.Equal(AddOutcome.Added, await AddAsync(actor, draftId, Report.Warrant.FileName, Report.Warrant.Bytes));
        await CheckAsync(actor, draftId);
        var documents = await DocumentsAsync(draftId);
        Assert.Equal([DocumentKind.Report, DocumentKind.Attachment, DocumentKind.Warrant], documents.Select(document => document.Kind));
        Assert.Equal("Документ PDF", documents[1].Form);
        var before = (await fixture.ReadAsync(actor, Account, draftId)).Draft.KonturDraftId;
        Assert.All(documents, document => Assert.Equal(before, document.PlacedIn));
        Assert.Equal(documents.Select(document => document.Id).Order(), await AtKonturAsync(draftId));

        Assert.True(await fixture.Get<RemoveDocument>().RunAsync(actor, draftId, documents[1].Id, Stop));
        Assert.Equal(AddOutcome.Replaced, await AddAsync(actor, draftId, Report.Good.FileName, Report.Good.Edit("НомКорр=\"0\"", "НомКорр=\"3\"").Bytes, documents[0].Id));
        await CheckAsync(actor, draftId);

        var after = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal((before, "Корректировка № 3"), (after.Draft.KonturDraftId, after.Draft.Facts.CorrectionInWords));
        Assert.Equal(after.Documents.Select(document => document.Id).Order(), await AtKonturAsync(draftId));
        Assert.DoesNotContain(documents[0].Id, after.Documents.Select(document => document.Id));
    }

    [Fact]
    public async Task A_report_with_an_attachment_is_signed_and_prepared()
    {
        var journey = new ReportJourney(fixture.Portal, fixture.Outside);
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        await AddAsync(actor, draftId, "Пояснения.pdf", [.. Pdf, 1]);
        await CheckAsync(actor, draftId);

        await journey.SignAsync(draftId);

        await journey.StateAsync(draftId, DraftState.Ready);
    }

    [Fact]
    public async Task What_may_not_stand_beside_a_report_is_refused_in_words()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);

        await RefusedAsync("нельзя: подойдут XML, PDF", () => AddAsync(actor, draftId, "setup.exe", Pdf));
        await RefusedAsync("нельзя: подойдут", () => AddAsync(actor, draftId, "без расширения", Pdf));
        await RefusedAsync("пуст", () => AddAsync(actor, draftId, "a.pdf", []));
        await RefusedAsync("знаки, которых", () => AddAsync(actor, draftId, "a/b.pdf", Pdf));
        await RefusedAsync("похож на новую версию самого отчёта", () => AddAsync(actor, draftId, "new.xml", Report.Good.Edit("НомКорр=\"0\"", "НомКорр=\"1\"").Bytes));
        await RefusedAsync("Такой файл в отчёте уже есть", () => AddAsync(actor, draftId, "copy.xml", Report.Good.Bytes));
        await RefusedAsync("Файл не похож на XML", () => AddAsync(actor, draftId, "ON_DOV_1.xml", Pdf));
        Assert.Equal(AddOutcome.Added, await AddAsync(actor, draftId, "книга.xml", "<Книга/>"u8.ToArray()));
        var most = DocumentRules.MostFilesOf((await fixture.Get<DraftStore>().FindForJobAsync(draftId, Stop))!);
        for (var more = 2; more < most; more++)
        {
            await AddAsync(actor, draftId, $"{more}.pdf", [.. Pdf, (byte)more]);
        }

        await RefusedAsync("не больше 20 файлов", () => AddAsync(actor, draftId, "last.pdf", [.. Pdf, 200]));
        Assert.Equal(most, (await DocumentsAsync(draftId)).Count);
        await Assert.ThrowsAsync<AccessDeniedException>(() => AddAsync(actor, draftId, "a.pdf", Pdf, Guid.NewGuid().ToString()));
    }

    [Theory]
    [InlineData("content_id = '0c0c0c0c-0000-4000-8000-0000000000ff'")]
    [InlineData("uploaded_at = 1000")]
    public async Task Contents_that_Kontur_has_dropped_are_given_again_by_themselves(string lost)
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var before = (await DocumentsAsync(draftId))[0];
        await ExecuteAsync($"UPDATE draft_document SET {lost} WHERE id = @Id", new { before.Id });

        await CheckAsync(actor, draftId);

        var after = (await DocumentsAsync(draftId))[0];
        Assert.Equal((before.Id, before.Sha256, null), (after.Id, after.Sha256, after.MissingAt));
        Assert.NotEqual(before.ContentId, after.ContentId);
        Assert.True(after.UploadedAt > DateTimeOffset.UnixEpoch.AddYears(10));
    }

    [Fact]
    public async Task A_file_that_nobody_has_any_more_is_asked_for_and_only_the_same_bytes_are_taken_silently()
    {
        var actor = await fixture.InAsync("director", Account);
        var report = Report.Good.Edit("04621bd7", "0000aaaa");
        var draftId = await fixture.UploadAsync(actor, Account, report);
        var lost = (await DocumentsAsync(draftId))[0];
        await ExecuteAsync("UPDATE draft_document SET uploaded_at = 1000 WHERE id = @Id", new { lost.Id });
        fixture.Get<FileStore>().Remove(lost.Sha256);

        Assert.Equal(CheckOutcome.Started, await fixture.CheckAsync(actor, Account, draftId));
        var view = await fixture.ReachAsync(actor, Account, draftId, DraftState.Editing);
        Assert.StartsWith($"Файл «{report.FileName}» нужен ещё раз", view.Draft.Problem, StringComparison.Ordinal);
        Assert.NotNull(view.Documents[0].MissingAt);
        await using var tab = await fixture.TabAsync("director");
        PortalBunit.Shows(Show(tab, draftId), "Нажмите «Выбрать снова».");

        Assert.Equal(AddOutcome.Same, await AddAsync(actor, draftId, "переименован.xml", report.Bytes, lost.Id));
        var back = (await DocumentsAsync(draftId))[0];
        Assert.Equal((lost.Id, lost.FileName, null), (back.Id, back.FileName, back.MissingAt));
        await CheckAsync(actor, draftId);
        Assert.Equal(AddOutcome.Replaced, await AddAsync(actor, draftId, report.FileName, report.Edit("НомКорр=\"0\"", "НомКорр=\"4\"").Bytes, lost.Id));
        Assert.Equal(DraftState.Editing, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);
    }

    [Fact]
    public async Task A_print_form_is_made_once_the_report_was_checked_and_kept_here()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var (print, document) = (fixture.Get<PrintDocument>(), (await DocumentsAsync(draftId))[0]);
        Assert.Equal(PrintOutcome.NotPlaced, await print.RunAsync(actor, draftId, document.Id, cancellationToken: Stop));
        await CheckAsync(actor, draftId);

        Assert.Equal(PrintOutcome.Started, await print.RunAsync(actor, draftId, document.Id, cancellationToken: Stop));
        var draft = (await fixture.ReadAsync(actor, Account, draftId)).Draft;
        var form = await Eventually.GetAsync(
            async () => await fixture.Get<PrintFormStore>().FindAsync(draft.LinkId, draftId, document.Id, Stop) is { State: PrintState.Ready } ready ? ready : null,
            "the print form is there", cancellationToken: Stop);
        Assert.Equal(PrintOutcome.Ready, await print.RunAsync(actor, draftId, document.Id, cancellationToken: Stop));

        await using var pdf = await fixture.Get<OpenPrintForm>().RunAsync(actor, draftId, document.Id, Stop);
        var head = new byte[5];
        await pdf!.ReadExactlyAsync(head, Stop);
        Assert.Equal("%PDF-"u8.ToArray(), head);
        Assert.True(form.Size > 500);
        var accountant = await fixture.InAsync("accountant", Account);
        Assert.Null(await fixture.Get<OpenPrintForm>().RunAsync(accountant, draftId, document.Id, Stop));
    }

    [Fact]
    public async Task What_has_no_print_form_is_said_so_and_a_failure_can_be_repeated()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var document = (await DocumentsAsync(draftId))[0];
        await CheckAsync(actor, draftId);
        await using var tab = await fixture.TabAsync("director");
        await fixture.Outside.FaultAsync("/print", verb: "GET", status: 503, times: 20);
        var screen = Show(tab, draftId);
        await PrintAsync(screen, document);
        PortalBunit.Shows(screen, "Повторить");
        await fixture.Outside.NoFaultsAsync();

        await PortalBunit.PressAsync(screen, "Повторить");
        PortalBunit.Shows(screen, "Открыть для печати");
        Assert.Contains($"/documents/{document.Id}/print?v=", screen.FindAll(".links a")[0].GetAttribute("href"), StringComparison.Ordinal);
        var viewer = screen.FindComponent<Portal.Ui.PdfViewer>();
        PortalBunit.Shows(screen, "Открываем документ…");
        await viewer.InvokeAsync(() => viewer.Instance.Loaded(3));
        PortalBunit.Shows(screen, "Страница 1 из 3");
        await PortalBunit.PressAsync(screen, "Вперёд");
        PortalBunit.Shows(screen, "Страница 2 из 3");
        await viewer.InvokeAsync(() => viewer.Instance.Failed("broken"));
        PortalBunit.Shows(screen, "Документ не удалось показать. Скачайте его и откройте на компьютере.");
        await PortalBunit.PressAsync(screen, "Закрыть");
        PortalBunit.Hides(screen, "Открыть для печати");

        await AddAsync(actor, draftId, "таблица.xml", "<Книга>не XML"u8.ToArray());
        await CheckAsync(actor, draftId);
        var odd = (await DocumentsAsync(draftId))[1];
        await PrintAsync(screen, odd);
        PortalBunit.Shows(screen, "У этого файла нет печатной формы");
    }

    [Fact]
    public async Task The_panel_puts_files_in_order_and_removes_them()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        await AddAsync(actor, draftId, "первое.pdf", [.. Pdf, 11]);
        await AddAsync(actor, draftId, "второе.pdf", [.. Pdf, 12]);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, draftId);
        PortalBunit.Shows(screen, "Приложение: Документ PDF");

        await PressAsync(screen, "Ниже: первое.pdf");
        PortalBunit.Shows(screen, "первое.pdf: место 2 из 2");
        Assert.Equal([Report.Good.FileName, "второе.pdf", "первое.pdf"], screen.FindAll(".files .name").Select(name => name.TextContent));
        Assert.True(screen.Find("button[aria-label='Ниже: первое.pdf']").HasAttribute("disabled"));
        await PressAsync(screen, "Убрать второе.pdf");
        PortalBunit.Shows(screen, "второе.pdf убран из отчёта");
        Assert.Equal([Report.Good.FileName, "первое.pdf"], screen.FindAll(".files .name").Select(name => name.TextContent));
        Assert.Empty(screen.FindAll(".order"));

        await PressAsync(screen, "Заменить первое.pdf");
        Assert.Contains(screen.FindComponents<Portal.Ui.FileDrop>(), one => one.Instance.Url.Contains("replaces=", StringComparison.Ordinal));
        await AddAsync(actor, draftId, "третье.pdf", [.. Pdf, 13], (await DocumentsAsync(draftId))[1].Id);
        PortalBunit.Shows(screen, "третье.pdf");
        PortalBunit.Shows(screen, "заменён другим файлом. Проверьте отчёт заново.");
    }

    [Fact]
    public async Task A_protocol_shows_its_places_in_the_file_folds_what_is_equal_and_is_bounded()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.CheckedAsync(actor, Account);
        var document = (await DocumentsAsync(draftId))[0];
        List<CheckFinding> findings =
        [
            .. Enumerable.Range(0, 3).Select(_ => new CheckFinding(document.Id, false, "Одно и то же", "Файл/Документ/КНД", "77")),
            new(document.Id, true, "Не заполнен ОКПО", "Файл/Документ/СвНП/НетТакого", "1"),
            new(null, true, "Нет получателя", "recipient", "2"),
            .. Enumerable.Range(0, 120).Select(number => new CheckFinding(document.Id, false, $"Предупреждение {number}", "где-то там", "3")),
        ];
        await fixture.Get<DraftStore>().MoveAsync(draftId, [DraftState.Checked], DraftState.CheckFailed, protocol: new CheckProtocol(findings), cancellationToken: Stop);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, draftId);

        PortalBunit.Shows(screen, "С ошибками отчёт не примут, поэтому подписать его нельзя.");
        PortalBunit.Shows(screen, "Встречается 3 раза. Код 77");
        PortalBunit.Shows(screen, "Самого значения в файле нет, оно должно быть здесь:");
        screen.WaitForAssertion(() => Assert.Contains("КНД=\"0710099\"", screen.FindAll("pre mark").Select(mark => mark.TextContent)), Eventually.DefaultTimeout);
        Assert.Contains("<СвНП", screen.Find("pre mark").TextContent, StringComparison.Ordinal);
        Assert.Equal(100, screen.FindAll(".finding").Count);
        PortalBunit.Shows(screen, "Ещё 23 замечания — в полном протоколе.");

        var table = System.Text.Encoding.UTF8.GetString((await fixture.Get<ExportProtocol>().RunAsync(actor, draftId, Stop))!);
        Assert.Equal(findings.Count + 1, table.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains($"{document.FileName};Ошибка;Не заполнен ОКПО;Файл/Документ/СвНП/НетТакого;1", table, StringComparison.Ordinal);
    }

    private static async Task RefusedAsync(string sentence, Func<Task> upload) =>
        Assert.Contains(sentence, (await Assert.ThrowsAsync<ReportFileException>(upload)).Message, StringComparison.Ordinal);

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, string draftId) =>
        tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));

    private static Task PressAsync(IRenderedComponent<IComponent> screen, string label) => PortalBunit.ActAsync(
        screen, () => screen.FindAll("button:not([disabled])").FirstOrDefault(button => button.GetAttribute("aria-label") == label), button => button.ClickAsync());

    private static Task PrintAsync(IRenderedComponent<IComponent> screen, DraftDocument document) => PressAsync(screen, $"Печатная форма: {document.FileName}");

    private Task<AddOutcome> AddAsync(Actor actor, string draftId, string name, byte[] bytes, string? replaces = null) =>
        fixture.Get<AddDocument>().RunAsync(actor, Account, draftId, replaces, name, new MemoryStream(bytes), bytes.Length, Stop);

    private async Task CheckAsync(Actor actor, string draftId)
    {
        Assert.Equal(CheckOutcome.Started, await fixture.CheckAsync(actor, Account, draftId));
        await fixture.ReachAsync(actor, Account, draftId, DraftState.Checked, DraftState.CheckFailed);
    }

    private Task<IReadOnlyList<DraftDocument>> DocumentsAsync(string draftId) => fixture.Get<DraftStore>().DocumentsAsync(draftId, Stop);

    private async Task<IEnumerable<string>> AtKonturAsync(string draftId)
    {
        var draft = (await fixture.Get<DraftStore>().FindForJobAsync(draftId, Stop))!;
        var wire = await fixture.Get<IExternDraftsApi>().GetAsync(Acting.SessionOf(draft.LinkId), Guid.Parse(draft.AccountId), Guid.Parse(draft.KonturDraftId!), Stop);
        return wire.Documents.Select(link => link.Href!.Split('/')[^1]).Order();
    }

    private async Task ExecuteAsync(string sql, object values)
    {
        await using var db = await fixture.Get<Database>().OpenAsync(Stop);
        Assert.Equal(1, await db.ExecuteAsync(sql, values));
    }
}

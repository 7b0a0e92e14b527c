using System.Text;
using Portal.Access;
using Portal.Features.Drafts;
using Portal.Features.Drafts.List;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>Files that are dropped: what is read from a good one, and what is said of a bad one.</summary>
public sealed class UploadReportTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private const string Root = "<?xml version=\"1.0\" encoding=\"windows-1251\"?>";

    public static TheoryData<string, string, string> Bad => new()
    {
        { "отчёт.pdf", "%PDF-1.7", "Отчёт — это файл XML из бухгалтерской программы. Файл «отчёт.pdf» другого вида." },
        { "отчёт.xml.exe", "MZ", "Файл «отчёт.xml.exe» другого вида." },
        { "пустой.xml", "", "Файл «пустой.xml» пуст." },
        { "текст.xml", "Это не XML", "Файл не похож на XML. Выгрузите отчёт из бухгалтерской программы ещё раз." },
        { "битый.xml", Root + "\n<Файл ИдФайл=\"X\">\n  <Документ>\n</Файл>", "Файл повреждён: ошибка XML в строке 4, позиция 3. Выгрузите отчёт ещё раз." },
        { "обрыв.xml", Root + "\n<Файл ИдФайл=\"X\">\n  <Докум", "Файл повреждён: ошибка XML в строке 3" },
        { "чужой.xml", Root + "<Invoice Id=\"1\"><Line/></Invoice>", "Это не отчёт для налоговой, СФР или Росстата: портал не узнал вид файла по его началу." },
        { "без-ид.xml", Root + "<Файл ВерсФорм=\"5.07\"><Документ КНД=\"0710099\"/></Файл>", "Это не отчёт для налоговой: у файла нет идентификатора (ИдФайл)." },
        { "a/b.xml", Root + "<Файл/>", "В имени файла есть знаки, которых там быть не должно." },
        { "ON_DOV_1.xml", Root + "<Файл ИдФайл=\"ON_DOV_1\"/>", "Это доверенность. Сначала загрузите отчёт" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_file_is_refused_in_a_sentence_and_leaves_no_draft(string name, string text, string sentence)
    {
        var actor = await fixture.InAsync("director", Account);
        var drafts = fixture.Get<DraftListStore>();
        var link = (await fixture.Get<Acting>().LinkOfAsync(actor, TestContext.Current.CancellationToken)).Id;
        var before = (await drafts.PageAsync(link, Account, new DraftFilter(), 0, 1, TestContext.Current.CancellationToken)).Total;

        var refusal = await Assert.ThrowsAsync<ReportFileException>(() => fixture.UploadAsync(actor, Account, Report.Of(name, text)));

        Assert.Contains(sentence, refusal.Message, StringComparison.Ordinal);
        Assert.Equal(before, (await drafts.PageAsync(link, Account, new DraftFilter(), 0, 1, TestContext.Current.CancellationToken)).Total);
    }

    [Fact]
    public async Task A_DTD_is_refused_before_any_entity_is_expanded()
    {
        var actor = await fixture.InAsync("director", Account);
        var secret = Path.Combine(fixture.Outside.SandboxFolder, "api-key");
        var report = Report.Of("dtd.xml", $"{Root}\n<!DOCTYPE Файл [<!ENTITY x SYSTEM \"file://{secret}\">]>\n<Файл ИдФайл=\"NO_X_0087_0087_6676130154667601001_20241024_1\"><Документ КНД=\"&x;\"/></Файл>");

        var refusal = await Assert.ThrowsAsync<ReportFileException>(() => fixture.UploadAsync(actor, Account, report));

        Assert.StartsWith("В файле есть объявление DOCTYPE (DTD), которого в отчёте быть не должно.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_good_file_in_windows_1251_is_read_with_names_from_the_handbooks()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var view = await fixture.ReadAsync(actor, Account, draftId);

        var facts = view.Draft.Facts;
        Assert.Equal(("Тестовая", "6676130154", "667601001", "0087"), (facts.PayerName, facts.Inn, facts.Kpp, facts.FinalInspection));
        Assert.Equal("Тестовая инспекция 0087 (принимает всё)", facts.InspectionName);
        Assert.Equal(("0710099", "2024", "Первичный", "Иванов Иван Иванович"), (facts.Knd, facts.Year, facts.CorrectionInWords, facts.Signer));
        Assert.NotNull(facts.FormName);
        Assert.Empty(view.Differences);
        var document = Assert.Single(view.Documents);
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Report.Good.Bytes)), document.Sha256);
        Assert.Equal(Report.Good.Bytes.Length, document.Size);
    }

    [Fact]
    public async Task A_report_of_another_payer_blocks_and_offers_the_organisation_that_fits()
    {
        var actor = await fixture.InAsync("director", PortalFixture.Wind);
        await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, PortalFixture.Wind, Report.Good);
        var view = await fixture.ReadAsync(actor, PortalFixture.Wind, draftId);

        var difference = Assert.Single(view.Differences);
        Assert.True(difference.Blocks);
        Assert.Equal("Отчёт составлен за ИНН 6676130154, а в открытой учётной записи такой организации нет. Выберите другую учётную запись или другой файл.", difference.Sentence);
        Assert.Equal([Account], view.OtherAccounts.Select(account => account.AccountId));

        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(PortalFixture.Wind)), (nameof(ReportPage.DraftId), draftId));
        PortalBunit.Shows(screen, difference.Sentence);
        PortalBunit.Shows(screen, "Перейти в «Тестовая»");
    }

    [Fact]
    public async Task An_INN_of_zeros_is_called_wrong()
    {
        var actor = await fixture.InAsync("director", Account);
        var view = await fixture.ReadAsync(actor, Account, await fixture.UploadAsync(actor, Account, Report.OfZeros));

        Assert.Contains(view.Differences, difference => difference is { Blocks: true, Fact: "Плательщик" } && difference.Sentence.Contains("ИНН 0000000000 в файле неверен", StringComparison.Ordinal));
        Assert.Contains(view.Differences, difference => difference is { Blocks: false, Fact: "Файл" });
    }

    [Fact]
    public async Task An_inspection_that_is_in_no_handbook_blocks()
    {
        var actor = await fixture.InAsync("director", Account);
        var view = await fixture.ReadAsync(actor, Account, await fixture.UploadAsync(actor, Account, Report.Good.Edit("_0087_0087_", "_0000_0000_")));

        var difference = Assert.Single(view.Differences);
        Assert.True(difference.Blocks);
        Assert.StartsWith("Инспекции с кодом 0000 нет в справочнике.", difference.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_renamed_file_is_warned_about_and_its_check_names_it()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good.Named("Баланс за год.xml"));
        var view = await fixture.ReadAsync(actor, Account, draftId);
        var difference = Assert.Single(view.Differences);
        Assert.False(difference.Blocks);
        Assert.StartsWith("Имя файла не совпадает с идентификатором внутри него (ИдФайл)", difference.Sentence, StringComparison.Ordinal);

        await fixture.CheckAsync(actor, Account, draftId);
        var failed = await fixture.ReachAsync(actor, Account, draftId, DraftState.CheckFailed);
        Assert.Contains(failed.Draft.CheckResult!.Findings, finding => finding.IsError && finding.Text.StartsWith("Имя файла не совпадает с ИдФайл", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_warrant_stands_beside_the_report_and_another_report_takes_its_place()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.CheckedAsync(actor, Account);
        Assert.Equal(AddOutcome.Added, await fixture.AddAsync(actor, Account, draftId, Report.Warrant));

        var view = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal([DocumentKind.Report, DocumentKind.Warrant], view.Documents.Select(document => document.Kind));
        Assert.Equal((DraftState.Editing, "0710099"), (view.Draft.State, view.Draft.Facts.Knd));
        Assert.Null(view.Draft.CheckResult);

        var correction = Report.Good.Edit("НомКорр=\"0\"", "НомКорр=\"2\"");
        Assert.Equal(AddOutcome.Replaced, await fixture.AddAsync(actor, Account, draftId, correction));
        view = await fixture.ReadAsync(actor, Account, draftId);
        Assert.Equal(2, view.Documents.Count);
        Assert.Equal("Корректировка № 2", view.Draft.Facts.CorrectionInWords);
    }

    [Fact]
    public async Task A_file_of_an_account_of_another_person_is_refused()
    {
        var accountant = await fixture.InAsync("accountant", Account);

        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.UploadAsync(accountant, PortalFixture.Wind, Report.Good));
        var director = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(director, Account, Report.Good);
        await Assert.ThrowsAsync<AccessDeniedException>(() => fixture.AddAsync(accountant, Account, draftId, Report.Warrant));
        await Assert.ThrowsAsync<NotLinkedException>(async () => await fixture.UploadAsync(await fixture.Portal.ActorAsync("newcomer"), Account, Report.Good));
    }

    [Fact]
    public async Task A_report_in_UTF_8_is_read_as_well()
    {
        var actor = await fixture.InAsync("director", Account);
        var text = CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(Report.Good.Bytes).Replace("windows-1251", "UTF-8", StringComparison.Ordinal);

        var draftId = await fixture.UploadAsync(actor, Account, new Report(Report.Good.FileName, [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)]));

        Assert.Equal("Тестовая", (await fixture.ReadAsync(actor, Account, draftId)).Draft.Facts.PayerName);
    }
}

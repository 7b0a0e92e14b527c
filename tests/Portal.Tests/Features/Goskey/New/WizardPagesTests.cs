using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Goskey;
using Portal.Features.Goskey.New;
using Portal.Shell;
using Portal.Tests.Fixtures;
using Portal.Ui;

namespace Portal.Tests.Features.Goskey.New;

/// <summary>The wizard's steps, click by click: empty, filled, wrong, for a list, in two tabs.</summary>
public sealed class WizardPagesTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private readonly WizardRig rig = new(fixture);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_new_package_begins_with_its_first_step_and_who_may_not_send_reads_what_to_ask_for()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<NewPackagePage>();
        screen.WaitForAssertion(() => Assert.Matches("^goskey/[0-9a-f-]{36}/recipient$", tab.Address));

        await using var stranger = await fixture.TabAsync("newcomer");
        PortalBunit.Shows(stranger.Open<NewPackagePage>(), "Вам пока не от кого отправлять");
        Assert.Equal("", stranger.Address);
    }

    [Fact]
    public async Task The_first_step_complains_beside_each_field_and_saves_when_all_is_right()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.BeginAsync(tab.Actor);
        var screen = tab.Open<RecipientPage>((nameof(RecipientPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Вы отправляете как руководитель");
        Assert.DoesNotContain(screen.FindAll("input[name=kind]"), radio => radio.HasAttribute("checked"));

        await PortalBunit.PressAsync(screen, "Дальше: документы");
        foreach (var complaint in new[] { "Не указано имя", "Укажите СНИЛС", "Выберите, какой подписью подписать", "Без согласия человека отправлять нельзя" })
        {
            PortalBunit.Shows(screen, complaint);
        }

        await TypeAsync(screen, "name", "Петров Пётр");
        await TypeAsync(screen, "snils", "112 233 445 96");
        await screen.Find("#snils").BlurAsync(new());
        PortalBunit.Shows(screen, "контрольное число");
        await TypeAsync(screen, "snils", "11223344595");
        await screen.Find("#snils").BlurAsync(new());
        Assert.Equal("112-233-445 95", screen.Find("#snils").GetAttribute("value"));
        PortalBunit.Hides(screen, "контрольное число");
        await TypeAsync(screen, "email", "petr@");
        await screen.Find("#email").BlurAsync(new());
        PortalBunit.Shows(screen, "Адрес почты пишется так");
        await TypeAsync(screen, "email", "");
        await ChangeAsync(screen, "input[name=kind][value=Unep]", "Unep");
        await ChangeAsync(screen, "#consent", true);
        await ChangeAsync(screen, "#remember", true);
        await PortalBunit.PressAsync(screen, "Дальше: документы");

        tab.Goes(screen, PortalUrls.GoskeyDocuments(id));
        Assert.Equal(("Петров Пётр", SignatureKind.Unep), ((await rig.OpenAsync(tab.Actor, id)).Package.RecipientName, (await rig.OpenAsync(tab.Actor, id)).Package.SignatureKind));

        // Opened again by its link it shows the SNILS by its last digits alone.
        var again = tab.Open<RecipientPage>((nameof(RecipientPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(again, "Показаны последние цифры");
        Assert.Equal("***-***-445 95", again.Find("#snils").GetAttribute("placeholder"));
        Assert.DoesNotContain("112-233-445", again.Markup, StringComparison.Ordinal);
        await PortalBunit.PressAsync(again, "Дальше: документы");
        tab.Goes(again, PortalUrls.GoskeyDocuments(id));
    }

    [Fact]
    public async Task A_remembered_recipient_is_searched_picked_and_forgotten()
    {
        await using var tab = await fixture.TabAsync("accountant");
        var first = await rig.BeginAsync(tab.Actor);
        var input = await rig.InputAsync(tab.Actor) with { Name = "Находкина Нина", Remember = true };
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipient>().RunAsync(tab.Actor, first, input, Stop));
        var id = await rig.BeginAsync(tab.Actor);
        var screen = tab.Open<RecipientPage>((nameof(RecipientPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Вы отправляете как сотрудник, доверенность до");

        await screen.Find("#known-search").InputAsync(new ChangeEventArgs { Value = "нетакой" });
        PortalBunit.Shows(screen, "Никого с таким именем");
        await screen.Find("#known-search").InputAsync(new ChangeEventArgs { Value = "находк" });
        await PortalBunit.PressAsync(screen, "Выбрать");
        Assert.Equal("Находкина Нина", screen.Find("#name").GetAttribute("value"));
        await ChangeAsync(screen, "input[name=kind][value=Ukep]", "Ukep");
        await ChangeAsync(screen, "#consent", true);
        await PortalBunit.PressAsync(screen, "Дальше: документы");
        tab.Goes(screen, PortalUrls.GoskeyDocuments(id));
        Assert.Equal("***-***-445 95", (await rig.OpenAsync(tab.Actor, id)).MaskedSnils);

        await PortalBunit.PressAsync(screen, "Забыть");
        PortalBunit.Shows(screen, "Никого с таким именем");
    }

    [Fact]
    public async Task A_list_shows_what_is_right_and_wrong_of_a_file_before_it_is_taken()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.BeginAsync(tab.Actor);
        tab.Go(PortalUrls.GoskeyRecipient(id, toList: true));
        var screen = tab.Open<RecipientPage>((nameof(RecipientPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Каждый получит свой пакет");
        await PortalBunit.PressAsync(screen, "Дальше: документы");
        PortalBunit.Shows(screen, "Добавьте в список хотя бы одного человека");

        await rig.ReadAsync(tab.Actor, id, "Пётр;112-233-445 95\nАнна;990-000-001 53\nОшибка;112-233-445 96");
        PortalBunit.Shows(screen, "Строк с ошибками: 1");
        PortalBunit.Shows(screen, "контрольное число");
        await PortalBunit.PressAsync(screen, "Добавить в список: 2 человека");
        PortalBunit.Shows(screen, "Добавлено: 2 человека.");
        PortalBunit.Shows(screen, "***-***-001 53");
        Assert.DoesNotContain("990-000-001", screen.Markup, StringComparison.Ordinal);

        await PortalBunit.ActAsync(screen, () => screen.FindAll("button[aria-label='Убрать: Анна']").FirstOrDefault(), button => button.ClickAsync());
        PortalBunit.Hides(screen, "***-***-001 53");
        await ChangeAsync(screen, "input[name=kind][value=Unep]", "Unep");
        await ChangeAsync(screen, "#consent", true);
        await PortalBunit.PressAsync(screen, "Дальше: документы");
        tab.Goes(screen, PortalUrls.GoskeyDocuments(id));
    }

    [Fact]
    public async Task Documents_are_named_ordered_and_removed_and_another_tab_shows_it()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.BeginAsync(tab.Actor);
        var screen = tab.Open<DocumentsPage>((nameof(DocumentsPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Документов пока нет");
        await PortalBunit.PressAsync(screen, "Дальше: проверка");
        PortalBunit.Shows(screen, "Добавьте хотя бы один документ");
        PortalBunit.Shows(screen, "Укажите, что подписывают");

        await rig.AddAsync(tab.Actor, id, "Договор.pdf", WizardRig.Pdf("1"));
        await rig.AddAsync(tab.Actor, id, "Акт.pdf", WizardRig.Pdf("2"));
        PortalBunit.Shows(screen, "В архиве: Dogovor.pdf");
        PortalBunit.Shows(screen, "Документов 2 из 15");
        await PressLabelAsync(screen, "Ниже: Договор.pdf");
        screen.WaitForAssertion(() => Assert.Equal(["Акт.pdf", "Договор.pdf"], screen.FindAll(".files .name").Select(name => name.TextContent)));

        await PressLabelAsync(screen, "Изменить: Договор.pdf");
        var document = (await rig.OpenAsync(tab.Actor, id)).Documents[1];
        await TypeAsync(screen, $"name-{document.Id}", "АКТ");
        await TypeAsync(screen, $"about-{document.Id}", "О складе");
        await PortalBunit.PressAsync(screen, "Сохранить");
        PortalBunit.Shows(screen, "Документ с таким именем уже есть");
        await TypeAsync(screen, $"name-{document.Id}", "Аренда");
        await PortalBunit.PressAsync(screen, "Сохранить");
        PortalBunit.Shows(screen, "В архиве: Arenda.pdf");
        Assert.Equal("О складе", (await rig.OpenAsync(tab.Actor, id)).Documents[1].Description);

        await PressLabelAsync(screen, "Убрать: Акт.pdf");
        PortalBunit.Hides(screen, "В архиве: Akt.pdf");
        await TypeAsync(screen, "title", new string('я', 251));
        await screen.Find("#title").BlurAsync(new());
        PortalBunit.Shows(screen, "длиннее 250 знаков");
        await TypeAsync(screen, "title", "Договор аренды");
        await PortalBunit.PressAsync(screen, "Дальше: проверка");
        tab.Goes(screen, PortalUrls.GoskeyReview(id));
        Assert.Equal("Договор аренды", (await rig.OpenAsync(tab.Actor, id)).Package.Title);
    }

    [Fact]
    public async Task What_is_being_typed_stays_while_another_tab_changes_the_documents()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.BeginAsync(tab.Actor);
        var screen = tab.Open<DocumentsPage>((nameof(DocumentsPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Документов пока нет");
        await TypeAsync(screen, "title", "Недопис");

        await rig.AddAsync(tab.Actor, id, "Акт.pdf", WizardRig.Pdf("2"));

        PortalBunit.Shows(screen, "В архиве: Akt.pdf");
        Assert.Equal("Недопис", screen.Find("#title").GetAttribute("value"));
        await PortalBunit.PressAsync(screen, "Дальше: проверка");
        tab.Goes(screen, PortalUrls.GoskeyReview(id));
        Assert.Equal("Недопис", (await rig.OpenAsync(tab.Actor, id)).Package.Title);
    }

    [Fact]
    public async Task A_refused_file_stays_in_the_list_with_its_reason_and_a_taken_one_leaves_it()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.BeginAsync(tab.Actor);
        var screen = tab.Open<DocumentsPage>((nameof(DocumentsPage.Id), Guid.Parse(id)));
        PortalBunit.Shows(screen, "Документов пока нет");
        var drop = screen.FindComponent<FileDrop>();
        await drop.InvokeAsync(() => drop.Instance.Queued([new UploadRow(1, "плохой.pdf", 10), new UploadRow(2, "хороший.pdf", 10)]));
        await drop.InvokeAsync(() => drop.Instance.FailedAsync(1, 422, """{"detail":"«плохой.pdf» не добавлен. Внутри не PDF, а GIF."}"""));
        await rig.AddAsync(tab.Actor, id, "хороший.pdf", WizardRig.Pdf("good"));
        await drop.InvokeAsync(() => drop.Instance.UploadedAsync(2, "{}"));

        PortalBunit.Shows(screen, "Внутри не PDF, а GIF.");
        screen.WaitForAssertion(() => Assert.Equal(["плохой.pdf"], screen.FindAll(".chosen .name > span:first-child").Select(name => name.TextContent)));
        PortalBunit.Shows(screen, "В архиве: khoroshii.pdf");
    }

    [Fact]
    public async Task The_review_shows_what_the_person_will_see_and_sends_or_says_why_not()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.WholeAsync(tab.Actor);
        var screen = tab.Open<ReviewPage>((nameof(ReviewPage.Id), Guid.Parse(id)));

        foreach (var words in new[] { "Договор аренды № 15", "Договор.pdf", "Квалифицированная подпись (УКЭП)", "СНИЛС ***-***-445 95", "24 часа с момента отправки", "Отозвать отправленное нельзя", "сертификат до" })
        {
            PortalBunit.Shows(screen, words);
        }

        Assert.True(PortalBunit.Offers(screen, "Отправить на подпись"));
        Assert.DoesNotContain("112-233-445", screen.Markup, StringComparison.Ordinal);

        var empty = await rig.BeginAsync(tab.Actor);
        var wrong = tab.Open<ReviewPage>((nameof(ReviewPage.Id), Guid.Parse(empty)));
        PortalBunit.Shows(wrong, "Отправить пока нельзя");
        Assert.False(PortalBunit.Offers(wrong, "Отправить на подпись"));
        Assert.Contains(wrong.FindAll(".concerns a"), link => link.GetAttribute("href") == PortalUrls.GoskeyDocuments(empty));
        Assert.Contains(wrong.FindAll(".concerns a"), link => link.GetAttribute("href") == PortalUrls.GoskeyRecipient(empty));
    }

    [Fact]
    public async Task The_review_of_a_list_counts_the_packages_and_the_time_of_the_queue()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.WholeAsync(tab.Actor);
        await rig.ReadAsync(tab.Actor, id, WizardRig.People(41));
        await fixture.Get<ChangeRecipientList>().RunAsync(tab.Actor, id, new ListChange.TakeFile(), Stop);
        var sender = (await rig.OpenAsync(tab.Actor, id)).Package.SenderId;
        Assert.IsType<StepOutcome.Saved>(await fixture.Get<SaveRecipientList>().RunAsync(
            tab.Actor, id, new ListInput { SenderId = sender, Kind = SignatureKind.Unep, Consented = true }, Stop));

        var screen = tab.Open<ReviewPage>((nameof(ReviewPage.Id), Guid.Parse(id)));

        PortalBunit.Shows(screen, "41 человек, каждому свой пакет");
        PortalBunit.Shows(screen, "последний уйдёт не раньше чем через 20 минут");
        Assert.True(PortalBunit.Offers(screen, "Отправить 41 пакет"));
    }

    [Fact]
    public async Task A_discarded_draft_and_another_persons_say_that_there_is_none()
    {
        await using var tab = await fixture.TabAsync("director");
        var id = await rig.WholeAsync(tab.Actor);
        await using var colleague = await fixture.TabAsync("accountant");
        PortalBunit.Shows(colleague.Open<RecipientPage>((nameof(RecipientPage.Id), Guid.Parse(id))), "Этого черновика больше нет");
        var screen = tab.Open<DocumentsPage>((nameof(DocumentsPage.Id), Guid.Parse(id)));

        var asked = PortalBunit.PressAsync(screen, "Удалить черновик");
        await PortalBunit.ActAsync(screen, () => screen.FindAll(".mud-dialog button").FirstOrDefault(one => one.TextContent.Trim() == "Удалить черновик"), button => button.ClickAsync());
        await asked;

        tab.Goes(screen, PortalUrls.Goskey);
        Assert.Null(await fixture.Get<OpenDraft>().RunAsync(tab.Actor, id, Stop));
    }

    private static Task TypeAsync(IRenderedComponent<IComponent> screen, string field, string text) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll($"[id='{field}']").FirstOrDefault(), found => found.InputAsync(new ChangeEventArgs { Value = text }));

    private static Task ChangeAsync(IRenderedComponent<IComponent> screen, string selector, object value) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll(selector).FirstOrDefault(), found => found.ChangeAsync(new ChangeEventArgs { Value = value }));

    private static Task PressLabelAsync(IRenderedComponent<IComponent> screen, string label) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll("button:not([disabled])").FirstOrDefault(button => button.GetAttribute("aria-label") == label), (IElement button) => button.ClickAsync());
}

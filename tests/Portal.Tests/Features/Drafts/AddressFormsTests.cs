using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Drafts;
using Portal.Shell;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>The forms of a letter, of a request and of «Кому и от кого»: what is refused is said beside its field, and nothing typed is lost.</summary>
public sealed class AddressFormsTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;

    [Fact]
    public async Task A_letter_says_of_every_field_what_is_wrong_and_keeps_what_was_typed()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Open<NewLetterPage>(tab);
        await PortalBunit.PressAsync(screen, "Продолжить");
        Assert.Equal(("Выберите, кому отправляете", "Укажите тему письма"), (Error(screen, "authority"), Error(screen, "subject")));
        Assert.StartsWith("Напишите текст письма.", Error(screen, "text"), StringComparison.Ordinal);

        await ChooseAsync(screen, "input[name=authority][value=Rosstat]");
        await TypeAsync(screen, "code", "77");
        await TypeAsync(screen, "okpo", "123");
        await TypeAsync(screen, "subject", "О форме П-4");
        await TypeAsync(screen, "text", "Просим пояснить.");
        await PortalBunit.PressAsync(screen, "Продолжить");
        Assert.Equal(("Это 4 цифры через дефис, например 77-01", "В ОКПО 8, 10 или 14 цифр"), (Error(screen, "code"), Error(screen, "okpo")));

        await TypeAsync(screen, "code", "99-98");
        await TypeAsync(screen, "okpo", "12345678");
        await PortalBunit.PressAsync(screen, "Продолжить");
        screen.WaitForAssertion(() => Assert.StartsWith("Такого кода нет в справочнике", Error(screen, "code"), StringComparison.Ordinal));
        Assert.Equal(("О форме П-4", "Просим пояснить."), (Typed(screen, "subject"), Typed(screen, "text")));

        await TypeAsync(screen, "code", "00-87");
        await PortalBunit.PressAsync(screen, "Продолжить");
        screen.WaitForAssertion(() => Assert.Matches("^a/[^/]+/reports/[0-9a-f-]{36}$", tab.Address), Portal.Testing.Eventually.DefaultTimeout);
    }

    [Fact]
    public async Task A_letter_survives_an_outage_with_everything_typed()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Open<NewLetterPage>(tab);
        await ChooseAsync(screen, "input[name=authority][value=Tax]");
        await TypeAsync(screen, "code", "0087");
        await TypeAsync(screen, "subject", "Тема");
        await TypeAsync(screen, "text", "Текст");
        await fixture.Outside.FaultAsync("/contents$", "POST", status: 400);

        await PortalBunit.PressAsync(screen, "Продолжить");

        PortalBunit.Shows(screen, "Не принято");
        Assert.Equal(("0087", "Тема", "Текст"), (Typed(screen, "code"), Typed(screen, "subject"), Typed(screen, "text")));
        await fixture.Outside.NoFaultsAsync();
    }

    [Fact]
    public async Task A_letter_that_answers_knows_to_whom_it_goes()
    {
        var actor = await fixture.InAsync("director", Account);
        var docflow = await fixture.Outside.IncomingAsync(Account, "stat-cu-letter");
        Assert.NotNull(await fixture.Get<FindAnswered>().RunAsync(actor, Account, docflow, TestContext.Current.CancellationToken));
        await using var tab = await fixture.TabAsync("director");
        tab.Go(PortalUrls.LetterNew(Guid.Parse(Account), docflow));
        var screen = Open<NewLetterPage>(tab);

        PortalBunit.Shows(screen, "Ответ: Письмо Росстата");
        Assert.Equal("00-87", Typed(screen, "code"));
        Assert.Empty(screen.FindAll("input[name=authority]"));
    }

    [Fact]
    public async Task A_request_asks_for_the_time_that_its_kind_is_about()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = Open<NewRequestPage>(tab);
        screen.WaitForAssertion(() => Assert.Equal("Иванов Иван Иванович", Typed(screen, "chief")));
        Assert.NotEmpty(screen.FindAll("#from"));
        await ChooseAsync(screen, "input[name=kind][value=ION3]");
        Assert.Empty(screen.FindAll("#from, #to"));
        await TypeAsync(screen, "year", "2999");
        await TypeAsync(screen, "chief", "Иванов");
        await PortalBunit.PressAsync(screen, "Составить запрос");
        Assert.StartsWith("Укажите год, не позже", Error(screen, "year"), StringComparison.Ordinal);
        Assert.Equal(("Код инспекции — 4 цифры", "Укажите фамилию и имя руководителя"), (Error(screen, "code"), Error(screen, "chief")));

        await ChooseAsync(screen, "input[name=kind][value=ION4]");
        await TypeAsync(screen, "from", "2025-06-01");
        await TypeAsync(screen, "to", "2025-01-01");
        await TypeAsync(screen, "code", "0087");
        await TypeAsync(screen, "chief", "Иванов Иван");
        await PortalBunit.PressAsync(screen, "Составить запрос");
        Assert.Equal("Последний день раньше первого", Error(screen, "to"));
        await TypeAsync(screen, "to", "2025-07-01");
        await PortalBunit.PressAsync(screen, "Составить запрос");
        screen.WaitForAssertion(() => Assert.Matches("^a/[^/]+/reports/[0-9a-f-]{36}$", tab.Address), Portal.Testing.Eventually.DefaultTimeout);
    }

    [Fact]
    public async Task A_report_to_Rosstat_waits_for_its_office_and_takes_a_warrant_with_its_last_day()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, StateFiles.Rosstat);
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));
        PortalBunit.Shows(screen, "Не указано: код органа Росстата.");
        await PortalBunit.PressAsync(screen, "Указать");
        await TypeAsync(screen, "code", "00-87");
        await ChooseAsync(screen, "input[name=warrant][value=MachineReadable]");
        Assert.Empty(screen.FindAll("input[name=warrant][value=Message]"));
        await TypeAsync(screen, "warrant-number", "77-123");
        await TypeAsync(screen, "warrant-ends", "2020-01-31");
        await PortalBunit.PressAsync(screen, "Сохранить");
        Assert.Equal("Эта доверенность уже закончилась", Error(screen, "warrant-ends"));
        Assert.StartsWith("Номер МЧД", Error(screen, "warrant-number"), StringComparison.Ordinal);

        await TypeAsync(screen, "warrant-number", "0d0d0d0d-0000-4000-8000-0000000000b1");
        await TypeAsync(screen, "warrant-ends", "2099-12-31");
        await PortalBunit.PressAsync(screen, "Сохранить");

        PortalBunit.Shows(screen, "МЧД 0d0d0d0d-0000-4000-8000-0000000000b1, до 31.12.2099");
        PortalBunit.Shows(screen, "Тестовый орган Росстата 00-87 (принимает всё)");
        PortalBunit.Hides(screen, "Не указано");
    }

    [Fact]
    public async Task The_page_says_that_a_file_of_the_fund_is_signed_inside_or_that_it_is_not()
    {
        var actor = await fixture.InAsync("director", Account);
        var signed = await fixture.CheckedAsync(actor, Account, StateFiles.Fund);
        var unsigned = await fixture.CheckedAsync(actor, Account, StateFiles.UnsignedFund);
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), unsigned));
        PortalBunit.Shows(screen, "В файле нет подписи.");
        Assert.True(screen.FindAll("button").Single(button => button.TextContent == "Подготовить к отправке").HasAttribute("disabled"));

        screen = tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), signed));
        PortalBunit.Shows(screen, "Подпись уже внутри файла");
        Assert.False(PortalBunit.Offers(screen, "Подписать отчёт"));
        await PortalBunit.PressAsync(screen, "Подготовить к отправке");
        PortalBunit.Shows(screen, "Готов к отправке");
    }

    private static IRenderedComponent<IComponent> Open<TPage>(PortalBunit tab)
        where TPage : IComponent
    {
        var screen = tab.Open<TPage>(("AccountId", Guid.Parse(Account)));
        screen.WaitForAssertion(() => Assert.NotEmpty(screen.FindAll("form")), Portal.Testing.Eventually.DefaultTimeout);
        return screen;
    }

    private static Task TypeAsync(IRenderedComponent<IComponent> screen, string field, string text) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll($"#{field}").FirstOrDefault(), input => input.InputAsync(text));

    private static Task ChooseAsync(IRenderedComponent<IComponent> screen, string selector) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll(selector).FirstOrDefault(), input => input.ChangeAsync(true));

    private static string Error(IRenderedComponent<IComponent> screen, string field) => screen.Find($"#{field}-error").TextContent;

    private static string? Typed(IRenderedComponent<IComponent> screen, string field) => screen.Find($"#{field}").GetAttribute("value");
}

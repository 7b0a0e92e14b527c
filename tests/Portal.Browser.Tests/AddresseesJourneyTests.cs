using System.Text;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Browser.Tests;

/// <summary>Other bodies than the tax service, and what is no report: from the form to the docflow that was accepted, every screen looked at.</summary>
public sealed class AddresseesJourneyTests(BrowserFixture browser, PortalFixture stage) : Journey(browser), IClassFixture<PortalFixture>
{
    private const string Director = "director";

    [Fact]
    public async Task A_report_to_Rosstat_asks_for_its_office_and_is_accepted()
    {
        var (walk, look) = await OpenAsync();
        await walk.DropNewReportAsync(new FilePayload { Name = "0606010_2025.xml", MimeType = "text/xml", Buffer = Encoding.UTF8.GetBytes(
            """<report code="606010" okud="0606010" shortname="П-4" year="2025" period="0401"><title><item name="okpo" value="12345678"/></title></report>""") });
        await Expect(walk.Page.GetByText("Не указано: код органа Росстата.")).ToBeVisibleAsync();
        await Expect(walk.Button("Проверить отчёт")).ToBeDisabledAsync();
        await walk.Button("Указать").ClickAsync();
        await walk.Page.GetByLabel("Код органа Росстата").FillAsync("00");
        await walk.Button("Сохранить").ClickAsync();
        await Expect(walk.Page.Locator("#code-error")).ToHaveTextAsync("Это 4 цифры через дефис, например 77-01");
        await walk.Page.GetByText("Машиночитаемая доверенность (МЧД)").ClickAsync();
        await Expect(walk.Page.GetByLabel("Номер МЧД")).ToBeVisibleAsync();
        await look.AtAsync("60-rosstat-address-form");
        await walk.Page.GetByText("По данным Контура").ClickAsync();
        await walk.Page.GetByLabel("Код органа Росстата").FillAsync("00-87");
        await walk.Button("Сохранить").ClickAsync();
        await Expect(walk.Button("Изменить")).ToBeVisibleAsync();
        await Expect(walk.Page.GetByText("Тестовый орган Росстата 00-87 (принимает всё)")).ToBeVisibleAsync();
        await look.AtAsync("61-rosstat-report");

        await GoAsync(walk, "отчёт");
        await look.AtAsync("62-rosstat-review");
        await walk.SendButton.ClickAsync();
        await walk.SeeSentAsync();
        await walk.SeeStatusAsync("Принят");
        await Expect(walk.Page.GetByText("Росстат принял отчёт", new() { Exact = true })).ToBeVisibleAsync();
        await look.AtAsync("63-rosstat-accepted");
        AssertGood(look);
    }

    [Fact]
    public async Task A_request_to_the_tax_service_is_built_signed_and_answered()
    {
        var (walk, look) = await OpenAsync();
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports/new");
        await walk.Link("Запросить сверку или справку").ClickAsync();
        await Expect(walk.Page.GetByLabel("Фамилия, имя и отчество руководителя")).ToHaveValueAsync("Иванов Иван Иванович");
        await walk.Button("Составить запрос").ClickAsync();
        await Expect(walk.Page.Locator("#code-error")).ToHaveTextAsync("Код инспекции — 4 цифры");
        await look.AtAsync("64-request-form");
        await walk.Page.GetByLabel("Код инспекции").FillAsync("0087");
        await walk.Button("Составить запрос").ClickAsync();
        await Expect(walk.Button("Проверить запрос")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("65-request");

        await GoAsync(walk, "запрос");
        await walk.Button("Отправить запрос").ClickAsync();
        await walk.SeeSentAsync();
        await Expect(walk.Page.GetByText("Инспекция прислала ответ", new() { Exact = true })).ToBeVisibleAsync(new() { Timeout = 60_000 });
        await walk.SeeStatusAsync("Принято");
        await look.AtAsync("66-request-answered");
        AssertGood(look);
    }

    [Fact]
    public async Task A_letter_answers_a_demand_with_a_file()
    {
        var (walk, look) = await OpenAsync();
        var demand = await stage.Outside.IncomingAsync(Walk.Testovaya, "fns534-demand");
        await walk.OpenAsync($"/a/{Walk.Testovaya}/reports/new?answers={demand}");
        await Expect(walk.Page.GetByText("Отчёт станет ответом:")).ToBeVisibleAsync();
        await look.AtAsync("67-report-that-answers");
        await walk.Link("Ответить письмом").ClickAsync();
        await Expect(walk.Page.GetByLabel("Код инспекции")).ToHaveValueAsync("0087");
        await walk.Page.GetByLabel("Тема").FillAsync("Ответ на требование");
        await walk.Page.GetByLabel("Текст письма").FillAsync("Документы во вложении.");
        await look.AtAsync("68-letter-form");
        await walk.Button("Продолжить").ClickAsync();
        await Expect(walk.Button("Проверить письмо")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await look.AtAsync("69-letter");
        AssertGood(look);
    }

    private static async Task GoAsync(Walk walk, string what)
    {
        await walk.Button($"Проверить {what}").ClickAsync();
        await Expect(walk.Button($"Подписать {what}")).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await walk.Button($"Подписать {what}").ClickAsync();
        await Expect(walk.CodeField).ToBeFocusedAsync(new() { Timeout = 30_000 });
        await walk.ConfirmAsync(Director);
        await walk.Link("Перейти к отправке").ClickAsync();
        await Expect(walk.Button($"Отправить {what}")).ToBeVisibleAsync();
    }

    private async Task<(Walk Walk, ScreenLook Look)> OpenAsync()
    {
        var walk = new Walk(await NewPageAsync(), stage.Portal.Address, stage.Outside);
        await walk.SignInAsync(Director);
        return (walk, new ScreenLook(walk.Page));
    }
}

using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Accounts;

/// <summary>A new organisation: what is typed is checked on the spot and never lost.</summary>
public sealed class AccountFormPageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Create = "Создать учётную запись";
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_control_digit_of_the_INN_is_checked_as_one_types()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();

        await TypeAsync(screen, "inn", "77071");
        Assert.Equal("", Error(screen, "inn"));
        await TypeAsync(screen, "inn", "7707083894");
        Assert.Equal("Такого ИНН не бывает: не сходится контрольная цифра", Error(screen, "inn"));
        Assert.Equal("true", screen.Find("#inn").GetAttribute("aria-invalid"));
        await TypeAsync(screen, "inn", "7707083893");
        Assert.Equal("", Error(screen, "inn"));
        Assert.Null(screen.Find("#inn").GetAttribute("aria-invalid"));
    }

    [Fact]
    public async Task A_field_complains_once_it_was_left()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await TypeAsync(screen, "inn", "77071");
        Assert.Equal("", Error(screen, "inn"));

        await screen.Find("#inn").BlurAsync();

        Assert.Equal("В ИНН 10 цифр у организации и 12 у предпринимателя", Error(screen, "inn"));
        Assert.Equal("", Error(screen, "name"));
    }

    [Fact]
    public async Task Twelve_digits_are_an_entrepreneur_without_a_KPP()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await TypeAsync(screen, "inn", "7707083893");
        Assert.NotEmpty(screen.FindAll("#kpp"));

        await TypeAsync(screen, "inn", "667010000159");

        Assert.Empty(screen.FindAll("#kpp"));
        PortalBunit.Shows(screen, "Фамилия, имя и отчество предпринимателя");
        Assert.Equal("", Error(screen, "inn"));
    }

    [Theory]
    [InlineData("7707AB001", "")]
    [InlineData("7707ab001", "")]
    [InlineData("770701001", "")]
    [InlineData("77070100Q", "КПП — это 4 цифры, 2 цифры или латинские буквы и ещё 3 цифры")]
    [InlineData("7707ЯЖ001", "КПП — это 4 цифры, 2 цифры или латинские буквы и ещё 3 цифры")]
    public async Task The_form_of_the_KPP_is_checked(string kpp, string complaint)
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await TypeAsync(screen, "inn", "7707083893");

        await TypeAsync(screen, "kpp", kpp);

        Assert.Equal(complaint, Error(screen, "kpp"));
    }

    [Fact]
    public async Task An_empty_form_names_every_field_and_asks_Kontur_nothing()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        var before = await fixture.Outside.AcceptedPostsAsync("/extern/v1$");

        await PortalBunit.PressAsync(screen, Create);

        Assert.Equal(("Укажите ИНН", "Укажите КПП", "Укажите название"), (Error(screen, "inn"), Error(screen, "kpp"), Error(screen, "name")));
        Assert.Equal(before, await fixture.Outside.AcceptedPostsAsync("/extern/v1$"));
    }

    [Fact]
    public async Task A_refusal_of_Kontur_is_quoted_and_nothing_typed_is_lost()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await FillAsync(screen, "7709123453", "770901001", "ООО «Чужое»");

        await PortalBunit.PressAsync(screen, Create);

        PortalBunit.Shows(screen, "Контур не создал учётную запись");
        PortalBunit.Shows(screen, "Организация уже зарегистрирована в Контур.Экстерне.");
        Assert.Equal(("7709123453", "770901001", "ООО «Чужое»"), Typed(screen));
        Assert.Equal("", tab.Address);
    }

    [Fact]
    public async Task An_outage_keeps_what_was_typed_and_the_next_press_creates()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await FillAsync(screen, "7736050003", "773601001", "ООО «Запад»");
        await fixture.Outside.FaultAsync("/extern/v1$", "POST", status: 503);

        await PortalBunit.PressAsync(screen, Create);

        PortalBunit.Shows(screen, "Внешняя служба не ответила вовремя");
        Assert.Equal(("7736050003", "773601001", "ООО «Запад»"), Typed(screen));

        await PortalBunit.PressAsync(screen, Create);
        var account = await AccountAsync(tab, "7736050003");
        tab.Goes(screen, PortalUrls.Reports(Guid.Parse(account!.AccountId)));
    }

    [Fact]
    public async Task A_lost_answer_makes_no_second_account()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await FillAsync(screen, "7702070139", "770201001", "ПАО «Восток»");
        await fixture.Outside.FaultAsync("/extern/v1$", "POST", dropAfterAccept: true);

        await PortalBunit.PressAsync(screen, Create);
        PortalBunit.Shows(screen, "Внешняя служба не ответила вовремя");
        await PortalBunit.PressAsync(screen, Create);

        var account = await AccountAsync(tab, "7702070139");
        tab.Goes(screen, PortalUrls.Reports(Guid.Parse(account!.AccountId)));
        Assert.NotNull(account.CreatedHereAt);
        await fixture.Get<RefreshAccounts>().RunAsync(tab.Actor, cancellation);
        Assert.Equal(1, (await fixture.Get<ListAccounts>().RunAsync(tab.Actor, "7702070139", 0, 10, cancellation)).Total);
    }

    [Fact]
    public async Task A_new_account_is_opened_listed_and_found_by_name()
    {
        await using var tab = await fixture.TabAsync("director");
        var screen = tab.Open<AccountFormPage>();
        await FillAsync(screen, "7707083893", "770701001", "ООО «Ёлка и сыновья»");

        await PortalBunit.PressAsync(screen, Create);

        var account = await AccountAsync(tab, "7707083893");
        tab.Goes(screen, PortalUrls.Reports(Guid.Parse(account!.AccountId)));
        PortalBunit.Shows(screen, "Учётная запись «ООО «Ёлка и сыновья»» создана");
        Assert.NotNull(account.CreatedHereAt);

        tab.Go(PortalUrls.AccountsSearch("елка И"));
        var list = tab.Open<AccountsPage>();
        list.WaitForAssertion(() => Assert.Equal(["ООО «Ёлка и сыновья»"], list.FindAll("a.row-link").Select(link => link.TextContent)));
    }

    private Task<Account?> AccountAsync(PortalBunit tab, string inn) => Portal.Testing.Eventually.GetAsync(
        async () => (await fixture.Get<ListAccounts>().RunAsync(tab.Actor, inn, 0, 10, cancellation)).Rows.SingleOrDefault(), $"the account of {inn} is listed", cancellationToken: cancellation)!;

    private static Task TypeAsync(IRenderedComponent<IComponent> screen, string field, string text) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll($"#{field}").FirstOrDefault(), input => input.InputAsync(text));

    private static async Task FillAsync(IRenderedComponent<IComponent> screen, string inn, string kpp, string name)
    {
        await TypeAsync(screen, "inn", inn);
        await TypeAsync(screen, "kpp", kpp);
        await TypeAsync(screen, "name", name);
    }

    private static string Error(IRenderedComponent<IComponent> screen, string field) => screen.Find($"#{field}-error").TextContent;

    private static (string? Inn, string? Kpp, string? Name) Typed(IRenderedComponent<IComponent> screen) =>
        (screen.Find("#inn").GetAttribute("value"), screen.Find("#kpp").GetAttribute("value"), screen.Find("#name").GetAttribute("value"));
}

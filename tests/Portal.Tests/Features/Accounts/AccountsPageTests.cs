using AngleSharp.Dom;
using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Accounts;

/// <summary>The choice of organisations, and the deletion of one that was created here.</summary>
public sealed class AccountsPageTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly TimeSpan Patience = Eventually.DefaultTimeout;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Only_an_account_created_here_can_be_deleted_and_only_by_its_name()
    {
        await using var tab = await fixture.TabAsync("director");
        await fixture.Get<RefreshAccounts>().RunAsync(tab.Actor, cancellation);
        var made = await CreateAsync(tab.Actor, "7707083893", "770701001", "ООО «Пробное»");
        var screen = tab.Open<AccountsPage>();
        screen.WaitForAssertion(() => Assert.Equal(3, screen.FindAll("a.row-link").Count), Patience);

        Assert.Equal(["Удалить ООО «Пробное»"], screen.FindAll("td.actions button").Select(button => button.GetAttribute("aria-label")));
        await PressDeleteAsync(screen);
        PortalBunit.Shows(screen, "Удалить учётную запись?");
        Assert.True(Confirm(screen).HasAttribute("disabled"));
        await TypeAsync(screen, "ООО Пробное");
        Assert.True(Confirm(screen).HasAttribute("disabled"));
        Assert.Equal(0, await DeletionsAsync(made));

        await TypeAsync(screen, "ООО «Пробное»");
        Assert.False(Confirm(screen).HasAttribute("disabled"));
        await PortalBunit.ActAsync(screen, () => screen.FindAll($"form#{Confirm(screen).GetAttribute("form")}").FirstOrDefault(), form => form.SubmitAsync());

        PortalBunit.Shows(screen, "Учётная запись «ООО «Пробное»» удалена");
        screen.WaitForAssertion(() => Assert.Equal(2, screen.FindAll("a.row-link").Count), Patience);
        Assert.Equal(1, await DeletionsAsync(made));

        // The Kontur session died with the account: the next press gets a new one without a word.
        Assert.Equal(2, await fixture.Get<RefreshAccounts>().RunAsync(tab.Actor, cancellation));
        Assert.Equal("", tab.Address);
    }

    [Fact]
    public async Task Changing_ones_mind_deletes_nothing()
    {
        await using var tab = await fixture.TabAsync("accountant");
        await fixture.Get<RefreshAccounts>().RunAsync(tab.Actor, cancellation);
        var made = await CreateAsync(tab.Actor, "7736050003", "773601001", "ООО «Остаётся»");
        var screen = tab.Open<AccountsPage>();
        PortalBunit.Shows(screen, "ООО «Остаётся»");

        await PressDeleteAsync(screen);
        await PortalBunit.PressAsync(screen, "Не удалять");

        PortalBunit.Hides(screen, "Удалить учётную запись?");
        Assert.Equal(0, await DeletionsAsync(made));
        Assert.NotNull(await fixture.Get<FindAccount>().RunAsync(tab.Actor, made.AccountId, cancellation));
    }

    [Fact]
    public async Task The_operation_itself_refuses_what_the_page_does_not_offer()
    {
        var director = await fixture.InAsync("director", PortalFixture.Wind);
        var delete = fixture.Get<DeleteAccount>();

        await Assert.ThrowsAsync<AccessDeniedException>(() => delete.RunAsync(director, PortalFixture.Wind, "ООО «Северный ветер»", cancellation));
        var made = await CreateAsync(director, "7702070139", "770201001", "ПАО «Восток»");
        Assert.False(await delete.RunAsync(director, made.AccountId, "ПАО «Запад»", cancellation));
        await Assert.ThrowsAsync<AccessDeniedException>(async () =>
            await delete.RunAsync(await fixture.Portal.ActorAsync("accountant"), made.AccountId, "ПАО «Восток»", cancellation));
        Assert.Equal(0, await DeletionsAsync(made));

        Assert.True(await delete.RunAsync(director, made.AccountId, " ПАО «Восток» ", cancellation));
        Assert.Equal(1, await DeletionsAsync(made));
        Assert.Null(await fixture.Get<FindAccount>().RunAsync(director, made.AccountId, cancellation));
    }

    [Fact]
    public async Task An_account_that_was_listed_before_is_not_called_created_here()
    {
        var director = await fixture.InAsync("director", PortalFixture.Wind);

        var again = await CreateAsync(director, "7801000005", "780101001", "ООО «Северный ветер»");

        Assert.Equal(PortalFixture.Wind, again.AccountId);
        Assert.Null(again.CreatedHereAt);
    }

    [Fact]
    public async Task A_search_that_finds_nothing_says_what_was_searched_for()
    {
        await using var tab = await fixture.TabAsync("director");
        tab.Go("/accounts?q=нет%20такой");
        var screen = tab.Open<AccountsPage>();

        PortalBunit.Shows(screen, "По запросу «нет такой» организаций нет.");
    }

    [Fact]
    public async Task Kontur_being_silent_the_stored_organisations_are_shown_with_a_word_about_it()
    {
        await using var tab = await fixture.TabAsync("director");
        await fixture.Get<RefreshAccounts>().RunAsync(tab.Actor, cancellation);
        await fixture.Outside.FaultAsync("/extern/v1$", "GET", status: 503, times: 20);
        try
        {
            var screen = tab.Open<AccountsPage>();
            screen.WaitForAssertion(() => Assert.NotEmpty(screen.FindAll("[role=alert]")), Patience);
            Assert.Contains("Тестовая", screen.FindAll("a.row-link").Select(link => link.TextContent));
        }
        finally
        {
            await fixture.Outside.NoFaultsAsync();
        }
    }

    private async Task<Account> CreateAsync(Actor actor, string inn, string kpp, string name) =>
        Assert.IsType<CreateAccountOutcome.Created>(await fixture.Get<CreateAccount>().RunAsync(actor, new NewAccount(inn, kpp, name), cancellation)).Account;

    private async Task<int> DeletionsAsync(Account account) =>
        (await fixture.Outside.RequestsAsync($"/extern/v1/{account.AccountId}$")).Count(call => call is { Verb: "DELETE", Accepted: true });

    // The press ends only when the dialog is answered: it is not waited for.
    private static Task PressDeleteAsync(IRenderedComponent<IComponent> screen) => PortalBunit.ActAsync(
        screen, () => screen.FindAll("td.actions button:not([disabled])").FirstOrDefault(), button =>
        {
            button.Click();
            return Task.CompletedTask;
        });

    private static Task TypeAsync(IRenderedComponent<IComponent> screen, string name) =>
        PortalBunit.ActAsync(screen, () => screen.FindAll(".typed input").FirstOrDefault(), field => field.InputAsync(name));

    private static IElement Confirm(IRenderedComponent<IComponent> screen) => screen.Find("button.btn-danger");
}

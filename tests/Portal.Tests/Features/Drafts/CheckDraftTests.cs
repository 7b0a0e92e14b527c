using Bunit;
using Microsoft.AspNetCore.Components;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Drafts;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Drafts;

/// <summary>Which certificate may be used, and what the check found.</summary>
public sealed class CheckDraftTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private const string Account = PortalFixture.Testovaya;
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Certificates_that_cannot_sign_stand_disabled_with_the_reason()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, draftId);

        screen.WaitForAssertion(() => Assert.Equal(3, screen.FindAll("input[name=certificate]").Count), Portal.Testing.Eventually.DefaultTimeout);
        var choices = screen.FindAll("label.choice").Select(label => (Off: label.QuerySelector("input")!.HasAttribute("disabled"), Why: label.QuerySelector(".why")?.TextContent)).ToList();
        Assert.Equal((false, null), choices[0]);
        Assert.Contains((true, "Срок действия истёк"), choices);
        Assert.Contains((true, "Ключ на носителе, а здесь подписывают только облачным сертификатом"), choices);
    }

    [Fact]
    public async Task The_check_refuses_a_certificate_that_cannot_sign()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        var unusable = (await fixture.ReadAsync(actor, Account, draftId)).Certificates.Where(choice => choice.WhyNot is not null).ToList();
        Assert.Equal(2, unusable.Count);

        foreach (var choice in unusable)
        {
            Assert.Equal(CheckOutcome.NotReady, await fixture.Get<CheckDraft>().RunAsync(actor, draftId, choice.Certificate.Thumbprint, cancellation));
        }

        var accountant = await fixture.InAsync("accountant", Account);
        var colleague = (await fixture.Get<ListCertificates>().RunAsync(accountant, Account, cancellation)).First(choice => choice.WhyNot is null);
        Assert.Equal(CheckOutcome.NotReady, await fixture.Get<CheckDraft>().RunAsync(actor, draftId, colleague.Certificate.Thumbprint, cancellation));
        var draft = (await fixture.ReadAsync(actor, Account, draftId)).Draft;
        Assert.Equal((DraftState.Editing, null), (draft.State, draft.KonturDraftId));
    }

    [Fact]
    public async Task A_certificate_that_the_registry_gave_to_somebody_else_cannot_be_chosen()
    {
        var mydss = await fixture.InAsync("mydss", PortalFixture.Vector);
        var own = Assert.Single(await fixture.Get<ListCertificates>().RunAsync(mydss, PortalFixture.Vector, cancellation));
        Assert.Null(own.WhyNot);

        await fixture.ImportAsync(new RegistryRow { User = "partner-9200", Thumbprint = own.Certificate.Thumbprint, Phone = "9020000081" });

        var choice = Assert.Single(await fixture.Get<ListCertificates>().RunAsync(mydss, PortalFixture.Vector, cancellation));
        Assert.Equal("Выдан другому человеку: подписать можно только своим сертификатом", choice.WhyNot);
        var draftId = await fixture.UploadAsync(mydss, PortalFixture.Vector, Report.OfVector);
        Assert.Equal(CheckOutcome.NotReady, await fixture.Get<CheckDraft>().RunAsync(mydss, draftId, choice.Certificate.Thumbprint, cancellation));
    }

    [Fact]
    public void The_reason_is_the_first_that_applies_and_usable_certificates_come_first()
    {
        var now = Portal.Testing.TestClock.Create().GetUtcNow();
        AccountCertificate[] listed =
        [
            Listed("A", kind: "iron"), Listed("B"), Listed("C", until: now), Listed("D", valid: "no"), Listed("E"), Listed("F", kind: "dss", until: now.AddSeconds(1)),
        ];

        var choices = CertificateChoice.Of(listed, [Issued("a"), Issued("C"), Issued("D"), Issued("e"), Issued("F")], now);

        Assert.Equal(
            [
                ("E", null), ("F", null), ("A", "Ключ на носителе, а здесь подписывают только облачным сертификатом"),
                ("B", "Выдан другому человеку: подписать можно только своим сертификатом"), ("C", "Срок действия истёк"), ("D", "Отозван или недействителен"),
            ],
            choices.Select(choice => (choice.Certificate.Thumbprint, choice.WhyNot)));

        AccountCertificate Listed(string thumbprint, string kind = "cloud", string valid = "yes", DateTimeOffset? until = null) =>
            new() { Thumbprint = thumbprint, FullName = "Иванов", Inn = "6676130154", Kind = kind, IsValid = valid, Content = "", ValidUntil = until ?? now.AddYears(1) };
        IssuedCertificate Issued(string thumbprint) => new()
        {
            Thumbprint = thumbprint, PartnerUserId = "p", FullName = "Иванов", Inn = "6676130154", Organization = "Тестовая", Phone = "", PhoneTail = "0001", KonturUser = "",
            ValidUntil = now.AddYears(1),
        };
    }

    [Fact]
    public async Task The_sample_of_2019_shows_errors_under_the_name_of_its_file_and_cannot_be_signed()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.OfZeros);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, draftId);
        await PortalBunit.PressAsync(screen, "Проверить отчёт");

        PortalBunit.Shows(screen, "Отчёт не прошёл проверку");
        var heading = screen.FindAll("h3").Single(title => title.TextContent == Report.OfZeros.FileName);
        var table = heading.NextElementSibling!.TextContent;
        foreach (var error in new[] { "Неверный ИНН налогоплательщика 0000000000", "Имя файла не совпадает с ИдФайл", "не совпадают с налогоплательщиком черновика" })
        {
            Assert.Contains(error, table, StringComparison.Ordinal);
        }

        Assert.True(PortalBunit.Offers(screen, "Проверить ещё раз"));
        var checkedWith = (await fixture.Get<DraftStore>().FindForJobAsync(draftId, cancellation))!.CertificateThumbprint!;
        Assert.Null(await fixture.Get<SignDraft>().RunAsync(actor, draftId, checkedWith, cancellation));
    }

    [Fact]
    public async Task A_report_of_another_payer_is_never_signed()
    {
        var actor = await fixture.InAsync("director", PortalFixture.Wind);
        var draftId = await fixture.UploadAsync(actor, PortalFixture.Wind, Report.Good);
        await fixture.CheckAsync(actor, PortalFixture.Wind, draftId);

        await fixture.ReachAsync(actor, PortalFixture.Wind, draftId, DraftState.CheckFailed, DraftState.Checked);

        var draft = (await fixture.ReadAsync(actor, PortalFixture.Wind, draftId)).Draft;
        Assert.Null(await fixture.Get<SignDraft>().RunAsync(actor, draftId, draft.CertificateThumbprint!, cancellation));
        var konturDraft = draft.KonturDraftId;
        Assert.Empty(await fixture.Outside.RequestsAsync($"{konturDraft}/cloud-sign"));
    }

    [Fact]
    public async Task An_outage_while_the_check_starts_leaves_the_report_as_it_was()
    {
        var actor = await fixture.InAsync("director", Account);
        var draftId = await fixture.UploadAsync(actor, Account, Report.Good);
        await using var tab = await fixture.TabAsync("director");
        var screen = Show(tab, draftId);
        await fixture.Outside.FaultAsync("/check$", "POST", status: 503);

        await PortalBunit.PressAsync(screen, "Проверить отчёт");
        PortalBunit.Shows(screen, "Сервис временно недоступен");
        Assert.Equal(DraftState.Editing, (await fixture.ReadAsync(actor, Account, draftId)).Draft.State);

        await PortalBunit.PressAsync(screen, "Проверить отчёт");
        PortalBunit.Shows(screen, "Подпишите отчёт");
    }

    private static IRenderedComponent<IComponent> Show(PortalBunit tab, string draftId) =>
        tab.Open<ReportPage>((nameof(ReportPage.AccountId), Guid.Parse(Account)), (nameof(ReportPage.DraftId), draftId));
}

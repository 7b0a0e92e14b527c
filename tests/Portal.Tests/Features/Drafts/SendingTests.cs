using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;
using Portal.Features.Drafts;

namespace Portal.Tests.Features.Drafts;

/// <summary>Who needs a warrant, which one is taken, and what is wrong with it.</summary>
public sealed class SendingTests
{
    private const string Machine = "0d0d0d0d-0000-4000-8000-0000000000b1";
    private static readonly DateOnly Today = new(2026, 11, 28);
    private static readonly Payer Payer = new() { OrganizationId = "1", Inn = "6676130154", Kpp = "667601001", Name = "Тестовая", IsMain = "yes" };
    private static readonly AccountWarrant Valid = new() { Inn = Payer.Inn, Kpp = "667601001", Number = "77-1", EndsOn = "2026-11-28" };
    private static readonly AccountWarrant Expired = Valid with { Number = "77-0", EndsOn = "2026-11-27" };
    private static readonly AccountWarrant MachineReadable = Valid with { Number = Machine };

    [Fact]
    public void The_payers_own_director_needs_none()
    {
        var sending = Of(Authority.Tax, Signer(Payer.Inn), []);

        Assert.Equal((Payer.Inn, Payer.Kpp, false, null, null), (sending.Inn, sending.Kpp, sending.IsRepresentative, sending.Warrant, sending.Problem));
    }

    [Fact]
    public void A_warrant_of_another_organisation_is_not_this_ones() => Assert.False(Of(Authority.Tax, Signer(Payer.Inn), [Valid with { Inn = "7709123453" }]).IsRepresentative);

    [Theory]
    [InlineData(Authority.Tax, WarrantKind.Message)]
    [InlineData(Authority.Rosstat, null)]
    [InlineData(Authority.SocialFund, null)]
    public void An_employee_with_a_paper_warrant_sends_a_message_to_the_tax_service_and_nothing_to_the_others(Authority authority, WarrantKind? expected)
    {
        var sending = Of(authority, Signer(Payer.Inn), [Valid]);

        Assert.Equal((expected, null), (sending.Warrant?.Kind, sending.Problem));
    }

    [Theory]
    [InlineData(Authority.Tax)]
    [InlineData(Authority.Rosstat)]
    [InlineData(Authority.SocialFund)]
    public void A_machine_readable_one_is_taken_by_all(Authority authority)
    {
        var sending = Of(authority, Signer(Payer.Inn), [Valid, MachineReadable]);

        Assert.Equal((new ChosenWarrant(WarrantKind.MachineReadable, Machine, Today), true, null), (sending.Warrant, sending.IsRepresentative, sending.Problem));
    }

    [Fact]
    public void An_expired_one_is_refused_with_its_last_day() =>
        Assert.Equal("Доверенность № 77-0 закончилась 27.11.2026. Укажите действующую в разделе «Кому и от кого».", Of(Authority.Tax, Signer(Payer.Inn), [Expired]).Problem?.Sentence);

    [Fact]
    public void Whose_certificate_is_another_organisations_is_a_representative_and_asked_for_a_warrant()
    {
        var sending = Of(Authority.Tax, Signer("7709123453"), []);

        Assert.Equal(("7709123453", "770901001", true, true), (sending.Inn, sending.Kpp, sending.IsRepresentative, sending.IsForAnother));
        Assert.StartsWith("Сертификат выдан на «ООО «Вектор»», а отправляется за «Тестовая»: нужна доверенность.", sending.Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chosen_one_wins_and_is_judged()
    {
        var fine = Of(Authority.Tax, Signer("7709123453"), [], new ChosenWarrant(WarrantKind.MachineReadable, Machine, Today));
        var late = Of(Authority.Tax, Signer(Payer.Inn), [Valid], new ChosenWarrant(WarrantKind.MachineReadable, Machine, Today.AddDays(-1)));
        var paper = Of(Authority.Rosstat, Signer("7709123453"), [], new ChosenWarrant(WarrantKind.Message, null, null));

        Assert.Null(fine.Problem);
        Assert.Equal($"Доверенность № {Machine} закончилась 27.11.2026. Укажите действующую в разделе «Кому и от кого».", late.Problem?.Sentence);
        Assert.StartsWith("СФР и Росстат принимают только машиночитаемую доверенность", paper.Problem?.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_counts_once_it_is_there()
    {
        var chosen = new ChosenWarrant(WarrantKind.File, null, null);

        Assert.StartsWith("Файл доверенности не приложен.", Of(Authority.Tax, Signer("7709123453"), [], chosen).Problem?.Sentence, StringComparison.Ordinal);
        Assert.Null(Of(Authority.Tax, Signer("7709123453"), [], chosen, hasFile: true).Problem);
        Assert.Equal(WarrantKind.File, Of(Authority.Tax, Signer("7709123453"), [], hasFile: true).Warrant?.Kind);
    }

    [Fact]
    public void A_request_built_for_the_director_is_not_signed_by_a_representative()
    {
        var said = new Addressing { IsBuiltForRepresentative = false, Warrant = new ChosenWarrant(WarrantKind.MachineReadable, Machine, Today) };

        var sending = Sending.Of(To(Authority.Tax), said, Signer("7709123453"), [], hasWarrantFile: false, Today);

        Assert.StartsWith("Запрос составлен от имени руководителя", sending?.Problem?.Sentence, StringComparison.Ordinal);
    }

    private static Sending Of(Authority authority, IssuedCertificate signer, IReadOnlyList<AccountWarrant> warrants, ChosenWarrant? chosen = null, bool hasFile = false) =>
        Sending.Of(To(authority), new Addressing { Warrant = chosen }, signer, warrants, hasFile, Today)!;

    private static Destination To(Authority authority) => new() { Authority = authority, Payer = Payer, Code = "0087" };

    private static IssuedCertificate Signer(string inn) => new()
    {
        Thumbprint = "AA", PartnerUserId = "partner", FullName = "Иванов", Inn = inn, Kpp = inn == Payer.Inn ? Payer.Kpp : "770901001",
        Organization = inn == Payer.Inn ? "Тестовая" : "ООО «Вектор»", Phone = "", PhoneTail = "0001", KonturUser = "", ValidUntil = DateTimeOffset.MaxValue,
    };
}

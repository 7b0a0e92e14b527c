using System.Globalization;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Accounts;

namespace Portal.Features.Drafts;

/// <summary>
/// In whose name a draft goes. The rule: a warrant is needed when the certificate was given out to another organisation or person than the payer (then the
/// sender is a representative), and when the service lists a warrant of this person for the payer, since it lists one exactly for those who are no director
/// (contract auth 3.5). The service's own warrant is taken while it is valid, unless another was chosen; the fund and Rosstat take only a МЧД, and their
/// contract lets an employee of the payer do without (contract drafts 1.3, 1.8).
/// </summary>
/// <param name="Inn">INN of the sender.</param>
/// <param name="Kpp">KPP of the sender; null for an entrepreneur.</param>
/// <param name="Name">Name of the sender.</param>
/// <param name="IsRepresentative">Acts under a warrant.</param>
/// <param name="Warrant">The warrant that is handed in; null where none is needed or none is there.</param>
/// <param name="Problem">What stands in the way; null when nothing does.</param>
public sealed record Sending(string Inn, string? Kpp, string Name, bool IsRepresentative, ChosenWarrant? Warrant, Difference? Problem)
{
    private const string Fact = "Доверенность";

    /// <summary>True when the certificate is not the payer's own.</summary>
    public bool IsForAnother { get; init; }

    /// <summary>Applies the rule; null while the account has no payer. <paramref name="today"/> is the day in Moscow.</summary>
    public static Sending? Of(
        Destination to, Addressing said, IssuedCertificate? signer, IReadOnlyList<AccountWarrant> warrants, bool hasWarrantFile, DateOnly today)
    {
        if (to.Payer is not { } payer)
        {
            return null;
        }

        var foreign = signer is not null && signer.Inn != payer.Inn;
        var known = warrants.Where(one => one.Inn == payer.Inn && (one.Kpp is "" || payer.Kpp is null || one.Kpp == payer.Kpp)).ToList();
        var needed = foreign || known.Count > 0;
        var isTax = to.Authority is null or Authority.Tax;
        var warrant = said.Warrant ?? (!needed ? null : hasWarrantFile && isTax ? new ChosenWarrant(WarrantKind.File, null, null) : OfService(known, isTax, today));
        var problem = said.IsBuiltForRepresentative is { } built && built != foreign
                ? $"Запрос составлен от имени {(built ? "представителя" : "руководителя")}, а сертификат выбран другой. Составьте запрос заново."
            : warrant is not null ? Wrong(warrant, isTax, hasWarrantFile, today)
            : foreign ? $"Сертификат выдан на «{signer!.Organization}», а отправляется за «{payer.Name}»: нужна доверенность. Укажите её в разделе «Кому и от кого»."
            : needed && isTax ? $"Доверенность № {known[0].Number} закончилась {Day(known[0].LastDay)}. Укажите действующую в разделе «Кому и от кого»."
            : null;
        return new Sending(
            foreign ? signer!.Inn : payer.Inn, foreign ? signer!.Kpp : payer.Kpp, foreign ? signer!.Organization : payer.Name, foreign || warrant is not null, warrant,
            problem is null ? null : new Difference(true, Fact, problem)) { IsForAnother = foreign };
    }

    /// <summary>The day that it is in Moscow.</summary>
    public static DateOnly Today(TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().ToOffset(TimeSpan.FromHours(3)).DateTime);

    /// <summary>A day for people.</summary>
    public static string Day(DateOnly? day) => day?.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture) ?? "неизвестно когда";

    private static ChosenWarrant? OfService(IReadOnlyList<AccountWarrant> known, bool isTax, DateOnly today) =>
        known.Where(one => one.LastDay is not { } last || last >= today).ToList() switch
        {
            var valid when valid.FirstOrDefault(one => one.IsMachineReadable) is { } machine => new ChosenWarrant(WarrantKind.MachineReadable, machine.Number, machine.LastDay),
            [var first, ..] when isTax => new ChosenWarrant(WarrantKind.Message, first.Number, first.LastDay),
            _ => null,
        };

    private static string? Wrong(ChosenWarrant warrant, bool isTax, bool hasWarrantFile, DateOnly today) => warrant switch
    {
        { EndsOn: { } last } when last < today => $"Доверенность{(warrant.Number is null ? "" : $" № {warrant.Number}")} закончилась {Day(last)}. Укажите действующую в разделе «Кому и от кого».",
        { Kind: WarrantKind.File } when !hasWarrantFile => "Файл доверенности не приложен. Добавьте файл ON_DOV… в разделе «Файлы» или укажите другую доверенность.",
        { Kind: not WarrantKind.MachineReadable } when !isTax => "СФР и Росстат принимают только машиночитаемую доверенность (МЧД). Укажите её номер в разделе «Кому и от кого».",
        _ => null,
    };
}

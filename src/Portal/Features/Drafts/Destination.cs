using Portal.Features.Accounts;

namespace Portal.Features.Drafts;

/// <summary>To whom a draft goes and for whom: what the file says, and where it is silent, what the person said.</summary>
public sealed record Destination
{
    /// <summary>Body; null until it is known.</summary>
    public Authority? Authority { get; init; }

    /// <summary>What the draft is.</summary>
    public DraftPurpose Purpose { get; init; }

    /// <summary>Code of the body; null until it is known.</summary>
    public string? Code { get; init; }

    /// <summary>Code of the inspection through which it goes, where that is another one.</summary>
    public string? TransitCode { get; init; }

    /// <summary>The body's name, from the service's handbook; null when it has no such code.</summary>
    public string? Name { get; init; }

    /// <summary>ОКПО of the payer.</summary>
    public string? Okpo { get; init; }

    /// <summary>Registration number of the payer at the fund.</summary>
    public string? SfrNumber { get; init; }

    /// <summary>Payer of the account; a foreign report stands for the head organisation, so that its check can say what is wrong. Null for an account without payers.</summary>
    public Payer? Payer { get; init; }

    /// <summary>KPP for which it is: the file's own (a branch has one) or the payer's.</summary>
    public string? Kpp { get; init; }

    /// <summary>The fund takes reports with the signature inside the file only: none is asked of the cloud (contract drafts 1.6).</summary>
    public bool IsSignedInside => Authority == Drafts.Authority.SocialFund && Purpose == DraftPurpose.Report;

    /// <summary>Who takes it, in words: «Тестовая инспекция 0087», «Росстат».</summary>
    public string Recipient => Name ?? (Authority, Purpose) switch
    {
        (Drafts.Authority.SocialFund, DraftPurpose.Report) when Code is null => "Социальный фонд, по регистрационному номеру",
        (null, _) => "Не указан",
        _ => AuthorityWords.Of(Authority.Value),
    };

    /// <summary>What is not known yet and must be before the check, in words for people.</summary>
    public IReadOnlyList<string> Missing =>
    [
        .. Authority is null ? ["кому отправляется"] : Array.Empty<string>(),
        .. Authority is not null && Code is null && !IsAddressedByNumber ? [AuthorityWords.CodeOf(Authority.Value)] : Array.Empty<string>(),
        .. Authority is Drafts.Authority.Rosstat && Okpo is null ? ["код ОКПО"] : Array.Empty<string>(),
        .. Authority is Drafts.Authority.SocialFund && SfrNumber is null ? ["регистрационный номер в СФР"] : Array.Empty<string>(),
        .. Payer is null ? ["плательщик"] : Array.Empty<string>(),
    ];

    /// <summary>A report to the fund names the payer's number instead of an office (contract drafts 1.3).</summary>
    private bool IsAddressedByNumber => IsSignedInside;

    /// <summary>Puts together what is known.</summary>
    public static Destination Of(ReportFacts facts, Addressing said, IReadOnlyList<Payer> payers)
    {
        var authority = facts.Body ?? said.Authority;
        var (inn, kpp) = facts.Inn is null ? (said.PayerInn, said.PayerKpp) : (facts.Inn, facts.Kpp);
        var payer = payers.FirstOrDefault(one => one.Inn == inn && one.Kpp == kpp) ?? payers.FirstOrDefault(one => one.Inn == inn) ?? (payers is [var main, ..] ? main : null);
        var isFromFile = facts.FinalInspection is not null;

        // A file for another body took the place of the old one: the old body's code is no code of the new one.
        var isStillThere = said.Authority == authority;
        return new Destination
        {
            Authority = authority, Purpose = facts.Purpose, Code = facts.FinalInspection ?? (isStillThere ? said.Code : null),
            TransitCode = facts.Inspection == facts.FinalInspection ? null : facts.Inspection, Name = isFromFile ? facts.InspectionName : isStillThere ? said.CodeName : null,
            Okpo = facts.Okpo ?? said.Okpo, SfrNumber = facts.SfrNumber ?? said.SfrNumber, Payer = payer,
            Kpp = payer is null || TaxNumbers.IsPerson(payer.Inn) ? null : facts.Inn == payer.Inn && facts.Kpp is { } own ? own : payer.Kpp,
        };
    }
}

/// <summary>State bodies in words for people.</summary>
public static class AuthorityWords
{
    /// <summary>Name.</summary>
    public static string Of(Authority authority) => authority switch
    {
        Authority.Tax => "Налоговая служба",
        Authority.SocialFund => "Социальный фонд",
        _ => "Росстат",
    };

    /// <summary>«в налоговую», for titles.</summary>
    public static string Into(Authority authority) => authority switch
    {
        Authority.Tax => "в налоговую",
        Authority.SocialFund => "в СФР",
        _ => "в Росстат",
    };

    /// <summary>What its code is called.</summary>
    public static string CodeOf(Authority authority) => authority switch
    {
        Authority.Tax => "код инспекции",
        Authority.SocialFund => "код органа СФР",
        _ => "код органа Росстата",
    };

    /// <summary>Form of its code, as an example.</summary>
    public static string Example(Authority authority) => authority switch
    {
        Authority.Tax => "4 цифры, например 7702",
        Authority.SocialFund => "6 цифр через дефис, например 077-001",
        _ => "4 цифры через дефис, например 77-01",
    };
}

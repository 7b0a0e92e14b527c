using System.Text.RegularExpressions;
using FluentValidation;

namespace Portal.Features.Drafts;

/// <summary>The form «Кому и от кого» as it is typed; empty where nothing was.</summary>
public sealed record AddressingInput
{
    /// <summary>Body.</summary>
    public Authority? Authority { get; init; }

    /// <summary>True for a report to the fund, which is addressed by the registration number.</summary>
    public bool IsAddressedByNumber { get; init; }

    /// <summary>Code of the body.</summary>
    public string Code { get; init; } = "";

    /// <summary>ОКПО.</summary>
    public string Okpo { get; init; } = "";

    /// <summary>Registration number at the fund.</summary>
    public string SfrNumber { get; init; } = "";

    /// <summary>Payer as «INN/KPP» of the account; KPP is empty for an entrepreneur.</summary>
    public string Payer { get; init; } = "";

    /// <summary>What the warrant is: empty leaves it to the rule of <see cref="Sending"/>, otherwise a <see cref="WarrantKind"/>.</summary>
    public WarrantKind? Warrant { get; init; }

    /// <summary>Number of a МЧД.</summary>
    public string WarrantNumber { get; init; } = "";

    /// <summary>Its last day, <c>yyyy-MM-dd</c> as a date field gives it.</summary>
    public string WarrantEndsOn { get; init; } = "";

    /// <summary>Kontur's id of the docflow that is answered; empty when the draft answers nothing.</summary>
    public string Answers { get; init; } = "";

    /// <summary>The last day typed.</summary>
    public DateOnly? LastDay => DateOnly.TryParse(WarrantEndsOn, System.Globalization.CultureInfo.InvariantCulture, out var day) ? day : null;
}

/// <summary>Rules of that form, the same as one types and when it is saved. <c>today</c> is the day in Moscow.</summary>
public sealed partial class AddressingRules : AbstractValidator<AddressingInput>
{
    /// <summary>Codes as contract drafts 1.3 has them.</summary>
    public AddressingRules(DateOnly today)
    {
        RuleFor(input => input.Authority).NotNull().WithMessage("Выберите, кому отправляете");
        RuleFor(input => input.Code).NotEmpty().WithMessage(input => $"Укажите {AuthorityWords.CodeOf(input.Authority!.Value)}")
            .When(input => input is { Authority: not null, IsAddressedByNumber: false });
        RuleFor(input => input.Code).Must((input, code) => FormOf(input.Authority!.Value).IsMatch(code)).WithMessage(input => $"Это {AuthorityWords.Example(input.Authority!.Value)}")
            .When(input => input is { Authority: not null, Code.Length: > 0 });
        RuleFor(input => input.Okpo).Must(okpo => OkpoForm().IsMatch(okpo)).WithMessage("В ОКПО 8, 10 или 14 цифр").When(input => input.Authority == Authority.Rosstat);
        RuleFor(input => input.SfrNumber).Must(number => NumberForm().IsMatch(number)).WithMessage("Номер в СФР — 10 цифр или 12 цифр вида 077-001-123456")
            .When(input => input.Authority == Authority.SocialFund);
        RuleFor(input => input.Payer).NotEmpty().WithMessage("Выберите, за кого отправляете");
        RuleFor(input => input.Warrant).Must(kind => kind is null or WarrantKind.MachineReadable).WithMessage("СФР и Росстат принимают только машиночитаемую доверенность")
            .When(input => input.Authority is Authority.SocialFund or Authority.Rosstat);
        When(input => input.Warrant == WarrantKind.MachineReadable, () =>
        {
            RuleFor(input => input.WarrantNumber).Must(number => Guid.TryParse(number, out _)).WithMessage("Номер МЧД — 32 цифры и латинские буквы от a до f, через дефисы");
            RuleFor(input => input.WarrantEndsOn).Must((input, _) => input.LastDay is not null).WithMessage("Укажите, до какого дня действует доверенность");
            RuleFor(input => input.WarrantEndsOn).Must((input, _) => input.LastDay >= today).WithMessage("Эта доверенность уже закончилась").When(input => input.LastDay is not null);
        });
    }

    private static Regex FormOf(Authority authority) => authority switch
    {
        Authority.Tax => TaxCode(),
        Authority.SocialFund => FundCode(),
        _ => StatCode(),
    };

    [GeneratedRegex(@"\A[0-9]{4}\z")]
    private static partial Regex TaxCode();

    [GeneratedRegex(@"\A[0-9]{3}-[0-9]{3}\z")]
    private static partial Regex FundCode();

    [GeneratedRegex(@"\A[0-9]{2}-[0-9]{2}\z")]
    private static partial Regex StatCode();

    [GeneratedRegex(@"\A(?:[0-9]{8}|[0-9]{10}|[0-9]{14})\z")]
    private static partial Regex OkpoForm();

    [GeneratedRegex(@"\A(?:[0-9]{10}|[0-9]{3}-[0-9]{3}-[0-9]{6})\z")]
    private static partial Regex NumberForm();
}

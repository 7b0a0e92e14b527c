using System.Text.RegularExpressions;
using FluentValidation;
using Portal.Features.Accounts;

namespace Portal.Features.Goskey.Senders;

/// <summary>A profile as it is typed; days as yyyy-MM-dd. Of a profile that is there an empty <see cref="ApiKey"/> keeps the one it has.</summary>
public sealed record SenderInput
{
    /// <summary>Name of the service unless another is given.</summary>
    public const string UsualService = "Подписание документов";

    public string Organization { get; init; } = "";
    public string Inn { get; init; } = "";
    public string Ogrn { get; init; } = "";
    public string Mnemonic { get; init; } = "";
    public string Region { get; init; } = "";
    public string ServiceName { get; init; } = UsualService;
    public RequestLayout Layout { get; init; }
    public SenderEnvironment Environment { get; init; }
    public string PersonName { get; init; } = "";
    public string PersonOid { get; init; } = "";
    public string ApiKey { get; init; } = "";
    public string KeyName { get; init; } = "";
    public string ApiKeyEndsOn { get; init; } = "";
    public string WarrantEndsOn { get; init; } = "";

    /// <summary>Without what a keyboard or the clipboard adds around.</summary>
    public SenderInput Trimmed() => this with
    {
        Organization = Organization.Trim(), Inn = Inn.Trim(), Ogrn = Ogrn.Trim(), Mnemonic = Mnemonic.Trim(), Region = Region.Trim(), ServiceName = ServiceName.Trim(),
        PersonName = PersonName.Trim(), PersonOid = PersonOid.Trim(), ApiKey = ApiKey.Trim(),
    };

    /// <summary>Does not tell the API-Key.</summary>
    public override string ToString() => nameof(SenderInput);
}

/// <summary>Rules of a profile, the same while one types and when it is saved.</summary>
public sealed partial class SenderRules : AbstractValidator<SenderInput>
{
    private const int LongestName = 500;

    /// <summary>Rules of a new profile, which must give its API-Key, or of one that is there.</summary>
    public SenderRules(bool isNew)
    {
        RuleFor(one => one.Organization).Custom((text, context) => Fail(TextProblem(text, "Укажите краткое наименование"), context.AddFailure));
        RuleFor(one => one.Inn).Custom((inn, context) => Fail(TaxNumbers.InnProblem(inn), context.AddFailure));
        RuleFor(one => one.Ogrn).Custom((ogrn, context) => Fail(
            TaxNumbers.OgrnProblem(ogrn)
                ?? (TaxNumbers.InnProblem(context.InstanceToValidate.Inn) is null && TaxNumbers.IsPerson(context.InstanceToValidate.Inn) != (ogrn.Length == 15)
                    ? "ИНН и ОГРН разного вида: у организации в них 10 и 13 цифр, у предпринимателя 12 и 15" : null),
            context.AddFailure));
        RuleFor(one => one.Mnemonic).NotEmpty().WithMessage("Укажите мнемонику системы")
            .Matches(MnemonicForm()).WithMessage("Мнемоника — до 100 заглавных латинских букв, цифр, дефисов и подчёркиваний, например DEMO01");
        RuleFor(one => one.Region).NotEmpty().WithMessage("Укажите код региона по ОКАТО")
            .Matches(RegionForm()).WithMessage("В коде ОКАТО от 2 до 11 цифр, например 45000000000");
        RuleFor(one => one.ServiceName).Custom((text, context) => Fail(TextProblem(text, "Укажите, что увидит подписант"), context.AddFailure));
        RuleFor(one => one.Layout).IsInEnum();
        RuleFor(one => one.Environment).IsInEnum();
        RuleFor(one => one.PersonName).Custom((text, context) => Fail(TextProblem(text, "Укажите, чей это API-Key"), context.AddFailure));
        RuleFor(one => one.PersonOid).Matches(OidForm()).WithMessage("Номер в ЕСИА состоит только из цифр, их не больше 20").When(one => one.PersonOid is not "");
        RuleFor(one => one.ApiKey).NotEmpty().WithMessage("Укажите API-Key").When(_ => isNew);
        RuleFor(one => one.ApiKey).Matches(ApiKeyForm())
            .WithMessage("API-Key выглядит так: 1b0e2c9a-0000-4000-8000-00000000abcd. Буквы только строчные, как его выдала ЕСИА").When(one => one.ApiKey is not "");
        RuleFor(one => one.KeyName).NotEmpty().WithMessage("Выберите ключ, которым подписывает портал");
        RuleFor(one => one.ApiKeyEndsOn).Must(IsDay).WithMessage(WrongDay).When(one => one.ApiKeyEndsOn is not "");
        RuleFor(one => one.WarrantEndsOn).Must(IsDay).WithMessage(WrongDay).When(one => one.WarrantEndsOn is not "");
    }

    /// <summary>What to say of a day that is none.</summary>
    internal const string WrongDay = "Укажите день полностью, например 31.12.2027";

    /// <summary>A day that a document may end on.</summary>
    internal static bool IsDay(string? text) => SenderProfile.DayOf(text) is { Year: >= 2000 and <= 2100 };

    private static string? TextProblem(string text, string missing) =>
        string.IsNullOrWhiteSpace(text) ? missing
        : text.Length > LongestName ? $"Длиннее {LongestName} знаков"
        : text.Any(char.IsControl) ? "В тексте есть невидимые служебные знаки"
        : null;

    private static void Fail(string? problem, Action<string> add)
    {
        if (problem is not null)
        {
            add(problem);
        }
    }

    [GeneratedRegex(@"^[A-Z0-9_-]{1,100}\z")]
    private static partial Regex MnemonicForm();

    [GeneratedRegex(@"^[0-9]{2,11}\z")]
    private static partial Regex RegionForm();

    [GeneratedRegex(@"^[0-9]{1,20}\z")]
    private static partial Regex OidForm();

    [GeneratedRegex(@"^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\z")]
    private static partial Regex ApiKeyForm();
}

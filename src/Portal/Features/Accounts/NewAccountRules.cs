using FluentValidation;

namespace Portal.Features.Accounts;

/// <summary>Rules of the account form, the same as one types and when it is sent.</summary>
public sealed class NewAccountRules : AbstractValidator<NewAccount>
{
    /// <summary>INN with its control digits, KPP for organisations, a name.</summary>
    public NewAccountRules()
    {
        RuleFor(account => account.Inn).Custom((inn, context) => Fail(TaxNumbers.InnProblem(inn), context.AddFailure));
        RuleFor(account => account.Kpp).Custom((kpp, context) => Fail(TaxNumbers.KppProblem(kpp ?? ""), context.AddFailure))
            .When(account => !TaxNumbers.IsPerson(account.Inn));
        RuleFor(account => account.Name).NotEmpty().WithMessage("Укажите название")
            .MaximumLength(500).WithMessage("Название длиннее 500 знаков");
    }

    private static void Fail(string? problem, Action<string> add)
    {
        if (problem is not null)
        {
            add(problem);
        }
    }
}

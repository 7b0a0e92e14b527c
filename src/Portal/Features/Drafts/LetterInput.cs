using FluentValidation;

namespace Portal.Features.Drafts;

/// <summary>A letter as it is typed.</summary>
/// <param name="Address">To whom and for whom.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Text">Text.</param>
public sealed record LetterInput(AddressingInput Address, string Subject, string Text);

/// <summary>Rules of a letter: an address, a subject and a text.</summary>
public sealed class LetterRules : AbstractValidator<LetterInput>
{
    private const int LongestSubject = 250;
    private const int LongestText = 50_000;

    /// <summary>Rules; <paramref name="today"/> is the day in Moscow.</summary>
    public LetterRules(DateOnly today)
    {
        RuleFor(letter => letter.Address).SetValidator(new AddressingRules(today));
        RuleFor(letter => letter.Subject).NotEmpty().WithMessage("Укажите тему письма").MaximumLength(LongestSubject).WithMessage($"Тема длиннее {LongestSubject} знаков");
        RuleFor(letter => letter.Text).NotEmpty().WithMessage("Напишите текст письма. Если он уже в файле, напишите, что ответ во вложении")
            .MaximumLength(LongestText).WithMessage($"Текст длиннее {LongestText} знаков: приложите его файлом");
    }
}

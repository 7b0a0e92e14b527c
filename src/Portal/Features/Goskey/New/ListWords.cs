namespace Portal.Features.Goskey.New;

/// <summary>What became of a change of a list, in a sentence that is also read aloud.</summary>
public static class ListWords
{
    /// <summary>The sentence.</summary>
    public static string Of(ListChange change, ListChanged outcome) => outcome.Problem is { } problem ? $"{problem}." : change switch
    {
        ListChange.DropFile => "Файл отложен, список прежний.",
        ListChange.Remove => "Человек убран из списка.",
        ListChange.Clear => "Список пуст.",
        _ when outcome.Added == 0 => "Все эти люди уже в списке.",
        _ when outcome.Known > 0 => $"Добавлено: {WizardWords.People(outcome.Added)}. Уже были в списке: {WizardWords.People(outcome.Known)}.",
        _ => $"Добавлено: {WizardWords.People(outcome.Added)}.",
    };
}

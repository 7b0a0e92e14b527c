using Portal.Ui;

namespace Portal.Features.Docflows.List;

/// <summary>The filters of the list in words for people.</summary>
public static class DocflowListWords
{
    /// <summary>A group of types.</summary>
    public static string Of(DocflowKind kind) => kind switch
    {
        DocflowKind.Report => "Отчёты",
        DocflowKind.Demand => "Требования",
        DocflowKind.LetterIn => "Письма от госорганов",
        DocflowKind.LetterOut => "Письма в госорганы",
        DocflowKind.Request => "Запросы",
        DocflowKind.Answer => "Ответы на требования",
        DocflowKind.Application => "Заявления",
        DocflowKind.Message => "Сообщения СФР",
        _ => "Прочее",
    };

    /// <summary>A state body.</summary>
    public static string Of(StateBody body) => body switch
    {
        StateBody.Inspection => "ФНС",
        StateBody.SocialFund => "СФР",
        StateBody.Rosstat => "Росстат",
        StateBody.Bank => "Банк России",
        StateBody.Interior => "МВД",
        _ => "Другой госорган",
    };

    /// <summary>A stage.</summary>
    public static string Of(DocflowStage stage) => stage switch
    {
        DocflowStage.UnderWay => "В пути",
        DocflowStage.Answered => "Получен ответ",
        DocflowStage.Accepted => "Принято",
        DocflowStage.Clarify => "Нужны уточнения",
        DocflowStage.Refused => "Отказ",
        DocflowStage.Received => "Получено от госоргана",
        DocflowStage.Finished => "Завершено",
        _ => "Другое состояние",
    };

    /// <summary>What is awaited from the person; null for nothing.</summary>
    public static string? Awaited(DocflowEntry entry) => entry.Awaits switch
    {
        AwaitedAnswer.Receipt => "ждёт вашего извещения о получении",
        AwaitedAnswer.Decision => "ждёт вашего решения",
        AwaitedAnswer.Documents => "ждёт документов",
        _ => null,
    };

    /// <summary>The same for a chip.</summary>
    public static string? AwaitedShort(DocflowEntry entry) => entry.Awaits == AwaitedAnswer.Receipt ? "ждёт извещения" : Awaited(entry);

    /// <summary>By when, in words: «до 8 декабря 2026», with «расчётный срок» when nobody but us has counted it; null when there is no day.</summary>
    public static string? Due(DocflowEntry entry) => entry.Due is { } day ? $"до {MoscowTime.Day(day)}{(entry.DueCounted == 1 ? ", срок расчётный" : null)}" : null;

    /// <summary>How near the day is.</summary>
    public static StatusTone DueTone(DocflowEntry entry, DateOnly today) => (entry.Due?.DayNumber - today.DayNumber) switch
    {
        null => StatusTone.Neutral,
        < 0 => StatusTone.Refused,
        <= 2 => StatusTone.NeedsYou,
        _ => StatusTone.Neutral,
    };
}

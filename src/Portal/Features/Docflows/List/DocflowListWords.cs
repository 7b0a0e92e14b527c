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
    public static string? Awaited(DocflowEntry entry) => DocflowAwaits.Answer(entry.Type, entry.Status) switch
    {
        AwaitedAnswer.Receipt => "ждёт вашего извещения о получении",
        AwaitedAnswer.Decision => "ждёт вашего решения",
        _ => null,
    };
}

namespace Portal.Features.Goskey.Results;

/// <summary>Letters about results. They name the package and its documents, and nobody's identifiers.</summary>
internal static class ResultLetter
{
    /// <summary>Something is wrong with signatures that came back.</summary>
    public static (string Subject, string Body) Alarm(Package package, IReadOnlyList<PackageDocument> alarming)
    {
        var found = alarming.Select(document =>
            $"{document.DisplayName}\n{string.Concat((DocumentReport.Of(document)?.Alarms ?? []).Select(alarm => $"- {ResultWords.Of(alarm).Sentence}\n"))}");
        return (
            "Госключ: подпись под вопросом",
            $"""
            Пакет «{package.Title}» ({package.SenderName}): Госключ сообщил, что документы подписаны, но проверка на портале нашла ошибки.

            {string.Join('\n', found)}
            Не полагайтесь на эти подписи, пока не разобрались. Подробности на странице пакета в портале.

            """);
    }
}

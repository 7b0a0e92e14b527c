using System.Text;

namespace Portal.Features.Goskey.Results;

/// <summary>Letters about results. They name the package and its documents, and nobody's identifiers.</summary>
internal static class ResultLetter
{
    /// <summary>Something is wrong with signatures that came back.</summary>
    public static (string Subject, string Body) Alarm(Package package, IReadOnlyList<PackageDocument> alarming)
    {
        var body = new StringBuilder($"Пакет «{package.Title}» ({package.SenderName}): Госключ сообщил, что документы подписаны, но проверка на портале нашла ошибки.\n\n");
        foreach (var document in alarming)
        {
            body.Append($"{document.DisplayName}\n");
            foreach (var alarm in DocumentReport.Of(document)?.Alarms ?? [])
            {
                body.Append($"- {ResultWords.Of(alarm).Sentence}\n");
            }

            body.Append('\n');
        }

        return ("Госключ: подпись под вопросом", body.Append("Не полагайтесь на эти подписи, пока не разобрались. Подробности на странице пакета в портале.\n").ToString());
    }
}

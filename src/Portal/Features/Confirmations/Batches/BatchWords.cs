using Portal.Ui;

namespace Portal.Features.Confirmations.Batches;

/// <summary>A queue of signatures in words.</summary>
internal static class BatchWords
{
    /// <summary>How much is asked of the person, said beforehand: «12 документов — 12 кодов».</summary>
    public static string Heading(int whole, SigningWay? way)
    {
        var documents = Plural.Of(whole, "документ", "документа", "документов");
        return whole == 0 ? "Подписывать нечего" : way switch
        {
            SigningWay.MyDss => $"{documents} — {Plural.Of(whole, "подтверждение", "подтверждения", "подтверждений")} на телефоне",
            SigningWay.None => $"{documents}, без подтверждения",
            _ => $"{documents} — {Plural.Of(whole, "код", "кода", "кодов")}",
        };
    }

    /// <summary>State of the queue.</summary>
    public static (string Word, StatusTone Tone) State(BatchState state, int failed, int whole) => state switch
    {
        BatchState.New => ("Не начато", StatusTone.Neutral),
        BatchState.Paused => ("Приостановлено", StatusTone.NeedsYou),
        BatchState.Running => ("Подписывается", StatusTone.UnderWay),
        _ when failed > 0 => ("Подписано не всё", StatusTone.NeedsYou),
        _ when whole == 0 => ("Нечего подписывать", StatusTone.Neutral),
        _ => ("Всё подписано", StatusTone.Accepted),
    };

    /// <summary>What happens next.</summary>
    public static string Explanation(SigningBatch batch, int failed, SigningWay? way) => batch.State switch
    {
        BatchState.New when way == SigningWay.MyDss => "Запросы придут в приложение MyDSS по одному: следующий — после того, как вы подтвердите предыдущий.",
        BatchState.New when way == SigningWay.None => "В прошлый раз этот сертификат подписывал без кода: документы будут подписаны один за другим.",
        BatchState.New => $"Коды придут по СМС на {batch.PhoneMask} по одному: следующий — после того, как принят предыдущий.",
        BatchState.Paused => "Новые коды не запрашиваются. Уже подписанное останется подписанным, продолжить можно в любой момент.",
        BatchState.Running => "Страницу можно закрыть: очередь сохранится, а без вас новые коды не запрашиваются.",
        _ when failed > 0 => "Причины указаны в списке. Повторить можно только то, что не подписано.",
        _ => "Отправить подписанные отчёты можно из списка отчётов.",
    };

    /// <summary>State of one document in it; <paramref name="current"/> is the open operation, if there is one.</summary>
    public static (string Word, StatusTone Tone) Of(BatchItemState state, Signing? current) => state switch
    {
        BatchItemState.Signed => ("Подписан", StatusTone.Accepted),
        BatchItemState.Failed => ("Не подписан", StatusTone.Refused),
        BatchItemState.Refused => ("Подписать нельзя", StatusTone.Refused),
        BatchItemState.Current when current is { Way: SigningWay.MyDss } => ("Ждёт подтверждения на телефоне", StatusTone.NeedsYou),
        BatchItemState.Current => (current is null ? "Ждёт продолжения" : "Ждёт код из СМС", StatusTone.NeedsYou),
        _ => ("В очереди", StatusTone.Neutral),
    };
}

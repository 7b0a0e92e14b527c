using Portal.Ui;

namespace Portal.Features.Confirmations.Batches;

/// <summary>A queue of signatures or decryptions in words.</summary>
internal static class BatchWords
{
    /// <summary>How much is asked of the person, said beforehand: «12 документов — 12 кодов».</summary>
    public static string Heading(int whole, SigningWay? way, SigningKind kind)
    {
        var documents = Plural.Of(whole, "документ", "документа", "документов");
        return whole == 0 ? (Decrypts(kind) ? "Расшифровывать нечего" : "Подписывать нечего") : way switch
        {
            SigningWay.MyDss => $"{documents} — {Plural.Of(whole, "подтверждение", "подтверждения", "подтверждений")} на телефоне",
            SigningWay.None when !Decrypts(kind) => $"{documents}, без подтверждения",
            _ => $"{documents} — {Plural.Of(whole, "код", "кода", "кодов")}",
        };
    }

    /// <summary>What is done in the queue: the label of its bar.</summary>
    public static string Done(SigningKind kind) => Decrypts(kind) ? "Расшифровано" : "Подписано";

    /// <summary>On the button that begins it.</summary>
    public static string Begin(SigningKind kind) => Decrypts(kind) ? "Начать расшифровку" : "Начать подписание";

    /// <summary>On the button that repeats what failed.</summary>
    public static string Repeat(SigningKind kind, int failed) => Decrypts(kind) ? $"Повторить нерасшифрованные: {failed}" : $"Повторить неподписанные: {failed}";

    /// <summary>Its title among other things that need the person.</summary>
    public static string Title(SigningKind kind, long whole) =>
        $"Очередь {(Decrypts(kind) ? "расшифровки" : "подписания")}, {Plural.Of(whole, "документ", "документа", "документов")}";

    /// <summary>State of the queue.</summary>
    public static (string Word, StatusTone Tone) State(BatchState state, int failed, int whole, SigningKind kind) => state switch
    {
        BatchState.New => ("Не начато", StatusTone.Neutral),
        BatchState.Paused => ("Приостановлено", StatusTone.NeedsYou),
        BatchState.Running => (Decrypts(kind) ? "Расшифровывается" : "Подписывается", StatusTone.UnderWay),
        _ when failed > 0 => ($"{Done(kind)} не всё", StatusTone.NeedsYou),
        _ when whole == 0 => (Decrypts(kind) ? "Нечего расшифровывать" : "Нечего подписывать", StatusTone.Neutral),
        _ => (Decrypts(kind) ? "Всё расшифровано" : "Всё подписано", StatusTone.Accepted),
    };

    /// <summary>What happens next.</summary>
    public static string Explanation(SigningBatch batch, int failed, SigningWay? way) => batch.State switch
    {
        BatchState.New when way == SigningWay.MyDss => "Запросы придут в приложение MyDSS по одному: следующий — после того, как вы подтвердите предыдущий.",
        BatchState.New when way == SigningWay.None && !Decrypts(batch.Kind) => "В прошлый раз этот сертификат подписывал без кода: документы будут подписаны один за другим.",
        BatchState.New => $"Коды придут по СМС на {batch.PhoneMask} по одному: следующий — после того, как принят предыдущий.",
        BatchState.Paused => Decrypts(batch.Kind) ? "Новые коды не запрашиваются. Расшифрованное уже можно читать, продолжить можно в любой момент."
            : "Новые коды не запрашиваются. Уже подписанное останется подписанным, продолжить можно в любой момент.",
        BatchState.Running => "Страницу можно закрыть: очередь сохранится, а без вас новые коды не запрашиваются.",
        _ when failed > 0 => Decrypts(batch.Kind) ? "Причины указаны в списке. Повторить можно только то, что не расшифровано." : "Причины указаны в списке. Повторить можно только то, что не подписано.",
        _ => Decrypts(batch.Kind) ? "Откройте документ из списка, чтобы прочитать его." : "Отправить подписанные отчёты можно из списка отчётов.",
    };

    /// <summary>State of one document in it; <paramref name="current"/> is the open operation, if there is one.</summary>
    public static (string Word, StatusTone Tone) Of(BatchItemState state, Signing? current, SigningKind kind) => state switch
    {
        BatchItemState.Signed => (Decrypts(kind) ? "Расшифрован" : "Подписан", StatusTone.Accepted),
        BatchItemState.Failed => (Decrypts(kind) ? "Не расшифрован" : "Не подписан", StatusTone.Refused),
        BatchItemState.Refused => (Decrypts(kind) ? "Расшифровать нельзя" : "Подписать нельзя", StatusTone.Refused),
        BatchItemState.Current when current is { Way: SigningWay.MyDss } => ("Ждёт подтверждения на телефоне", StatusTone.NeedsYou),
        BatchItemState.Current => (current is null ? "Ждёт продолжения" : "Ждёт код из СМС", StatusTone.NeedsYou),
        _ => ("В очереди", StatusTone.Neutral),
    };

    private static bool Decrypts(SigningKind kind) => kind == SigningKind.Decryption;
}

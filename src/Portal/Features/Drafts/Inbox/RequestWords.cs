using Portal.Ui;

namespace Portal.Features.Drafts.Inbox;

/// <summary>Requests for a signature in words for people.</summary>
public static class RequestWords
{
    /// <summary>State: word and colour.</summary>
    public static (string Word, StatusTone Tone) Of(RequestState state) => state switch
    {
        RequestState.Asked => ("Ждёт вашей подписи", StatusTone.NeedsYou),
        RequestState.Done => ("Подписан", StatusTone.Accepted),
        RequestState.Declined => ("Вы не подписали", StatusTone.Neutral),
        RequestState.Withdrawn => ("Отозван", StatusTone.Neutral),
        _ => ("Изменён после передачи", StatusTone.Neutral),
    };

    /// <summary>Why nothing is to be done any more, or not yet; null when it may be signed.</summary>
    public static string? WhyNot(RequestView view) => (view.Request.State, view.Draft.State) switch
    {
        (RequestState.Done, _) => "Вы подписали этот отчёт. Отправит его тот, кто передал.",
        (RequestState.Declined, _) => "Вы отказались подписывать этот отчёт.",
        (RequestState.Withdrawn, _) => "Коллега отозвал просьбу: подписывать больше не нужно.",
        (RequestState.Void, _) => "Файлы отчёта изменились после передачи. Если подпись ещё нужна, коллега передаст отчёт снова.",
        (_, DraftState.Checking) => "Контур проверяет отчёт с вашим сертификатом. Как только проверка закончится, его можно будет подписать.",
        (_, DraftState.CheckFailed or DraftState.Editing) => "Отчёт не прошёл проверку: подписать его пока нельзя. Коллега это видит.",
        _ when view.Own is null => "Сертификата, с которым отчёт проверен, у вас больше нет. Сообщите об этом коллеге.",
        _ => null,
    };
}

using Portal.Integrations.KonturExtern;

namespace Portal.Features.Confirmations;

/// <summary>States of a confirmation in words for people.</summary>
public static class SigningWords
{
    /// <summary>The vendor's status of an operation on the phone (contract drafts 2.4); null for one we do not know.</summary>
    public static SigningPhase? PhaseOf(Word progress) =>
        progress == CryptStatuses.Enqueued ? SigningPhase.Queued
        : progress == CryptStatuses.InProgress ? SigningPhase.Running
        : progress == CryptStatuses.AwaitingForConfirmation ? SigningPhase.OnPhone
        : progress == CryptStatuses.UserHasUnconfirmedOperation ? SigningPhase.BehindAnother
        : progress == CryptStatuses.CanceledByUser ? SigningPhase.Declined
        : progress == CryptStatuses.Timeout ? SigningPhase.TimedOut
        : progress == CryptStatuses.ExceededConfirmationAttemptsCount ? SigningPhase.AttemptsUsedUp
        : progress == CryptStatuses.Crashed ? SigningPhase.Crashed
        : null;

    /// <summary>While it waits on the phone: what is going on, and what to do.</summary>
    public static (string What, string ToDo) OnPhone(Signing signing) => signing.Phase switch
    {
        SigningPhase.Queued => ("Контур готовит запрос на телефон", "Держите телефон рядом: запрос появится в приложении MyDSS через несколько секунд."),
        SigningPhase.Running => (KindWords.Of(signing.Kind).Running, "На телефоне больше ничего делать не нужно."),
        SigningPhase.BehindAnother => ("В приложении ждёт другая операция", "Откройте MyDSS и сначала подтвердите или отклоните её. После этого придёт этот запрос."),
        _ => ($"Подтвердите {KindWords.Of(signing.Kind).What} на телефоне", "Откройте приложение MyDSS, сверьте название документа, нажмите «Подтвердить» и введите ПИН-код."),
    };

    /// <summary>Why it ended without a signature, and what to do.</summary>
    public static (string What, string ToDo) Ended(Signing signing) => signing.Phase switch
    {
        SigningPhase.Declined => ($"Вы отклонили {KindWords.Of(signing.Kind).What} в приложении.", "Если это вышло случайно, отправьте запрос на телефон ещё раз."),
        SigningPhase.TimedOut => ("Время на подтверждение в приложении вышло.", "Отправьте запрос ещё раз и подтвердите его на телефоне."),
        SigningPhase.AttemptsUsedUp => ("Попытки ввести ПИН-код закончились.", "Вспомните ПИН-код и отправьте запрос ещё раз. Если приложение заблокировано, обратитесь в удостоверяющий центр."),
        SigningPhase.Crashed => (signing.Message ?? KindWords.Of(signing.Kind).Crashed, "Попробуйте ещё раз. Если не поможет, обратитесь в поддержку."),
        SigningPhase.GivenUp => (KindWords.Of(signing.Kind).GivenUp, "Начать заново можно в любой момент."),
        SigningPhase.Changed => (signing.Message ?? "Документы изменились после того, как вы нажали «Подписать».", "Просмотрите отчёт, проверьте его и подпишите заново."),
        SigningPhase.NotAvailable => (
            "Контур не подписывает черновики облачным сертификатом.",
            "Подпишите файлы в другой программе и приложите готовые подписи (.sig) к отчёту: место для них ниже, на странице отчёта."),
        _ => (signing.Message ?? "Подписание закончилось без подписи.", "Запросите новый код."),
    };
}

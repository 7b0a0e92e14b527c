using Portal.Features.Confirmations;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>States of a report being made, in words for people.</summary>
public static class DraftWords
{
    /// <summary>Word and colour; <paramref name="waiting"/> is the way of a signature that waits on the phone.</summary>
    public static (string Word, StatusTone Tone) Of(DraftState state, SigningWay? waiting = null) => state switch
    {
        DraftState.Checked when waiting == SigningWay.Sms => ("Ждёт код из СМС", StatusTone.NeedsYou),
        DraftState.Checked when waiting == SigningWay.MyDss => ("Ждёт подтверждения на телефоне", StatusTone.NeedsYou),
        DraftState.Editing => ("Не проверен", StatusTone.Neutral),
        DraftState.Checking => ("Проверяется", StatusTone.UnderWay),
        DraftState.CheckFailed => ("Есть ошибки", StatusTone.Refused),
        DraftState.Checked => ("Ждёт подписи", StatusTone.NeedsYou),
        DraftState.Signed => ("Подписан", StatusTone.NeedsYou),
        DraftState.Preparing => ("Готовится к отправке", StatusTone.UnderWay),
        DraftState.Ready => ("Готов к отправке", StatusTone.NeedsYou),
        DraftState.Sending => ("Отправляется", StatusTone.UnderWay),
        _ => ("Отправлен", StatusTone.Accepted),
    };

    /// <summary>Why a check did not start; null when it did.</summary>
    public static string? Of(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.NotReady => "Проверка не началась: выберите действующий сертификат. Если он выбран, обновите страницу.",
        CheckOutcome.Busy => "Отчёт уже проверяется или подписан в другой вкладке.",
        _ => null,
    };

    /// <summary>The journey of a report as four steps.</summary>
    public static IReadOnlyList<Step> Steps(DraftState state) =>
    [
        new("Файл", StepState.Done),
        new("Проверка", state switch
        {
            DraftState.Editing or DraftState.Checking => StepState.Current,
            DraftState.CheckFailed => StepState.Problem,
            _ => StepState.Done,
        }),
        new("Подпись", state switch
        {
            DraftState.Editing or DraftState.Checking or DraftState.CheckFailed => StepState.ToDo,
            DraftState.Checked => StepState.Current,
            _ => StepState.Done,
        }),
        new("Отправка", state switch
        {
            DraftState.Signed or DraftState.Preparing or DraftState.Ready or DraftState.Sending => StepState.Current,
            DraftState.Sent => StepState.Done,
            _ => StepState.ToDo,
        }),
    ];
}

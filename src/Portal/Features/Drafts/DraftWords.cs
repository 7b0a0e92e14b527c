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

    /// <summary>What the draft is called: «отчёт», «письмо», «запрос» or «ответ», alike as a subject and as an object.</summary>
    public static string Noun(DraftPurpose purpose) => purpose switch
    {
        DraftPurpose.Letter => "письмо",
        DraftPurpose.Request => "запрос",
        DraftPurpose.Inventory => "ответ",
        _ => "отчёт",
    };

    /// <summary>The same at the beginning of a sentence.</summary>
    public static string Title(DraftPurpose purpose) => purpose switch
    {
        DraftPurpose.Letter => "Письмо",
        DraftPurpose.Request => "Запрос",
        DraftPurpose.Inventory => "Ответ",
        _ => "Отчёт",
    };

    /// <summary>Ending of a short participle about it: «подписан», «подписано».</summary>
    public static string Ending(DraftPurpose purpose) => purpose == DraftPurpose.Letter ? "о" : "";

    /// <summary>The warrant by which a draft goes.</summary>
    public static string Warrant(Sending? sending) => sending?.Warrant switch
    {
        null when sending?.Problem is not null => "Нужна",
        null => "Не нужна",
        { Kind: WarrantKind.MachineReadable } machine => $"МЧД {machine.Number}{Until(machine)}",
        { Kind: WarrantKind.Message } message => $"Сообщение о представительстве по данным Контура{(message.Number is null ? null : $", доверенность № {message.Number}")}{Until(message)}",
        _ => "Приложенный файл доверенности",
    };

    /// <summary>What a file of a draft is.</summary>
    public static string File(DocumentKind kind, DraftPurpose purpose) => kind switch
    {
        DocumentKind.Warrant => "Доверенность",
        DocumentKind.Attachment => "Приложение",
        _ => purpose switch { DraftPurpose.Letter => "Текст письма", DraftPurpose.Inventory => "Опись", _ => Title(purpose) },
    };

    /// <summary>Who takes it, as the subject of a sentence with «ответил».</summary>
    public static string Body(Authority? authority) => authority switch
    {
        Authority.SocialFund => "СФР",
        Authority.Rosstat => "Росстат",
        _ => "инспекция",
    };

    /// <summary>Why a check did not start; null when it did.</summary>
    public static string? Of(CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.NotReady => "Проверка не началась: выберите действующий сертификат и заполните раздел «Кому и от кого». Если всё заполнено, обновите страницу.",
        CheckOutcome.Busy => "Отчёт уже проверяется или подписан в другой вкладке.",
        _ => null,
    };

    private static string? Until(ChosenWarrant warrant) => warrant.EndsOn is { } last ? $", до {Sending.Day(last)}" : null;

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

using Portal.Ui;

namespace Portal.Features.Goskey.Reminders;

/// <summary>Letters to recipients: what waits, from whom, until when, and how to sign. No names, no identifiers, no links into the portal.</summary>
internal static class ReminderLetter
{
    /// <summary>The letter of this number, from 0.</summary>
    public static (string Subject, string Body) Of(DueReminder due)
    {
        var until = MoscowTime.Full(due.SignableUntil);
        var isFirst = due.Reminders == 0;
        var (what, certificate) = (
            isFirst
                ? $"{due.SenderName} просит вас подписать документы в приложении «Госключ»: «{due.Title}»."
                : $"Документы «{due.Title}» от отправителя {due.SenderName} всё ещё ждут вашей подписи в приложении «Госключ».",
            due.SignatureKind == SignatureKind.Ukep
                ? "Если сертификата УКЭП ещё нет, выпустите его в приложении: обычно для этого нужен биометрический загранпаспорт."
                : "Если сертификата УНЭП ещё нет, выпустите его в приложении.");
        var body = $"""
            Здравствуйте!

            {what}

            Подписать или отклонить их можно до {until}. После этого документы закроются.

            Что сделать:
            1. Откройте приложение «Госключ» на телефоне. Если его нет, установите с сайта https://goskey.ru и войдите с учётной записью Госуслуг.
            2. {certificate}
            3. Откройте документы, прочитайте и нажмите «Подписать» или «Отказаться».

            Письмо отправлено автоматически. Если вы не ждали документов от этой организации, не подписывайте их.

            """;
        return (isFirst ? $"Документы на подпись в «Госключе» от {due.SenderName}" : $"Напоминание: документы ждут подписи до {until}", body);
    }
}

using System.Collections.Frozen;
using Portal.Ui;

namespace Portal.Features.Audit;

/// <summary>Operations and outcomes in words for people; what is not known here is shown as it is written.</summary>
public static class AuditWords
{
    // With the kind of the vendor's error behind it.
    private const string RefusedBecause = "refused: ";
    private const string NotTakenBecause = "not taken: ";

    /// <summary>Known operations.</summary>
    public static FrozenDictionary<string, string> Operations { get; } = new Dictionary<string, string>
    {
        ["session.sign-in"] = "Вход",
        ["session.sign-out"] = "Выход",
        ["session.end"] = "Завершение сеанса в другом браузере",
        ["session.end-others"] = "Завершение всех других сеансов",
        ["session.limit-pages"] = "Закрытие лишней вкладки",
        ["session.provider-sign-out"] = "Выход у поставщика входа",
        ["link.create"] = "Связь с Контуром",
        ["link.not-me"] = "«Это не я» при связывании",
        ["link.approve"] = "Одобрение связи",
        ["link.reject"] = "Отклонение связи",
        ["link.block"] = "Блокировка связи",
        ["link.unblock"] = "Разблокировка связи",
        ["link.retry"] = "Повторный запрос связи",
        ["link.unlink"] = "Снятие связи",
        ["link.ask-relink"] = "Запрос перепривязки",
        ["link.approve-relink"] = "Согласование перепривязки",
        ["link.cancel-relink"] = "Отмена перепривязки",
        ["link.relink"] = "Перепривязка",
        ["links.export"] = "Выгрузка связей",
        ["registry.preview"] = "Просмотр файла реестра",
        ["registry.import"] = "Загрузка реестра сертификатов",
        ["registry.cancel-import"] = "Отмена загрузки реестра",
        ["registry.add"] = "Добавление записи реестра",
        ["registry.edit"] = "Изменение записи реестра",
        ["registry.delete"] = "Удаление записи реестра",
        ["registry.export"] = "Выгрузка реестра",
        ["registry.settle-change"] = "Решение оставить связь",
        ["accounts.refresh"] = "Обновление списка организаций",
        ["accounts.open"] = "Открытие организации",
        ["accounts.create"] = "Добавление организации",
        ["accounts.delete"] = "Удаление организации",
        ["draft.upload"] = "Загрузка отчёта",
        ["draft.check"] = "Проверка отчёта",
        ["draft.sign"] = "Запрос подписи отчёта",
        ["draft.prepare"] = "Подготовка отчёта к отправке",
        ["draft.send"] = "Отправка отчёта",
        ["draft.hand-over"] = "Передача отчёта на подпись",
        ["draft.withdraw-request"] = "Отзыв отчёта с подписи",
        ["request.sign"] = "Запрос подписи переданного отчёта",
        ["request.decline"] = "Отказ подписать переданный отчёт",
        ["draft.allow-resend"] = "Разрешение отправить файл ещё раз",
        ["draft.delete"] = "Удаление отчёта",
        ["draft.add-document"] = "Добавление или замена файла отчёта",
        ["draft.move-document"] = "Порядок файлов отчёта",
        ["draft.print"] = "Печатная форма файла отчёта",
        ["draft.remove-document"] = "Удаление документа из отчёта",
        ["draft.address"] = "Изменение получателя или доверенности",
        ["draft.answer"] = "Ответ на входящий документ",
        ["draft.write-letter"] = "Составление письма",
        ["draft.build-request"] = "Составление запроса в налоговую",
        ["draft.accept-signature"] = "Подготовка отчёта с подписью внутри файла",
        ["signing.begin"] = "Начало подписания",
        ["signing.confirm"] = "Подтверждение подписи",
        ["draft.attach-signature"] = "Приложение готовой подписи",
        ["signing.new-code"] = "Запрос нового кода",
        ["signing.batch"] = "Очередь подписания",
        ["signing.continue-batch"] = "Следующий документ очереди",
        ["signing.pause-batch"] = "Приостановка очереди подписания",
        ["signing.repeat-batch"] = "Повтор неподписанных",
        ["signing.leave"] = "Отказ от подписания",
        ["deadlines.refresh"] = "Обновление сроков отчётов и платежей",
        ["docflows.save-filter"] = "Сохранение отбора документов",
        ["docflows.delete-filter"] = "Удаление отбора документов",
        ["docflows.refresh"] = "Обновление документооборота",
        ["docflow.open"] = "Открытие документооборота",
        ["docflow.document.open"] = "Чтение документа",
        ["docflow.document.print"] = "Печатная форма документа",
        ["docflow.document.decrypt"] = "Расшифровка документа",
        ["docflow.package"] = "Пакет документов",
        ["docflow.check-demand"] = "Проверка требования",
        ["docflow.decrypt-all"] = "Очередь расшифровки",
        ["docflows.receipts"] = "Квитанции на несколько документов",
        ["docflows.packages"] = "Пакеты нескольких документооборотов",
        ["calendar.replace"] = "Замена производственного календаря",
        ["calendar.restore"] = "Возврат производственного календаря",
        ["inventory.add-file"] = "Файл к ответу на требование",
        ["inventory.set-item"] = "Пункт требования у файла ответа",
        ["inventory.remove-file"] = "Удаление файла из ответа на требование",
        ["inventory.build"] = "Составление описи",
        ["docflow.make-reply"] = "Подготовка ответа",
        ["docflow.reply"] = "Ответ на документ",
        ["goskey.begin"] = "Новый пакет для Госключа",
        ["goskey.recipient"] = "Кто подписывает пакет",
        ["goskey.recipients"] = "Список подписывающих",
        ["goskey.read-list"] = "Чтение файла со списком людей",
        ["goskey.change-list"] = "Изменение списка людей",
        ["goskey.forget-recipient"] = "Удаление получателя из запомненных",
        ["goskey.add-document"] = "Добавление документа в пакет",
        ["goskey.arrange-documents"] = "Изменение документов пакета",
        ["goskey.title"] = "Название пакета",
        ["goskey.open-document"] = "Просмотр документа пакета",
        ["goskey.discard"] = "Удаление черновика пакета",
        ["goskey.add-sender"] = "Новый отправитель Госключа",
        ["goskey.edit-sender"] = "Изменение отправителя Госключа",
        ["goskey.close-sender"] = "Закрытие отправителя Госключа",
        ["goskey.check-sender"] = "Проверка ключа отправителя в ЕСИА",
        ["goskey.grant-right"] = "Право отправлять в Госключ",
        ["goskey.revoke-right"] = "Отзыв права отправлять в Госключ",
        ["audit.verify"] = "Проверка журнала",
        ["audit.export"] = "Выгрузка журнала",
        ["audit.trim"] = "Удаление старых записей журнала",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Known outcomes.</summary>
    public static FrozenDictionary<string, (string Word, StatusTone Tone)> Outcomes { get; } = new Dictionary<string, (string, StatusTone)>
    {
        ["done"] = ("Выполнено", StatusTone.Accepted),
        ["accepted"] = ("Принято", StatusTone.Accepted),
        ["confirmed"] = ("Подтверждено", StatusTone.Accepted),
        ["sound"] = ("Журнал цел", StatusTone.Accepted),
        ["denied"] = ("Нет доступа", StatusTone.Refused),
        ["failed"] = ("Ошибка", StatusTone.Refused),
        ["refused"] = ("Отказано", StatusTone.Refused),
        ["broken"] = ("Журнал нарушен", StatusTone.Refused),
        ["unclear"] = ("Неизвестно", StatusTone.NeedsYou),
        ["cancelled"] = ("Прервано", StatusTone.Neutral),
        ["not in registry"] = ("Нет в реестре", StatusTone.Refused),
        ["blocked"] = ("Заблокировано", StatusTone.Refused),
        ["awaiting approval"] = ("Ждёт администратора", StatusTone.NeedsYou),
        ["second administrator needed"] = ("Нужен второй администратор", StatusTone.NeedsYou),
        ["too often"] = ("Слишком часто", StatusTone.Refused),
        ["no reason"] = ("Нет причины", StatusTone.Neutral),
        ["moved"] = ("Уже изменилось", StatusTone.Neutral),
        ["nothing to move"] = ("Перепривязывать некуда", StatusTone.Neutral),
        ["phone corrected"] = ("Телефон исправлен по реестру", StatusTone.NeedsYou),
        ["impossible"] = ("Невозможно", StatusTone.Refused),
        ["taken by another"] = ("Занято другим человеком", StatusTone.Refused),
        ["refused: on its way"] = ("Отказано: уже отправляется", StatusTone.Refused),
        ["not ready"] = ("Не готово", StatusTone.Neutral),
        ["answered"] = ("Уже отвечено", StatusTone.Neutral),
        ["no certificate"] = ("Нет сертификата", StatusTone.Neutral),
        ["not ready or already sent"] = ("Не готово или уже отправлено", StatusTone.Neutral),
        ["same file"] = ("Такой файл уже отправлен", StatusTone.NeedsYou),
        ["busy"] = ("Занято", StatusTone.Neutral),
        ["invalid"] = ("Неверные данные", StatusTone.Refused),
        ["name not confirmed"] = ("Название не подтверждено", StatusTone.Neutral),
        ["was gone"] = ("Уже не было", StatusTone.Neutral),
        ["changed"] = ("Документы изменились", StatusTone.Refused),
        ["not available"] = ("Подписание недоступно", StatusTone.Refused),
        ["over"] = ("Время вышло", StatusTone.Neutral),
        ["gone"] = ("Уже не было", StatusTone.Neutral),
        ["renewed"] = ("Не записано: реестр изменился", StatusTone.Neutral),
        ["overtaken"] = ("Не записано: запись изменили раньше", StatusTone.Neutral),
        ["same organization"] = ("У организации уже есть профиль", StatusTone.Refused),
        ["taken"] = ("Такой сертификат уже есть", StatusTone.Refused),
        ["last of a linked person"] = ("Отказано: последняя запись связанного", StatusTone.Refused),
        ["cut at the limit"] = ("Выполнено не целиком", StatusTone.NeedsYou),
        ["disputed"] = ("Данные оспорены", StatusTone.NeedsYou),
        ["stale"] = ("Показано сохранённое: Контур не ответил", StatusTone.NeedsYou),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>An operation.</summary>
    public static string Operation(string code) => Operations.GetValueOrDefault(code, code);

    /// <summary>An outcome.</summary>
    public static (string Word, StatusTone Tone) Outcome(string code) =>
        Outcomes.TryGetValue(code, out var known) ? known
        : code.StartsWith(RefusedBecause, StringComparison.Ordinal) ? ("Отказано Контуром", StatusTone.Refused)
        : code.StartsWith(NotTakenBecause, StringComparison.Ordinal) ? ("Не принято Контуром", StatusTone.Refused)
        : (code, StatusTone.Neutral);

    /// <summary>What is wrong with a broken record.</summary>
    public static string Fault(AuditFault fault) => fault switch
    {
        AuditFault.Changed => "Запись изменена",
        AuditFault.Missing => "Запись удалена",
        AuditFault.OutOfOrder => "Записи переставлены",
        AuditFault.Inserted => "Запись добавлена не порталом",
        AuditFault.TailCut => "Последние записи удалены",
        AuditFault.HeadChanged => "Изменён сохранённый конец журнала",
        AuditFault.AnchorChanged => "Изменено сохранённое начало журнала",
        _ => "Журнал не тот, что был записан в протокол сервера",
    };
}

using MudBlazor;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>Links in an administrator's words.</summary>
public static class LinkWords
{
    /// <summary>A state.</summary>
    public static (string Word, StatusTone Tone) State(LinkState state) => state switch
    {
        LinkState.AwaitingApproval => ("Ждёт решения", StatusTone.NeedsYou),
        LinkState.Requested => ("Ждёт ответа Контура", StatusTone.UnderWay),
        LinkState.Active => ("Действует", StatusTone.Accepted),
        LinkState.Refused => ("Отказ Контура", StatusTone.Refused),
        LinkState.Blocked => ("Заблокирована", StatusTone.Refused),
        _ => ("Снята", StatusTone.Neutral),
    };

    /// <summary>The verb on a button.</summary>
    public static string Verb(LinkAction action) => action switch
    {
        LinkAction.Approve => "Одобрить",
        LinkAction.Reject => "Отклонить",
        LinkAction.Block => "Заблокировать",
        LinkAction.Unblock => "Разблокировать",
        LinkAction.Retry => "Спросить Контур ещё раз",
        _ => "Снять связь",
    };

    /// <summary>What was done, as the page says it afterwards.</summary>
    public static string Done(LinkAction action) => action switch
    {
        LinkAction.Approve => "Связь одобрена, Контур её принял",
        LinkAction.Reject => "Связь отклонена",
        LinkAction.Block => "Связь заблокирована, открытые страницы человека закрыты",
        LinkAction.Unblock => "Связь снова действует",
        LinkAction.Retry => "Контур принял связь",
        _ => "Связь снята",
    };

    /// <summary>What came of an action; <paramref name="refusal"/> is the vendor's code that the link bears now.</summary>
    public static (string Text, Severity Severity) Outcome(ChangeOutcome outcome, LinkAction action, string? refusal) => outcome switch
    {
        ChangeOutcome.Done => (Done(action), Severity.Success),
        ChangeOutcome.Refused => (Refusal(refusal).What, Severity.Error),
        ChangeOutcome.TwoNeeded => ("Одного администратора мало: попросите о перепривязке", Severity.Warning),
        ChangeOutcome.PhoneCorrected => ("В реестре уже другой телефон: связь исправлена по нему, посмотрите и решите ещё раз", Severity.Warning),
        ChangeOutcome.NoPhone => ("Человека нет в реестре, или его телефон там уже занят другим", Severity.Warning),
        ChangeOutcome.NoReason => ("Напишите причину", Severity.Warning),
        _ => ("Связь уже изменилась: посмотрите, что с ней теперь", Severity.Info),
    };

    /// <summary>What will happen, said before it is done.</summary>
    public static string Warning(LinkAction action) => action switch
    {
        LinkAction.Approve => "Портал сообщит Контуру об этой связи, и человек сможет отчитываться от своего имени. Проверьте, что сертификат в реестре действительно его.",
        LinkAction.Reject => "Связь не будет установлена. Если портал рассылает почту, человек узнает об этом из письма; попросить снова он сможет.",
        LinkAction.Block => "Открытые страницы человека закроются за несколько секунд, начатые за него фоновые действия остановятся. Отчёты сохранятся. Разблокировать можно в любой момент.",
        LinkAction.Unblock => "Человек снова сможет работать с отчётами.",
        LinkAction.Retry => "Портал ещё раз попросит Контур установить эту связь.",
        _ => "Портал больше никогда не использует эту связь: человек будет связываться заново. Контур свою запись сам не удаляет, после снятия страница даст готовое письмо в его поддержку.",
    };

    /// <summary>An entry of the history.</summary>
    public static string Event(string action) => action switch
    {
        "asked" => "Человек попросил связать",
        "linked" => "Контур принял связь",
        "refused" => "Контур отказал",
        "approve" => "Одобрена",
        "reject" => "Отклонена",
        "block" => "Заблокирована",
        "unblock" => "Разблокирована",
        "retry" => "Повторный запрос Контуру",
        "unlink" => "Снята",
        "relink-asked" => "Запрошена перепривязка",
        "relink-approved" => "Перепривязка согласована",
        "relink-cancelled" => "Перепривязка отменена",
        "relinked" => "Заменена новой связью",
        "relink-made" => "Создана перепривязкой",
        "phone-corrected" => "Телефон исправлен по реестру",
        _ => action,
    };

    /// <summary>Kontur's codes of refusal (contract auth 2.2.2) for the one who can do something about it.</summary>
    public static (string What, string Advice) Refusal(string? code) => code switch
    {
        "UserNotFound" => (
            "Контур не знает пользователя с этим телефоном",
            "Сверьте телефон с заявлением на сертификат. Ошибка в реестре: исправьте запись, и человек свяжется заново. Телефон верный: сертификат мог ещё не дойти до Контура, повторите через час."),
        "UserNotUniq" => (
            "С этим телефоном в Контуре несколько пользователей",
            "Попросите поддержку Контура оставить одного, затем повторите запрос. Если связь человека недавно сняли, Контур помнит прежнюю: готовое письмо лежит на странице снятой связи."),
        "ForbiddenForTargetUser" => (
            "В Контуре этот пользователь администратор сервиса",
            "Входить за администратора сервиса через партнёра запрещено. Выпустите сертификат на обычного пользователя с другим телефоном и обновите реестр."),
        "InvalidApiKey" or "invalid_client" or "unauthorized_client" => (
            "Контур не принял ключ портала",
            "Человек ни при чём. Проверьте ключ в настройке KonturAuth и право на связывание у менеджера Контура, затем повторите запрос для каждого."),
        "invalid_scope" or "unsupported_grant_type" => (
            "Контур не даёт порталу права входить за пользователей",
            "Человек ни при чём. Попросите менеджера Контура включить для портала доверенный вход с правом extern.api, затем повторите запрос для каждого."),
        "NotId" => (
            "Портал не передал Контуру номер пользователя",
            "Это ошибка портала: передайте разработчикам номер ошибки."),
        _ => (
            "Контур отказал и не объяснил почему",
            "Повторите через несколько минут. Если отказ останется, отправьте номер ошибки в поддержку Контура."),
    };
}

using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>What people and the vendor's support are written about links. No whole phone and no number of a person is in a letter.</summary>
public static class LinkLetters
{
    /// <summary>The letter to the person after an action; <paramref name="works"/>: the link can be used now. Null when there is nothing to tell.</summary>
    public static (string Subject, string Body)? Of(LinkAction action, bool works) => (action, works) switch
    {
        (LinkAction.Approve or LinkAction.Unblock or LinkAction.Retry, true) => (
            "Доступ к отчётности открыт", "Здравствуйте!\n\nАдминистратор открыл вам доступ: вы можете работать с отчётами через Контур. Войдите на портал."),
        (LinkAction.Approve or LinkAction.Unblock, false) => (
            "Связь с Контуром одобрена", "Здравствуйте!\n\nАдминистратор одобрил вашу связь с Контуром. Осталось завершить её: войдите на портал и нажмите «Связать»."),
        (LinkAction.Reject, _) => (
            "В связи с Контуром отказано", "Здравствуйте!\n\nАдминистратор отклонил вашу просьбу о связи с Контуром. Узнайте у него причину."),
        (LinkAction.Block, _) => (
            "Доступ к отчётности закрыт", "Здравствуйте!\n\nАдминистратор закрыл ваш доступ к отчётам. Открытые страницы завершены. Узнайте причину у администратора."),
        (LinkAction.Unlink, _) => (
            "Связь с Контуром снята", "Здравствуйте!\n\nАдминистратор снял вашу связь с Контуром. Чтобы работать с отчётами, её нужно установить заново: войдите на портал."),
        _ => null,
    };

    /// <summary>The notice of a move to another Kontur user, to both addresses.</summary>
    public static (string Subject, string Body) RelinkAsked(Relink relink) => (
        "Запрошена перепривязка к другому пользователю Контура",
        $"Здравствуйте!\n\nАдминистратор {relink.AskedByName} попросил привязать вас к другому пользователю Контура (телефон заканчивается на {relink.PhoneTail}). " +
        $"Это случится не раньше {MoscowTime.Full(relink.NotBefore)} и только если согласится второй администратор.\n\nЕсли вы этого не просили, сразу сообщите администратору.");

    /// <summary>The letter to the vendor's support: Kontur has no way to undo a link, so it is asked for by hand.</summary>
    public static string ToSupport(AccountLink link) =>
        $"""
        Кому: extern-api.help@skbkontur.ru
        Тема: Снять связь serviceUserId с пользователем

        Здравствуйте!
        Просим снять доверенную связь пользователя нашей системы с пользователем Контура.
        serviceUserId: {link.ServiceUserId}
        Организация в сертификате: {link.Organization ?? "не указана"}, ИНН {link.Inn ?? "не указан"}
        Связь установлена: {(link.LinkedAt is { } at ? MoscowTime.Full(at) : "не установлена")}
        У нас она снята {MoscowTime.Full(link.ChangedAt)} и больше не используется.
        """;
}

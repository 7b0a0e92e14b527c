using Portal.Integrations.Esia;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>Senders in the words of people.</summary>
public static class SenderWords
{
    /// <summary>Said wherever a certificate and a profile name different organisations.</summary>
    public const string ForeignKey = "Ключ другой организации: ИНН или ОГРН в его сертификате не те, что в профиле";

    /// <summary>As whom a person sends.</summary>
    public static string Kind(SenderRightKind kind) => kind switch
    {
        SenderRightKind.Head => "Руководитель",
        SenderRightKind.Entrepreneur => "Предприниматель",
        _ => "Сотрудник по доверенности",
    };

    /// <summary>Where the API-Key was made.</summary>
    public static string Environment(SenderEnvironment environment) => environment == SenderEnvironment.Test ? "Тестовая" : "Рабочая";

    /// <summary>Layout of the request.</summary>
    public static string Layout(RequestLayout layout) => layout == RequestLayout.V1_8 ? "1.8" : "1.9";

    /// <summary>State of a profile.</summary>
    public static (string Word, StatusTone Tone) State(SenderState state) =>
        state == SenderState.Active ? ("Работает", StatusTone.Accepted) : ("Закрыт", StatusTone.Neutral);

    /// <summary>Colour of an expiry.</summary>
    public static StatusTone Tone(ExpiryLevel level) => level switch
    {
        ExpiryLevel.Ok => StatusTone.Accepted,
        ExpiryLevel.Ended => StatusTone.Refused,
        _ => StatusTone.NeedsYou,
    };

    /// <summary>Why a key signs nothing: a sentence without its end mark.</summary>
    public static string Fault(SigningFault fault) => fault switch
    {
        SigningFault.CertificateUnreadable => "Файл сертификата не читается",
        SigningFault.CertificateExpired => "Срок сертификата истёк",
        SigningFault.CertificateNotYetValid => "Срок сертификата ещё не начался",
        SigningFault.ForeignKeyAlgorithm => "Ключ сертификата не по ГОСТ Р 34.10-2012",
        SigningFault.NoPrivateKey => "Закрытого ключа нет",
        SigningFault.KeyOfAnotherCertificate => "Закрытый ключ не от этого сертификата",
        SigningFault.WrongPassword => "Пароль ключа не подходит или файл пароля не читается",
        SigningFault.KeyUnreadable => "Файл закрытого ключа не читается",
        SigningFault.CommandFailed => "Программа подписания не запустилась или закончилась с ошибкой",
        SigningFault.CommandTimedOut => "Программа подписания не ответила вовремя",
        SigningFault.NotSignature => "Программа подписания вернула не подпись",
        SigningFault.SignedByAnother => "Подписано другим сертификатом",
        SigningFault.DoesNotMatch => "Подпись не подходит к подписанному",
        _ => "Этот ключ не смог подписать",
    };

    /// <summary>ESIA's refusal of a key (contract goskey 2.4): what happened and what to do.</summary>
    public static (string What, string Advice) Refusal(VendorException error) => error.Code switch
    {
        EsiaErrors.WrongSignature => ("ЕСИА не приняла подпись под API-Key", "Проверьте, тем ли сертификатом организации подписывает портал и точно ли идут часы сервера: расхождение больше минуты уже мешает."),
        EsiaErrors.KeyNotFound => ("ЕСИА не знает такого API-Key", "Сверьте ключ с личным кабинетом и проверьте, из той ли он среды: ключ тестовой среды в рабочей не действует."),
        EsiaErrors.OwnerNotFound => ("ЕСИА не нашла сотрудника, которому выдан API-Key", "Возможно, он уволен из организации в ЕСИА. Сформируйте ключ для другого сотрудника."),
        EsiaErrors.OrganizationNotFound => ("ЕСИА не нашла организацию, которой выдан API-Key", "Напишите в ситуационный центр: sd@sc.digital.gov.ru."),
        EsiaErrors.KeyBlocked => ("API-Key заблокирован", "Ответственный за ключи сотрудник должен разблокировать его или сформировать новый."),
        EsiaErrors.KeyExpired => ("Срок API-Key истёк", "Сформируйте новый ключ в личном кабинете и впишите его сюда."),
        EsiaErrors.MakerBlocked => ("Сотрудник, который сформировал API-Key, заблокирован", "Пусть новый ключ сформирует другой сотрудник."),
        EsiaErrors.OwnerBlocked => ("Сотрудник, для которого сформирован API-Key, заблокирован", "Сформируйте ключ для другого сотрудника."),
        EsiaErrors.NoWarrant => ("Нет доверенности на формирование API-Key, или она закончилась", "Руководитель должен выдать её ответственному сотруднику в личном кабинете и подписать."),
        EsiaErrors.UnknownScopes => ("В самой ЕСИА неверно настроены области доступа", "Напишите в ситуационный центр sd@sc.digital.gov.ru с пометкой #ЕСИА."),
        EsiaErrors.WrongParameters => ("ЕСИА не поняла запрос портала", "Это ошибка портала: сообщите о ней поддержке."),
        _ => error.Kind switch
        {
            VendorErrorKind.Unavailable => ("ЕСИА сейчас не отвечает", "С ключом ничего не случилось. Повторите проверку через несколько минут."),
            VendorErrorKind.Throttled => ("ЕСИА просит подождать: запросов слишком много", "Повторите проверку через несколько минут."),
            VendorErrorKind.NotFound => ("По этому адресу ЕСИА нет, или она не знает API-Key", "Проверьте ключ и адрес ЕСИА в настройках портала."),
            VendorErrorKind.Forbidden => ("ЕСИА не даёт доступа по этому API-Key", "Посмотрите состояние ключа в личном кабинете."),
            _ => ("ЕСИА отказала и не объяснила почему", "Повторите проверку. Если не поможет, обратитесь в ситуационный центр: sd@sc.digital.gov.ru."),
        },
    };
}

using System.Globalization;
using Portal.Features.Goskey.Senders;
using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Tracking;

/// <summary>What a refusal of EPGU or ESIA means for people (contract goskey 3.10, 2.4).</summary>
/// <param name="Sentence">What happened.</param>
/// <param name="Advice">What to do about it, or that nothing is to be done.</param>
public sealed record Refusal(string Sentence, string Advice);

/// <summary>Refusals in words.</summary>
public static class RefusalWords
{
    private const string AskOperator = "Администратору портала: напишите оператору на api@digital.gov.ru, приложите время, номер заявления и код ответа.";
    private const string OurFault = "Это ошибка портала: сообщите о ней поддержке портала, повторять не нужно.";

    private static readonly Refusal Silent = new("Госуслуги (ЕПГУ) сейчас не отвечают.", "Ничего делать не нужно: портал повторит сам.");

    /// <summary>In words; never fails. The vendor's own text is added where there is one that says more than ours.</summary>
    public static Refusal Of(Exception error) => error switch
    {
        VendorException { Vendor: EsiaErrors.Vendor } esia => OfEsia(esia),
        VendorException epgu => OfEpgu(epgu),
        SenderUnusableException sender => new(sender.Message, "Сообщите администратору портала: без ключа отправителя портал не может обратиться к Госуслугам."),
        SigningException signing => new($"{SenderWords.Fault(signing.Fault)}.", "Сообщите администратору портала: ключ отправителя сейчас не подписывает."),
        OperationCanceledException => Silent,
        _ => new("Ошибка на стороне портала.", "Портал повторит сам. Если это не проходит, сообщите поддержке портала."),
    };

    /// <summary>For the log: a vendor's own text may repeat a SNILS or a name, so only kinds and codes go there.</summary>
    public static string ForLog(Exception error) => error is VendorException vendor ? $"{vendor.Vendor} {vendor.Kind} {vendor.Code}".TrimEnd() : error.GetType().Name;

    /// <summary>EPGU has not known an order for a while.</summary>
    public static string Missing(long orderId) => string.Create(
        CultureInfo.InvariantCulture,
        $"Госуслуги не знают заявления № {orderId}. Портал продолжает спрашивать. Сообщите администратору портала: нужно проверить, та ли среда указана в настройках, и обратиться к оператору.");

    /// <summary>EPGU holds a number whose package has not come, long after it was sent.</summary>
    public static string Empty(long orderId) => string.Create(
        CultureInfo.InvariantCulture, $"Номер заявления {orderId} на Госуслугах пустой: пакет до них не дошёл, получатель ничего не увидел. Портал продолжает спрашивать.");

    private static Refusal OfEsia(VendorException error)
    {
        var (what, advice) = SenderWords.Refusal(error);
        return new($"{what}.", $"{advice} Этим занимается администратор портала.");
    }

    private static Refusal OfEpgu(VendorException error) => error.Code?.ToLowerInvariant() switch
    {
        "access_denied_person_permissions" => new("Госуслуги не принимают доступ портала: у него нет разрешений API Госуслуг.", OurFault),
        EpguErrors.AccessDeniedPersonalData => new(
            "Госуслуги не отдают файлы: в них персональные данные, а информационной системе отправителя не дано право на них.",
            "Администратору портала: запросите это право у оператора на api@digital.gov.ru. Подписи получателя за это время не пропадут, портал повторяет сам."),
        "access_denied_service" => new(
            "Информационной системе отправителя не открыта услуга «Отправка документов на подпись в Госключ».",
            "Администратору портала: подайте заявку на настройку системы (шаги 18 и 23 списка подключения)."),
        EpguErrors.AccessDeniedSystem => new(
            "Госуслуги не пускают информационную систему отправителя: ей не открыта ни одна услуга, или нужно соединение по ГОСТ.",
            "Администратору портала: проверьте заявку на настройку системы (шаги 18 и 23 списка подключения) и канал связи."),
        "access_denied_user" => new(
            "Услуга недоступна владельцу API-Key.", "Ключ должен принадлежать сотруднику юридического лица или предпринимателю. Администратору портала: сформируйте другой ключ."),
        "access_denied_user_legal" => new(
            "Информационная система зарегистрирована только для своей организации, а ключ другой организации.",
            "Администратору портала: исправьте заявку на настройку системы, в ней «владелец является потребителем» должно быть «Нет»."),
        "bad_delegation" => new(
            "У отправителя нет полномочия отправлять документы в Госключ.",
            "Руководитель организации должен выдать доверенность с этим полномочием в личном кабинете (шаг 11 списка подключения)."),
        "push_denied" => new(
            "Отправлять может только руководитель или сотрудник с доверенностью.",
            "Руководитель организации должен выдать доверенность владельцу API-Key в личном кабинете (шаг 11 списка подключения)."),
        "config_delegation" => new("На Госуслугах не заведено полномочие для этой услуги.", AskOperator),
        "bad_request" => new("Госуслуги не поняли запрос портала.", OurFault),
        "cancel_not_allowed" => new("Отозвать отправленный пакет нельзя.", "Его можно только подписать, отклонить или дождаться конца срока."),
        EpguErrors.Limitation => new("Превышен лимит отправки: 20 пакетов за 10 минут на одного отправителя.", "Ничего делать не нужно: портал подождёт и повторит сам."),
        "not_found" => new("Госуслуги не знают такого заявления.", "Администратору портала: проверьте, та ли среда указана в настройках."),
        "order_access" => new(
            "У ключа отправителя нет доступа к этому заявлению: оно отправлено от другой организации или другого сотрудника.",
            "Администратору портала: проверьте, не сменили ли ключ в профиле отправителя."),
        "service_not_found" => new("Госуслуги не знают код услуги Госключа.", OurFault),
        "internal_error" => new(
            "На стороне Госуслуг произошла ошибка.", "Портал повторит сам. Если ошибка держится больше часа, администратору портала стоит написать оператору на sd@sc.digital.gov.ru."),
        var code => ByKind(error, code),
    };

    private static Refusal ByKind(VendorException error, string? code) => error.Kind switch
    {
        VendorErrorKind.Unavailable => Silent,
        VendorErrorKind.Throttled => new("Госуслуги просят подождать: запросов слишком много.", "Ничего делать не нужно: портал подождёт и повторит сам."),
        VendorErrorKind.SignedOut => new("Госуслуги не приняли доступ, выданный ЕСИА.", "Портал запросит новый доступ сам. Если это не проходит, администратору портала нужно проверить API-Key."),
        VendorErrorKind.NotFound => new("Госуслуги не знают такого заявления.", "Администратору портала: проверьте, та ли среда указана в настройках."),
        VendorErrorKind.Unexpected => new("Ответ Госуслуг не удалось прочитать.", "Портал повторит сам. Если это не проходит, сообщите поддержке портала."),
        _ => new($"Госуслуги отказали{Told(error, code)}.", AskOperator),
    };

    private static string Told(VendorException error, string? code) =>
        (string.IsNullOrWhiteSpace(error.Text), code) switch
        {
            (false, not null) => $": «{error.Text}» (код {error.Code})",
            (false, null) => $": «{error.Text}»",
            (true, not null) => $" с кодом {error.Code}",
            _ => " и не объяснили почему",
        };
}

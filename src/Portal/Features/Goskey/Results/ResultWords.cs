using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Results;

/// <summary>An alarm for people.</summary>
/// <param name="Word">A few words.</param>
/// <param name="Sentence">What is wrong.</param>
/// <param name="Advice">What to do.</param>
public sealed record AlarmWords(string Word, string Sentence, string Advice);

/// <summary>What the verification found, in words.</summary>
public static class ResultWords
{
    private const string NotValid = "Не считайте документ подписанным. Отправьте его заново; если повторится, сообщите администратору портала.";

    /// <summary>An alarm.</summary>
    public static AlarmWords Of(ResultAlarm alarm) => alarm switch
    {
        ResultAlarm.MissingSignature => new("Нет подписи", "Среди результатов нет подписи этого документа, хотя Госуслуги сообщили, что подписано всё.", NotValid),
        ResultAlarm.WrongDigest => new("Подпись не от этого документа", "Подпись не подходит к отправленному документу: она сделана под другими данными или повреждена.", NotValid),
        ResultAlarm.ForeignSigner => new(
            "Подписал другой человек", "СНИЛС в сертификате подписи не совпадает со СНИЛС получателя.",
            "Не считайте документ подписанным получателем. Выясните, кто подписал, и сообщите администратору портала."),
        ResultAlarm.BadSignature => new("Подпись неправильной формы", "Файл подписи не читается или устроен не так, как подпись Госключа.", NotValid),
        ResultAlarm.Untrusted => new(
            "Сертификат не проверен", "Сертификат подписи не выпущен удостоверяющим центром, которому портал доверяет для этого вида подписи.",
            "Администратору портала: проверьте список доверенных центров. До этого не полагайтесь на подпись."),
        ResultAlarm.TimeOutside => new(
            "Время подписи не сходится", "Время в подписи не попадает между отправкой и завершением пакета.",
            "Время ставят часы телефона получателя. Уточните у него, когда он подписывал, и сообщите администратору портала."),
        ResultAlarm.ReturnedChanged => new(
            "Документ вернулся другим", "Документ, который вернули Госуслуги, не совпадает с отправленным. Подпись проверена по отправленному оригиналу.",
            "Пользуйтесь оригиналом из портала и сообщите администратору портала."),
        _ => new(alarm.ToString(), "Проверка нашла ошибку.", NotValid),
    };

    /// <summary>Integrity.</summary>
    public static string Integrity(DocumentReport report) =>
        !report.HasSignature ? "Подписи нет"
        : report.IsTooLarge ? "Файл подписи слишком большой, он не прочитан"
        : report.Fault switch
        {
            null => "Подпись подходит к документу, документ не изменён",
            SignatureFault.DoesNotMatch => "Подпись не подходит к документу",
            SignatureFault.NotSignature => "Файл не является подписью",
            SignatureFault.NoCertificate => "В подписи нет сертификата",
            SignatureFault.SeveralSigners => "В файле несколько подписей вместо одной",
            SignatureFault.NotDetached => "Подпись не отсоединённая: внутри есть содержимое",
            SignatureFault.AttributesMissing => "В подписи нет обязательных сведений",
            SignatureFault.NamesAnotherCertificate => "Подпись ссылается на другой сертификат",
            _ => "Алгоритм подписи не по ГОСТ",
        };

    /// <summary>Whether the addressee signed.</summary>
    public static string Addressee(AddresseeVerdict verdict) => verdict switch
    {
        AddresseeVerdict.Matches => "СНИЛС совпадает со СНИЛС получателя",
        AddresseeVerdict.Another => "СНИЛС другого человека",
        AddresseeVerdict.Missing => "СНИЛС в сертификате нет",
        _ => "СНИЛС не сверялся",
    };

    /// <summary>The chain.</summary>
    public static string Chain(DocumentReport report) => report switch
    {
        { Chain.Count: 0 } => "Сертификат не прочитан",
        { IsTrusted: true } => "Выпущен доверенным центром",
        _ => report.ChainFault switch
        {
            ChainFault.WrongSignature => "Подпись издателя на сертификате неверна",
            ChainFault.NotValidThen => "Сертификат не действовал в момент подписи",
            ChainFault.NotAuthority => "Издатель не имеет права выпускать сертификаты",
            ChainFault.NotForSigning => "Сертификат не предназначен для подписи",
            ChainFault.UnknownExtension => "В сертификате есть обязательное расширение, которого портал не знает",
            ChainFault.TooLong => "Цепочка сертификатов слишком длинная",
            _ => "Издатель неизвестен",
        },
    };

    /// <summary>The kind of signature: what was asked for is a finding only when the chain leads to a centre of that kind.</summary>
    public static string Kind(DocumentReport report)
    {
        var kind = report.Kind == SignatureKind.Ukep ? "УКЭП" : "УНЭП";
        return report.IsTrusted ? kind : $"запрошена {kind}, не подтверждена";
    }

    /// <summary>The time.</summary>
    public static string Time(TimeVerdict verdict) => verdict switch
    {
        TimeVerdict.Inside => "Между отправкой и завершением",
        TimeVerdict.TooEarly => "Раньше отправки",
        TimeVerdict.TooLate => "Позже завершения",
        _ => "Времени в подписи нет",
    };

    /// <summary>The form.</summary>
    public static string Form(DocumentReport report) => $"{(report.IsCades ? "CAdES-BES" : "CMS")}, {(report.IsDer ? "DER" : "BER")}";

    /// <summary>The copy that came back.</summary>
    public static string Returned(DocumentReport report) => report.ReturnedSame switch
    {
        true => "Совпадает с отправленным",
        false => "Отличается от отправленного",
        null => "Не вернулся",
    };
}

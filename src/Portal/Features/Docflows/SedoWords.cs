namespace Portal.Features.Docflows;

/// <summary>Names of the social fund's electronic exchange, СЭДО (contract drafts 5.3).</summary>
internal static class SedoWords
{
    private const string Prefix = "fss-sedo-";

    /// <summary>What a docflow of the exchange is called; null for everything else.</summary>
    public static string? Type(string name) => !name.StartsWith(Prefix, StringComparison.Ordinal) ? null : name[Prefix.Length..] switch
    {
        "sick-report-change-notification" => "Смена статуса листка нетрудоспособности",
        "pvso-notification" => "Извещение о прямых выплатах",
        "provider-subscription" or "abonent-subscription" or "abonent-subscription-result" => "Подписка на сообщения СФР",
        "proactive-payments-demand" => "Запрос недостающих сведений для выплаты",
        "proactive-payments-reply" or "proactive-payments-reply-result" => "Ответ на запрос сведений для выплаты",
        "proactive-payments-benefit" => "Сообщение о выплате",
        "insured-person-registration" or "insured-person-registration-result" => "Сведения о застрахованном лице",
        "insured-person-mismatch" => "Расхождение в сведениях о застрахованном лице",
        "benefit-payment-initiation" or "benefit-payment-initiation-result" => "Инициация выплаты пособия",
        "benefit-payment-status-notice" => "Извещение о выплате пособия",
        "demand" => "Требование СФР",
        "demand-reply" => "Ответ на требование СФР",
        "billing-information-demand" => "Запрос справки о расчётах",
        "billing-information" => "Справка о расчётах",
        "baby-care-vacation-close-notice" => "Уведомление о прекращении отпуска по уходу за ребёнком",
        "employee-salary-information" => "Сведения о заработке",
        "proactive-expire-notice" => "Уведомление об истечении срока",
        "proactive-process-events-notification" => "Уведомление о ходе выплаты",
        "proactive-salary-notification" => "Уведомление о заработке",
        "appeal" => "Обращение СФР",
        "appeal-reply" => "Ответ на обращение СФР",
        "disability-children-demand" => "Запрос об уходе за детьми-инвалидами",
        "broadcast-message" => "Рассылка СФР",
        "payment-details-demand" => "Запрос реквизитов для выплаты",
        "payment-details-demand-reply" => "Ответ на запрос реквизитов",
        "additional-vacation-statement" => "Заявление о дополнительных выходных",
        "additional-vacation-need-doc" => "Запрос документов о дополнительных выходных",
        "additional-vacation-docs" => "Документы о дополнительных выходных",
        "judicial-restriction" => "Судебное ограничение",
        "judicial-restriction-reply" => "Ответ о судебном ограничении",
        "error" => "Сообщение об ошибке СФР",
        _ => "Сообщение СФР",
    };
}

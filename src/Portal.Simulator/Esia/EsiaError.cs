namespace Portal.Simulator.Esia;

/// <summary>ESIA's errors (contract 2.4): code, HTTP status, words.</summary>
internal sealed record EsiaError(string Code, int Status, string Message)
{
    public static readonly EsiaError BadSignature = new("ESIA-005002", 400, "Подпись имеет неверный формат или не соответствует API-Key");
    public static readonly EsiaError BadParameters = new("ESIA-020000", 400, "Некорректные параметры запроса");
    public static readonly EsiaError KeyNotFound = new("ESIA-037218", 404, "API-Key не найден");

    /// <summary>Errors of a key that ESIA knows; a control sets one.</summary>
    public static readonly IReadOnlyList<EsiaError> OfKeys =
    [
        KeyNotFound,
        new("ESIA-037219", 404, "Сотрудник, которому выдан API-Key, не найден"),
        new("ESIA-038000", 404, "Организация, которой выдан API-Key, не найдена"),
        new("ESIA-037214", 403, "API-Key заблокирован"),
        new("ESIA-037213", 403, "Срок действия API-Key истёк"),
        new("ESIA-037215", 403, "Сотрудник, сформировавший API-Key, заблокирован"),
        new("ESIA-037216", 403, "Сотрудник, для которого сформирован API-Key, заблокирован"),
        new("ESIA-037217", 403, "Доверенность на формирование API-Key отсутствует или истекла"),
        new("ESIA-005027", 500, "Запрошены неизвестные области доступа"),
    ];

    public IResult Answer() => Results.Json(new { code = Code, message = Message }, EsiaModule.Json, "application/json", Status);
}

namespace Portal.Simulator.Epgu.Orders;

/// <summary>An end of an order: status, its title, agency code and title (contract 4.1, 4.2).</summary>
internal sealed record Ending(int StatusId, string Title, string AgencyCode, string AgencyTitle, int? AgencyId, string Comment = "");

/// <summary>Statuses and agency codes of Goskey (contract 4.1, 4.2).</summary>
internal static class Statuses
{
    public const int Draft = 0, Queued = 17, Signed = 3, Refused = 4, Failed = 5;

    public const string DraftTitle = "Черновик заявления", QueuedTitle = "Заявление в очереди на отправку";

    private const string FailedTitle = "Ошибка отправки в ведомство", Late = "Истекло время подписания документов";

    /// <summary>Every end by its agency code in lower case.</summary>
    public static readonly IReadOnlyDictionary<string, Ending> Endings = new[]
    {
        new Ending(Signed, "Документы подписаны", "done", "Документы подписаны", 56990),
        new Ending(Refused, "Подписание документов отклонено", "sign_reject", "Подписание документов отклонено", 56991, "Подписание документов отклонено"),
        new Ending(Refused, Late, "expired", Late, 56992, Late),
        new Ending(Failed, FailedTitle, "request_error", "Ошибка запроса", null, "Ошибка запроса"),
        new Ending(Failed, FailedTitle, "state_eds_no_answer", "УКЭП отправителя не подтверждена", null, "УКЭП отправителя не подтверждена"),
        new Ending(Failed, FailedTitle, "snils_not_found", "Учётная запись получателя не найдена", null, "Учётная запись получателя не найдена"),
        new Ending(Failed, FailedTitle, "mimetype_length_incorrect", "Неверная длина MIME-типа", null, "Неверная длина MIME-типа"),
    }.ToDictionary(ending => ending.AgencyCode, StringComparer.OrdinalIgnoreCase);

    /// <summary>Processing codes that end an order (contract 4.4).</summary>
    public static readonly IReadOnlyList<string> Refusals =
    [
        "LIMITATION_EXCEPTION", "INVALID_FILES_STRUCTURE", "VALIDATION_ERROR", "REQ_NOT_FOUND", "MPC_NOT_FOUND", "REQ_VERIFY_FAILED", "FILES_VERIFICATION_FAILED",
        "INTERNAL_ERROR", "CREATE_ORDER_FORBIDDEN",
    ];
}

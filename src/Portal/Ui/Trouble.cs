using Portal.Integrations.Http;

namespace Portal.Ui;

/// <summary>An error in the user's words: what happened, what is safe, what to do.</summary>
public sealed record Trouble(string What, string? Safe = null, string? Advice = null)
{
    /// <summary>What the outside system itself said, shown as a quotation.</summary>
    public string? VendorText { get; init; }

    /// <summary>Number for support; copied by a button.</summary>
    public string? TraceId { get; init; }

    /// <summary>Trying again may help.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Amber instead of red: nothing is refused, the outcome is only unknown.</summary>
    public bool IsUnclear { get; init; }

    public static Trouble From(VendorException error)
    {
        ArgumentNullException.ThrowIfNull(error);
        var trouble = error.IsUnclear
            ? new Trouble(
                "Внешняя служба не ответила вовремя",
                "Всё, что вы сохранили, на месте. Отправленное второй раз не уйдёт.",
                "Подождите минуту и повторите.") { IsUnclear = true, CanRetry = true }
            : ByKind(error.Kind);
        return trouble with
        {
            VendorText = error.IsUnclear || error.Kind == VendorErrorKind.Unavailable || string.IsNullOrWhiteSpace(error.Text) ? null : error.Text,
            TraceId = error.TraceId,
        };
    }

    /// <summary>What was asked for is not this person's, or is gone.</summary>
    public static Trouble NotYours { get; } = new("Такой страницы нет или у вас нет к ней доступа", null, "Проверьте, та ли организация выбрана и под тем ли именем вы вошли.");

    private static Trouble ByKind(VendorErrorKind kind) => kind switch
    {
        VendorErrorKind.SignedOut => new("Контур не принял ваш сеанс", "Всё, что вы сохранили, на месте.", "Повторите через минуту. Если не поможет, сообщите администратору номер ошибки.") { CanRetry = true },
        VendorErrorKind.Forbidden => new("Нет доступа", null, "Попросите права у руководителя организации или у администратора портала."),
        VendorErrorKind.NotFound => new("Не найдено", "Возможно, документ удалён или открыт другой организации.", "Проверьте, та ли организация выбрана."),
        VendorErrorKind.Conflict => new("Данные успели измениться", "Ваши изменения не записаны поверх чужих.", "Обновите страницу и повторите.") { CanRetry = true },
        VendorErrorKind.Rejected => new("Не принято", "Ничего не отправлено.", "Исправьте указанное и повторите."),
        VendorErrorKind.Throttled => new("Слишком много запросов", "Всё сохранено.", "Подождите минуту и повторите.") { CanRetry = true },
        VendorErrorKind.Unavailable => new("Внешняя служба не отвечает", "Всё, что вы сохранили, на месте.", "Повторите через несколько минут.") { CanRetry = true },
        _ => new("Внешняя служба ответила ошибкой", "Всё, что вы сохранили, на месте.", "Повторите. Если не поможет, сообщите в поддержку номер ошибки.") { CanRetry = true },
    };
}

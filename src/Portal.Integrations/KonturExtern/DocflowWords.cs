namespace Portal.Integrations.KonturExtern;

/// <summary>Docflow types the portal knows by name (contract drafts 5.3); never exhaustive.</summary>
public static class DocflowTypes
{
    /// <summary>Декларация и 2-НДФЛ.</summary>
    public static readonly Urn Fns534Report = new("urn:docflow:fns534-report");

    /// <summary>ИОН.</summary>
    public static readonly Urn Fns534Ion = new("urn:docflow:fns534-ion");

    /// <summary>Письмо в ФНС.</summary>
    public static readonly Urn Fns534Letter = new("urn:docflow:fns534-letter");

    /// <summary>Письмо из ФНС.</summary>
    public static readonly Urn Fns534CuLetter = new("urn:docflow:fns534-cu-letter");

    /// <summary>Рассылка ФНС.</summary>
    public static readonly Urn Fns534CuBroadcast = new("urn:docflow:fns534-cu-broadcast");

    /// <summary>Представление.</summary>
    public static readonly Urn Fns534Submission = new("urn:docflow:fns534-submission");

    /// <summary>Опись, ответ на требование.</summary>
    public static readonly Urn Fns534Inventory = new("urn:docflow:fns534-inventory");

    /// <summary>Требование.</summary>
    public static readonly Urn Fns534Demand = new("urn:docflow:fns534-demand");

    /// <summary>Заявление.</summary>
    public static readonly Urn Fns534Application = new("urn:docflow:fns534-application");

    /// <summary>Письмо в ПФР (СФР).</summary>
    public static readonly Urn PfrLetter = new("urn:docflow:pfr-letter");

    /// <summary>Письмо из ПФР (СФР).</summary>
    public static readonly Urn PfrCuLetter = new("urn:docflow:pfr-cu-letter");

    /// <summary>Письмо в Росстат.</summary>
    public static readonly Urn StatLetter = new("urn:docflow:stat-letter");

    /// <summary>Письмо из Росстата.</summary>
    public static readonly Urn StatCuLetter = new("urn:docflow:stat-cu-letter");

    /// <summary>Отчётность в СФР.</summary>
    public static readonly Urn SfrReport = new("urn:docflow:sfr-report");

    /// <summary>Отчёт в Росстат.</summary>
    public static readonly Urn StatReport = new("urn:docflow:stat-report");
}

/// <summary>Common statuses (contract drafts 5.4).</summary>
public static class DocflowCommonStatuses
{
    /// <summary>Отправлен.</summary>
    public static readonly Urn Sent = new("urn:docflow-common-status:sent");

    /// <summary>Доставлен.</summary>
    public static readonly Urn Delivered = new("urn:docflow-common-status:delivered");

    /// <summary>Получен ответ.</summary>
    public static readonly Urn ResponseArrived = new("urn:docflow-common-status:response-arrived");

    /// <summary>Ответ обработан.</summary>
    public static readonly Urn ResponseProcessed = new("urn:docflow-common-status:response-processed");

    /// <summary>Завершён.</summary>
    public static readonly Urn Finished = new("urn:docflow-common-status:finished");

    /// <summary>Получен (incoming).</summary>
    public static readonly Urn Received = new("urn:docflow-common-status:received");

    /// <summary>Получен, извещение отправлено (demand, SEDO).</summary>
    public static readonly Urn Arrived = new("urn:docflow-common-status:arrived");

    /// <summary>Обработан.</summary>
    public static readonly Urn Processed = new("urn:docflow-common-status:processed");
}

/// <summary>Success states (contract drafts 5.4).</summary>
public static class DocflowStates
{
    /// <summary>No final receipt yet.</summary>
    public static readonly Urn Neutral = new("urn:docflow-state:neutral");

    /// <summary>Accepted.</summary>
    public static readonly Urn Successful = new("urn:docflow-state:successful");

    /// <summary>Refused.</summary>
    public static readonly Urn Failed = new("urn:docflow-state:failed");

    /// <summary>Accepted with claims.</summary>
    public static readonly Urn Warning = new("urn:docflow-state:warning");
}

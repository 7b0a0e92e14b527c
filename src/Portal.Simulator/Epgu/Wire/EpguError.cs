namespace Portal.Simulator.Epgu.Wire;

/// <summary>Ends a call with an error of contract 3.10; without a code there is no body.</summary>
internal sealed class EpguError(int status, string? code = null, string? message = null) : Exception(message ?? code)
{
    public int Status => status;

    public static EpguError BadRequest(string message) => new(StatusCodes.Status400BadRequest, "bad_request", message);

    public static EpguError Conflict(string message) => new(StatusCodes.Status409Conflict, "bad_request", message);

    /// <summary>Order not found: 204, empty.</summary>
    public static EpguError NoOrder() => new(StatusCodes.Status204NoContent);

    public static EpguError NoAccess() => new(StatusCodes.Status403Forbidden, "order_access", "Нет прав на заявление");

    public static EpguError Limit() => new(StatusCodes.Status429TooManyRequests, "limitation_exception", "Превышено число запросов");

    public IResult Answer() => code is null ? Results.StatusCode(status) : Results.Json(new { code, message }, EpguJson.Options, "application/json", status);
}

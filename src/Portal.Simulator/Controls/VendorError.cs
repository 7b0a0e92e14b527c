using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Simulator.Controls;

/// <summary>The error body each vendor would send, for faults and for what no endpoint answered.</summary>
internal static class VendorError
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes status and body (contract auth 5.1 for Extern, 2.2.5 for the Authenticator, goskey-epgu 3.10; other vendors get an empty body).</summary>
    public static async Task WriteAsync(HttpContext context, int status, bool bare = false)
    {
        context.Response.StatusCode = status;
        if (bare || HttpMethods.IsHead(context.Request.Method) || status is < 200 or 204 or 205 or 304)
        {
            return;
        }

        switch (context.Features.Get<VendorRequest>())
        {
            case { Vendor: "extern" } request:
                context.Response.ContentType = "application/json; charset=utf-8";
                await context.Response.WriteAsync(ExternBody(status, request.TraceId));
                break;
            case { Vendor: "kontur-auth" }:
                context.Response.ContentType = "application/json;charset=UTF-8";
                await context.Response.WriteAsync("""{"Code":"UnknownError"}""");
                break;
            case { Vendor: "epgu" or "esia" } when status is 502 or 503 or 504:
                context.Response.ContentType = "text/html";
                await context.Response.WriteAsync($"<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n");
                break;
            case { Vendor: "epgu" } when status >= 400 && status is not (401 or 404):
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync(EpguBody(status));
                break;
        }
    }

    private static string EpguBody(int status) => new JsonObject
    {
        ["code"] = status switch { 403 => "access_denied_service", 429 => "limitation_exception", >= 500 => "internal_error", _ => "bad_request" },
        ["message"] = status switch { 403 => "Доступ запрещён", 429 => "Превышено число запросов", >= 500 => "Внутренняя ошибка", _ => "Запрос не может быть выполнен" },
    }.ToJsonString(Json);

    private static string ExternBody(int status, string traceId) => new JsonObject
    {
        ["id"] = "urn:error:externapi:error",
        ["status-code"] = status,
        ["message"] = status switch
        {
            401 => "Требуется аутентификация",
            403 => "Доступ запрещён",
            404 => "Ресурс не найден",
            405 => "Метод не поддерживается",
            413 => "Слишком большой размер содержимого",
            429 => "Слишком много запросов",
            503 => "Сервис временно недоступен",
            >= 500 => "Внутренняя ошибка сервиса",
            _ => "Запрос не может быть выполнен",
        },
        ["trace-id"] = traceId,
        ["properties"] = new JsonObject(),
    }.ToJsonString(Json);
}

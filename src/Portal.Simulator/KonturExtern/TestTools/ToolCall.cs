using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>Bodies of the test tools (test tools contract): camelCase, read in any case; a missing body means that everything is to be generated.</summary>
internal static class ToolCall
{
    private const int LargestBody = 4 * 1024 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static async Task<T> ReadAsync<T>(HttpContext http)
        where T : class, new()
    {
        var body = await BytesAsync(http, LargestBody);
        try
        {
            return body.Length == 0 ? new T() : JsonSerializer.Deserialize<T>(body, Json) ?? new T();
        }
        catch (Exception refused) when (refused is JsonException or NotSupportedException)
        {
            throw ExternException.BadRequest($"Тело запроса не удалось разобрать: {refused.Message}");
        }
    }

    public static async Task<byte[]> BytesAsync(HttpContext http, int largest)
    {
        using var body = new MemoryStream();
        var buffer = new byte[81920];
        while (await http.Request.Body.ReadAsync(buffer, http.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > largest)
            {
                throw new ExternException(StatusCodes.Status413PayloadTooLarge, $"Тело запроса больше {largest / 1024 / 1024} МБ.");
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    public static Task<ExternAnswer> JsonAsync(HttpContext http, object answer) =>
        FileAsync(http, JsonSerializer.SerializeToUtf8Bytes(answer, Json), "application/json; charset=utf-8");

    public static async Task<ExternAnswer> FileAsync(HttpContext http, byte[] bytes, string mediaType, string? filename = null)
    {
        http.Response.ContentType = mediaType;
        http.Response.ContentLength = bytes.Length;
        if (filename is not null)
        {
            http.Response.Headers.ContentDisposition = $"attachment; filename=\"{filename}\"";
        }

        await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
        return ExternAnswer.Written;
    }
}

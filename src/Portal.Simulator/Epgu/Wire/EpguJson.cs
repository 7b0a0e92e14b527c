using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Simulator.Epgu.Wire;

/// <summary>How EPGU writes JSON and times (contract 3.4, 3.5).</summary>
internal static class EpguJson
{
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    public static readonly JsonSerializerOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Answer(JsonNode body, int status = StatusCodes.Status200OK) => Results.Text(body.ToJsonString(Options), "application/json", statusCode: status);

    /// <summary>Answer of the methods that make or take an order.</summary>
    public static IResult Order(long id, Quirks quirks, int status = StatusCodes.Status200OK) =>
        Answer(new JsonObject { ["orderId"] = quirks.NumbersAsText ? id.ToString(CultureInfo.InvariantCulture) : id }, status);

    /// <summary>Moscow time with its offset, which has no colon.</summary>
    public static string Date(DateTimeOffset at, Quirks quirks) => Local(at) + (quirks.ColonInDates ? "+03:00" : "+0300");

    /// <summary>Moscow time without an offset, as in the lists of statuses.</summary>
    public static string Local(DateTimeOffset at) => at.ToOffset(Moscow).ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>Reads what <see cref="Local"/> writes.</summary>
    public static DateTimeOffset? ParseLocal(string? text) =>
        DateTime.TryParseExact(text, "yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? new DateTimeOffset(local, Moscow) : null;
}

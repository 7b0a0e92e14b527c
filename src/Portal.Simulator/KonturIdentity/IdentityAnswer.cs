using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Simulator.KonturIdentity;

/// <summary>A refusal of the provider: 400 with the body of contract auth 2.6. Every property is a string there.</summary>
internal sealed class IdentityRefusal(string error, string description) : Exception(description)
{
    public string Error => error;
}

/// <summary>Answers of the OpenID provider: snake_case JSON.</summary>
internal static class IdentityAnswer
{
    private static readonly JsonSerializerOptions Snake = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions WithoutNulls = new(Snake) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>A body, nulls included.</summary>
    public static IResult Json(object value) => Results.Json(value, Snake);

    /// <summary>A body of which what is null is left out: an empty refresh token makes the vendor's SDK fail (2.7).</summary>
    public static IResult Token(object value) => Results.Json(value, WithoutNulls);

    /// <summary>Runs a step; what it refuses becomes 400. Token answers are neither cached nor asked for again (1.3).</summary>
    public static async Task<IResult> GuardAsync(HttpContext context, Func<Task<IResult>> step)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = "no-store, no-cache, max-age=0";
        headers.Pragma = "no-cache";
        headers["Dont-Retry"] = "True";
        headers["X-Kontur-Dont-Retry"] = "True";
        try
        {
            return await step();
        }
        catch (IdentityRefusal refusal)
        {
            var body = new { error = refusal.Error, error_description = refusal.Message, error_status = refusal.Error, partial_factor_token = (string?)null, required_factors = Array.Empty<object>() };
            return Results.Json(body, Snake, statusCode: StatusCodes.Status400BadRequest);
        }
    }
}

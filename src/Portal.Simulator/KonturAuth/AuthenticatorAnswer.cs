using System.Text.Json;

namespace Portal.Simulator.KonturAuth;

/// <summary>Codes of a 403 (contract auth 2.2.2 and 2.2.5).</summary>
internal static class RefusalCode
{
    public const string ForbiddenForTargetUser = nameof(ForbiddenForTargetUser);
    public const string InvalidApiKey = nameof(InvalidApiKey);
    public const string NotId = nameof(NotId);
    public const string UserNotFound = nameof(UserNotFound);
    public const string UserNotUniq = nameof(UserNotUniq);
    public const string UnknownError = nameof(UnknownError);
}

/// <summary>Answers of the Authenticator: PascalCase JSON; 400 and 401 have no body, 403 has one property.</summary>
internal static class AuthenticatorAnswer
{
    private static readonly JsonSerializerOptions Pascal = new() { PropertyNamingPolicy = null, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IResult Json(object value) => Results.Json(value, Pascal);

    public static IResult Linked() => Results.Ok();

    public static IResult BadRequest() => Results.StatusCode(StatusCodes.Status400BadRequest);

    public static IResult NoApiKey() => Results.StatusCode(StatusCodes.Status401Unauthorized);

    public static IResult Forbidden(string code) => new Refusal(code);

    /// <summary>Writes the content type letter by letter as the contract has it (2.2.5); the framework's own results respell it.</summary>
    private sealed class Refusal(string code) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status403Forbidden;
            httpContext.Response.ContentType = "application/json;charset=UTF-8";
            return httpContext.Response.WriteAsync($$"""{"Code":"{{code}}"}""", httpContext.RequestAborted);
        }
    }
}

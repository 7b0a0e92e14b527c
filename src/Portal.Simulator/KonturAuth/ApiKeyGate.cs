using Portal.Simulator.Sandbox;

namespace Portal.Simulator.KonturAuth;

/// <summary>Finds and checks the api-key of a call (contract auth 8, gap 4: every spelling, and the header).</summary>
internal sealed class ApiKeyGate(SandboxFolder sandbox)
{
    private static readonly string[] Spellings = ["apiKey", "api-key"];

    /// <summary>The api-key as sent; null when there is none. Names of query parameters are compared without case.</summary>
    public static string? Given(HttpRequest request)
    {
        var sent = Spellings.Select(name => request.Query[name].ToString()).FirstOrDefault(value => value.Length > 0)
            ?? request.Headers["X-Kontur-Apikey"].ToString();
        return sent.Trim() is { Length: > 0 } apiKey ? apiKey : null;
    }

    /// <summary>The refusal, or null when the api-key is right.</summary>
    public IResult? Refuse(HttpRequest request) => Given(request) switch
    {
        null => AuthenticatorAnswer.NoApiKey(),
        { } apiKey when IsValid(apiKey) => null,
        _ => AuthenticatorAnswer.Forbidden(RefusalCode.InvalidApiKey),
    };

    /// <summary>Is it the sandbox's api-key?</summary>
    public bool IsValid(string apiKey) => Guid.TryParseExact(apiKey, "D", out var guid) && guid == sandbox.ApiKey;
}

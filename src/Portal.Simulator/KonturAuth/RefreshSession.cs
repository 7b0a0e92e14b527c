using Portal.Simulator.Controls;

namespace Portal.Simulator.KonturAuth;

/// <summary>Refresh of a session: both old values become invalid (contract auth 2.2.6).</summary>
internal sealed class RefreshSession(ApiKeyGate apiKeys, RefreshTokens tokens, SessionDirectory sessions, KonturUsers users)
{
    public IResult Run(HttpContext context)
    {
        var query = context.Request.Query;
        var sid = query["auth.sid"].ToString();
        var secret = query["refresh-token"].ToString();
        if (ApiKeyGate.Given(context.Request) is not { } apiKey || sid.Length == 0 || secret.Length == 0)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        if (!apiKeys.IsValid(apiKey))
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.InvalidApiKey);
        }

        if (tokens.Use(secret, sid, apiKey) is not { } old)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UnknownError);
        }

        context.NotePerson(users.ById(old.UserId));
        sessions.End(old.Sid);
        var session = sessions.Issue(old.UserId, old.ApiKey);
        return AuthenticatorAnswer.Json(new { session.Sid, RefreshToken = tokens.Issue(session).Token });
    }
}

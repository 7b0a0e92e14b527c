using Portal.Simulator.Controls;

namespace Portal.Simulator.KonturAuth;

/// <summary>Step 2, confirm (contract auth 2.2.4). The body is ignored; the api-key may be missing, as it is in <c>Link.Href</c>.</summary>
internal sealed class ApproveTruster(ApiKeyGate apiKeys, TrusterKeys keys, SessionDirectory sessions, RefreshTokens tokens, KonturUsers users, SimulatorSettings settings)
{
    public IResult Run(HttpContext context)
    {
        var query = context.Request.Query;
        if ((ApiKeyGate.Given(context.Request) is not null || settings.Authenticator.ApproveNeedsApiKey) && apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        var secret = query["key"].ToString();
        var identity = query["id"].ToString();
        if (secret.Length == 0 || identity.Length == 0)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        if (keys.Use(secret, identity) is not { } key)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UnknownError);
        }

        context.NotePerson(users.ById(key.UserId));
        var session = sessions.Issue(key.UserId, key.ApiKey);
        return settings.Authenticator.IssueRefreshToken
            ? AuthenticatorAnswer.Json(new { session.Sid, RefreshToken = tokens.Issue(session).Token })
            : AuthenticatorAnswer.Json(new { session.Sid });
    }
}

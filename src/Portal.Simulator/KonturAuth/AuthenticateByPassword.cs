using System.Text;
using Portal.Simulator.Controls;

namespace Portal.Simulator.KonturAuth;

/// <summary>Sign-in by login and password (contract auth 2.5): the password is the body.</summary>
internal sealed class AuthenticateByPassword(ApiKeyGate apiKeys, KonturUsers users, SessionDirectory sessions, RefreshTokens tokens)
{
    public async Task<IResult> RunAsync(HttpContext context)
    {
        if (apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        var login = context.Request.Query["login"].ToString();
        if (login.Length == 0 || await RequestBody.ReadAsync(context.Request) is not { } password)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        if (users.ByPassword(login, Encoding.UTF8.GetString(password)) is not { KonturUserId: { } userId } person)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UnknownError);
        }

        context.NotePerson(person);
        var session = sessions.Issue(userId, ApiKeyGate.Given(context.Request)!);
        return AuthenticatorAnswer.Json(new { session.Sid, RefreshToken = tokens.Issue(session).Token });
    }
}

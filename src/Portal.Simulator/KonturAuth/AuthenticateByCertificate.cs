using Portal.Simulator.Controls;

namespace Portal.Simulator.KonturAuth;

/// <summary>Sign-in by certificate, both steps (contract auth 2.4).</summary>
internal sealed class AuthenticateByCertificate(
    ApiKeyGate apiKeys, CertificateHandshake handshake, SessionDirectory sessions, RefreshTokens tokens, SimulatorAddress address)
{
    private const string Service = "authenticator";

    public async Task<IResult> BeginAsync(HttpContext context)
    {
        if (apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (await RequestBody.ReadAsync(context.Request) is not { } certificate)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        var free = bool.TryParse(context.Request.Query["free"], out var asked) && asked;
        var (verdict, encrypted, thumbprint) = handshake.Begin(certificate, free, Service, onePerUser: true);
        return verdict switch
        {
            CertificateVerdict.Fine => AuthenticatorAnswer.Json(new
            {
                EncryptedKey = encrypted,
                Link = new { Rel = "Send decrypted key to this link", Href = $"{address.Root}kontur-auth/auth/v5.13/approve-cert?thumbprint={thumbprint}" },
            }),
            CertificateVerdict.Unreadable => AuthenticatorAnswer.Forbidden("CertUnreadable"),
            CertificateVerdict.Untrusted => Results.StatusCode(StatusCodes.Status406NotAcceptable),
            CertificateVerdict.NotUsable => AuthenticatorAnswer.Forbidden("CertNotValid"),
            _ => AuthenticatorAnswer.Forbidden("CertRegisterFail"),
        };
    }

    public async Task<IResult> ApproveAsync(HttpContext context)
    {
        if (apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        var thumbprint = context.Request.Query["thumbprint"].ToString();
        if (thumbprint.Length == 0 || await RequestBody.ReadAsync(context.Request) is not { } decrypted)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        var (person, refused) = handshake.End(thumbprint, decrypted, Service);
        if (person is null)
        {
            return AuthenticatorAnswer.Forbidden(refused!);
        }

        context.NotePerson(person);
        var session = sessions.Issue(person.KonturUserId!.Value, ApiKeyGate.Given(context.Request)!);
        return AuthenticatorAnswer.Json(new { session.Sid, RefreshToken = tokens.Issue(session).Token });
    }
}

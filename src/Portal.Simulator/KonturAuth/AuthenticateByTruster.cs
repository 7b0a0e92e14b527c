using Portal.Simulator.Controls;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturAuth;

/// <summary>Step 1, initialise (contract auth 2.2.3; refusals 2.2.5).</summary>
internal sealed class AuthenticateByTruster(
    ApiKeyGate apiKeys, TrusterSignature signatures, LinkDirectory links, KonturUsers users, ICertificateOwners owners, TrusterKeys keys, SimulatorAddress address,
    SimulatorSettings settings, TimeProvider wall)
{
    public async Task<IResult> RunAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        var apiKey = ApiKeyGate.Given(context.Request)!;
        var serviceUserId = query["serviceUserId"].ToString();
        var timestamp = query["timestamp"].ToString();
        if (serviceUserId.Length == 0 || TrusterIdentity.Read(query) is not { } identity || TrusterText.ParseTimestamp(timestamp) is not { } moment
            || await RequestBody.ReadAsync(context.Request) is not { } signature)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        switch (signatures.Verify(signature, apiKey, identity.Value, timestamp))
        {
            case SignatureVerdict.Malformed:
                return AuthenticatorAnswer.BadRequest();
            case SignatureVerdict.Wrong:
                return AuthenticatorAnswer.Forbidden(RefusalCode.UnknownError);
        }

        if ((wall.GetUtcNow() - moment).Duration() > settings.Authenticator.ClockSkew)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UnknownError);
        }

        if (links.Find(serviceUserId) is not { KonturUserId: { } userId } linked)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UserNotFound);
        }

        context.NotePerson(linked);
        if (identity.ReservedCode is { } reserved)
        {
            return AuthenticatorAnswer.Forbidden(reserved);
        }

        return identity.Resolve(users, owners)?.KonturUserId == userId
            ? Issued(keys.Issue(identity.Value, userId, apiKey))
            : AuthenticatorAnswer.Forbidden(RefusalCode.UserNotFound);
    }

    private IResult Issued(TrusterKey key) => AuthenticatorAnswer.Json(new
    {
        key.Key,
        Link = new
        {
            Rel = "Send key to this link",
            Href = $"{address.Root}kontur-auth/auth/v5/approve-truster?id={Uri.EscapeDataString(key.Identity)}&key={key.Key}",
        },
    });
}

using Portal.Simulator.Controls;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturAuth;

/// <summary>Step 0, linking (contract auth 2.2.2).</summary>
internal sealed class RegisterServiceId(ApiKeyGate apiKeys, KonturUsers users, LinkDirectory links)
{
    public IResult Run(HttpContext context)
    {
        var query = context.Request.Query;
        if (apiKeys.Refuse(context.Request) is { } refusal)
        {
            return refusal;
        }

        if (!query.TryGetValue("serviceUserId", out var serviceUserId) || PhoneNumber.Normalise(query["phone"]) is not { } phone)
        {
            return AuthenticatorAnswer.BadRequest();
        }

        if (string.IsNullOrWhiteSpace(serviceUserId))
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.NotId);
        }

        if (KonturUsers.ReservedCode(phone) is { } reserved)
        {
            return AuthenticatorAnswer.Forbidden(reserved);
        }

        if (users.ByPhone(phone) is not { KonturUserId: { } userId } person)
        {
            return AuthenticatorAnswer.Forbidden(RefusalCode.UserNotFound);
        }

        context.NotePerson(person);
        return links.TryLink(serviceUserId.ToString(), userId) ? AuthenticatorAnswer.Linked() : AuthenticatorAnswer.Forbidden(RefusalCode.UserNotUniq);
    }
}

using System.Security.Claims;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Portal.Simulator.PartnerIdp;

/// <summary>
/// Identity and access tokens are good by signature and lifetime alone: the table of tokens is in memory, and a portal that was signed in
/// before a restart must still be able to sign out with its <c>id_token_hint</c>. Codes are still looked up, so each works once.
/// </summary>
internal sealed class ForgottenTokens : IOpenIddictServerHandler<ValidateTokenContext>
{
    public static OpenIddictServerHandlerDescriptor Descriptor { get; } = OpenIddictServerHandlerDescriptor.CreateBuilder<ValidateTokenContext>()
        .UseSingletonHandler<ForgottenTokens>()
        .SetOrder(OpenIddictServerHandlers.Protection.MapInternalClaims.Descriptor.Order + 1)
        .SetType(OpenIddictServerHandlerType.Custom)
        .Build();

    public ValueTask HandleAsync(ValidateTokenContext context)
    {
        if (context.Principal?.GetTokenType() is TokenTypeIdentifiers.IdentityToken or TokenTypeIdentifiers.AccessToken)
        {
            context.Principal.SetTokenId(null).SetAuthorizationId(null);
        }

        return ValueTask.CompletedTask;
    }
}

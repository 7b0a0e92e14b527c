using OpenIddict.Abstractions;
using Portal.Simulator.Sandbox;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Portal.Simulator.PartnerIdp;

/// <summary>Registers the confidential client <c>portal</c> before the first request, at every start.</summary>
internal sealed class PortalClient(IServiceScopeFactory scopes, SandboxFolder sandbox)
{
    public const string ClientId = "portal";

    public async Task RegisterAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>().CreateAsync(
            new OpenIddictApplicationDescriptor
            {
                ClientId = ClientId,
                ClientSecret = sandbox.IdpClientSecret,
                ClientType = ClientTypes.Confidential,
                ConsentType = ConsentTypes.Implicit,
                DisplayName = "Портал",
                Permissions =
                {
                    Permissions.Endpoints.Authorization, Permissions.Endpoints.Token, Permissions.Endpoints.EndSession,
                    Permissions.GrantTypes.AuthorizationCode, Permissions.ResponseTypes.Code,
                    Permissions.Scopes.Profile, Permissions.Scopes.Email, Permissions.Scopes.Roles,
                },
                Requirements = { Requirements.Features.ProofKeyForCodeExchange },
            });
    }
}

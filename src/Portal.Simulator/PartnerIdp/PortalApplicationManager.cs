using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using OpenIddict.Abstractions;
using OpenIddict.Core;

namespace Portal.Simulator.PartnerIdp;

/// <summary>
/// Accepts the portal's two addresses on any port of localhost, because tests run portals on random ports. Every other address is refused.
/// </summary>
internal sealed partial class PortalApplicationManager<TApplication>(
    IOpenIddictApplicationCache<TApplication> cache,
    ILogger<OpenIddictApplicationManager<TApplication>> logger,
    IOptionsMonitor<OpenIddictCoreOptions> options,
    IOpenIddictApplicationStore<TApplication> store) : OpenIddictApplicationManager<TApplication>(cache, logger, options, store)
    where TApplication : class
{
    public override ValueTask<bool> ValidateRedirectUriAsync(TApplication application, string uri, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SignIn().IsMatch(uri));

    public override ValueTask<bool> ValidatePostLogoutRedirectUriAsync(TApplication application, string uri, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(SignOut().IsMatch(uri));

    public override async IAsyncEnumerable<TApplication> FindByPostLogoutRedirectUriAsync(
        string uri, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        if (SignOut().IsMatch(uri) && await FindByClientIdAsync(PortalClient.ClientId, cancellationToken) is { } portal)
        {
            yield return portal;
        }
    }

    [GeneratedRegex(@"\Ahttp://localhost(:[0-9]{1,5})?/signin-oidc\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignIn();

    [GeneratedRegex(@"\Ahttp://localhost(:[0-9]{1,5})?/signout-callback-oidc\z", RegexOptions.CultureInvariant)]
    private static partial Regex SignOut();
}

using Microsoft.AspNetCore.Components.Authorization;

namespace Portal.Access;

/// <summary>Who is at this browser tab. Scoped: it belongs to one circuit.</summary>
public sealed class CurrentUser(AuthenticationStateProvider authentication, Acting acting)
{
    /// <summary>The signed-in person.</summary>
    /// <exception cref="AccessDeniedException">Nobody is signed in.</exception>
    public async Task<Actor> ActorAsync() => Actor.From((await authentication.GetAuthenticationStateAsync()).User);

    /// <summary>Id of the active link: what a page's reads are limited to.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<string> LinkIdAsync(CancellationToken cancellationToken = default) =>
        (await acting.LinkOfAsync(await ActorAsync(), cancellationToken)).Id;
}

using Portal.Access;

namespace Portal.Features.Confirmations;

/// <summary>How this person's last signature with a certificate was confirmed: what the next one will probably ask for.</summary>
public sealed class FindSigningWay(Acting acting, SigningStore store)
{
    /// <summary>Null when nothing was signed with it yet.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<SigningWay?> RunAsync(Actor actor, string thumbprint, CancellationToken cancellationToken = default) =>
        await store.LastWayAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, thumbprint, cancellationToken);
}

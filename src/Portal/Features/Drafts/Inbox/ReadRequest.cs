using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Confirmations;

namespace Portal.Features.Drafts.Inbox;

/// <summary>A request as its page shows it to whoever is asked.</summary>
/// <param name="Draft">The report: nothing of it but what is shown here is open to the colleague.</param>
/// <param name="Own">The colleague's registry row of the certificate; null when it is gone.</param>
/// <param name="Signing">The signature that has begun.</param>
public sealed record RequestView(SignatureRequest Request, Draft Draft, Destination To, IssuedCertificate? Own, Signing? Signing);

/// <summary>Reads a request for a signature, from the store alone.</summary>
public sealed class ReadRequest(Acting acting, SignatureRequestStore requests, DraftStore drafts, FindRegistryRows registry, FindSigning signings)
{
    /// <summary>The request with what is to be signed.</summary>
    /// <exception cref="AccessDeniedException">Nobody asked this person for that, or the report is gone.</exception>
    public async Task<RequestView> RunAsync(Actor actor, string requestId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        if (await requests.FindAsync(link.Id, requestId, cancellationToken) is not { } request
            || await drafts.FindAsync(request.FromLinkId, request.DraftId, cancellationToken) is not { } draft)
        {
            throw new AccessDeniedException();
        }

        return new RequestView(
            request, draft, Destination.Of(draft.Facts, draft.Addressing, []),
            (await registry.RunAsync(actor, cancellationToken)).FirstOrDefault(row => row.Thumbprint == request.Thumbprint),
            await signings.RunAsync(actor, draft.Id, cancellationToken) is { Kind: SigningKind.HandedSignature } signing && signing.StartedAt >= request.AskedAt ? signing : null);
    }
}

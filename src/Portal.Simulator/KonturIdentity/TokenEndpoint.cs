using Portal.Simulator.KonturAuth;

namespace Portal.Simulator.KonturIdentity;

/// <summary>
/// <c>connect/token</c> and step 1 of the certificate flow, written by hand: the grants <c>trusted</c> and <c>certificate</c>, the api-key as secret and
/// the shape of the errors are the vendor's own, and the one OpenIddict server of this process is the partner's provider.
/// </summary>
internal sealed class TokenEndpoint(ClientGate clients, IEnumerable<ITokenGrant> grants, TokenIssue issue, CertificateHandshake handshake)
{
    public async Task<IResult> TokenAsync(HttpContext context)
    {
        var request = await clients.ReadAsync(context);
        var type = request.Need("grant_type");
        var grant = grants.FirstOrDefault(known => known.Type == type) ?? throw new IdentityRefusal("unsupported_grant_type", "unknown grant_type");
        return issue.Answer(context, request.ClientId, await grant.TakeAsync(request));
    }

    public async Task<IResult> CertificateAsync(HttpContext context)
    {
        var request = await clients.ReadAsync(context);
        var free = bool.TryParse(request.Text("free"), out var asked) && asked;
        var (verdict, encrypted, _) = handshake.Begin(CertificateGrant.Base64(request, "public_key"), free, CertificateGrant.Service, onePerUser: false);
        return verdict switch
        {
            CertificateVerdict.Fine => IdentityAnswer.Json(new { encrypted_key = encrypted, trusted_thumbprints = (string[]?)null }),
            CertificateVerdict.Unreadable => throw new IdentityRefusal("invalid_request", "public_key is not a certificate"),
            CertificateVerdict.Untrusted => throw new IdentityRefusal("invalid_grant", "the certificate is not trusted or outside its time"),
            CertificateVerdict.NotUsable => throw new IdentityRefusal("invalid_grant", "nothing can be encrypted for the key of the certificate"),
            _ => throw new IdentityRefusal("invalid_grant", "no user has this certificate"),
        };
    }
}

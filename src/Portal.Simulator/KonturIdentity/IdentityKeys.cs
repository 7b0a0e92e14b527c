using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturIdentity;

/// <summary>The key that signs id tokens, made when the first one is asked for and kept in the state.</summary>
internal sealed class IdentityKeys(StateStore store)
{
    private const string Kind = "identity-key";
    private readonly Lazy<RsaSecurityKey> signing = new(() => Load(store));

    public RsaSecurityKey Signing => signing.Value;

    /// <summary>The public half as a JSON web key.</summary>
    public object Public
    {
        get
        {
            var parameters = Signing.Rsa.ExportParameters(includePrivateParameters: false);
            return new { kty = "RSA", use = "sig", alg = "RS256", kid = Signing.KeyId, n = Base64UrlEncoder.Encode(parameters.Modulus!), e = Base64UrlEncoder.Encode(parameters.Exponent!) };
        }
    }

    private static RsaSecurityKey Load(StateStore store)
    {
        var rsa = RSA.Create(2048);
        if (store.All<StoredKey>(Kind) is [{ } known, ..])
        {
            rsa.ImportPkcs8PrivateKey(known.Pkcs8, out _);
        }
        else
        {
            store.Put(Kind, "signing", new StoredKey(rsa.ExportPkcs8PrivateKey()));
        }

        return new RsaSecurityKey(rsa) { KeyId = Base64UrlEncoder.Encode(SHA256.HashData(rsa.ExportSubjectPublicKeyInfo())[..15]) };
    }

    private sealed record StoredKey(byte[] Pkcs8);
}

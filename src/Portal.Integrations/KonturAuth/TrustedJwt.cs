using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturAuth;

/// <summary>The token by which our system vouches for a user (contract auth 2.3): RS256, good once and for five minutes.</summary>
public static class TrustedJwt
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    /// <summary>The whole token. Throws <see cref="CryptographicException"/> when the certificate has no RSA private key.</summary>
    public static string Build(string clientId, Guid serviceUserId, Guid jti, DateTimeOffset now, X509Certificate2 certificate)
    {
        var start = now.ToUnixTimeSeconds();
        var header = new Header("RS256", certificate.Thumbprint, Base64Url.EncodeToString(certificate.GetCertHash()), "JWT");
        var claims = new Claims(serviceUserId.ToString(), jti.ToString(), start, start + (long)Lifetime.TotalSeconds, start, clientId);
        var signed = $"{Encode(header)}.{Encode(claims)}";
        using var key = certificate.GetRSAPrivateKey() ?? throw new CryptographicException("The certificate has no RSA private key.");
        return $"{signed}.{Base64Url.EncodeToString(key.SignData(Encoding.ASCII.GetBytes(signed), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Encode<T>(T part) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(part));

    private sealed record Header(
        [property: JsonPropertyName("alg")] string Algorithm,
        [property: JsonPropertyName("kid")] string KeyId,
        [property: JsonPropertyName("x5t")] string Thumbprint,
        [property: JsonPropertyName("typ")] string Kind);

    private sealed record Claims(
        [property: JsonPropertyName("sub")] string Subject,
        [property: JsonPropertyName("jti")] string Id,
        [property: JsonPropertyName("nbf")] long NotBefore,
        [property: JsonPropertyName("exp")] long Expires,
        [property: JsonPropertyName("iat")] long IssuedAt,
        [property: JsonPropertyName("iss")] string Issuer);
}

using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Serialization;
using Portal.Simulator.People;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturAuth;

/// <summary>A secret that the owner of a certificate has to decrypt; it is remembered after <see cref="GoodUntil"/>, so that lateness can be told.</summary>
internal sealed record CertificateSecret(string Id, string Service, Guid UserId, string Thumbprint, byte[] Bytes, DateTimeOffset GoodUntil) : ITicket
{
    [JsonIgnore]
    public string Key => Id;

    [JsonIgnore]
    public DateTimeOffset ExpiresAt => GoodUntil.AddHours(1);
}

/// <summary>A certificate with which somebody began to sign in.</summary>
internal sealed record KnownCertificate(string Thumbprint, Guid UserId, DateTimeOffset ExpiresAt) : ITicket
{
    [JsonIgnore]
    public string Key => Thumbprint;
}

/// <summary>How step 1 turned out.</summary>
internal enum CertificateVerdict
{
    Fine,

    /// <summary>No X.509 at all.</summary>
    Unreadable,

    /// <summary>Not signed by the sandbox's certification centre, or outside its time.</summary>
    Untrusted,

    /// <summary>Its key cannot be encrypted for: only RSA can, enveloping with GOST is not to be had.</summary>
    NotUsable,

    /// <summary>No user of Kontur has the SNILS in its subject.</summary>
    Nobody,
}

/// <summary>Signing in by certificate in two steps (contract auth 2.4, and 2.6 for the OpenID provider): the user is found by the SNILS in the subject.</summary>
internal sealed class CertificateHandshake(
    Tickets<CertificateSecret> secrets, Tickets<KnownCertificate> certificates, ICertificateOwners owners, KonturUsers users, SimulatorSettings settings, TimeProvider wall)
{
    private const string SnilsOid = "1.2.643.100.3";

    /// <summary>Step 1: the encrypted secret, or why there is none. <paramref name="free"/> leaves the certificate unchecked.</summary>
    public (CertificateVerdict Verdict, byte[]? Encrypted, string Thumbprint) Begin(byte[] encoded, bool free, string service, bool onePerUser)
    {
        if (Read(encoded) is not { } certificate)
        {
            return (CertificateVerdict.Unreadable, null, "");
        }

        using (certificate)
        {
            if (!free && (!owners.IsIssuedHere(certificate.RawData) || !IsInTime(certificate)))
            {
                return (CertificateVerdict.Untrusted, null, "");
            }

            if (OwnerOf(certificate)?.KonturUserId is not { } userId)
            {
                return (CertificateVerdict.Nobody, null, "");
            }

            if (certificate.GetRSAPublicKey() is null)
            {
                return (CertificateVerdict.NotUsable, null, "");
            }

            // The secret begins with the id of the user (2.4).
            byte[] bytes = [.. Encoding.ASCII.GetBytes(userId.ToString("N")), .. RandomNumberGenerator.GetBytes(32)];
            var envelope = new EnvelopedCms(new ContentInfo(bytes), new AlgorithmIdentifier(new Oid("2.16.840.1.101.3.4.1.42")));
            envelope.Encrypt(new CmsRecipient(certificate));
            foreach (var older in onePerUser ? secrets.Where(secret => secret.Service == service && secret.UserId == userId) : [])
            {
                secrets.Remove(older.Id);
            }

            certificates.Put(new KnownCertificate(certificate.Thumbprint, userId, wall.GetUtcNow().AddYears(1)));
            secrets.Put(new CertificateSecret(Guid.NewGuid().ToString("N"), service, userId, certificate.Thumbprint, bytes, wall.GetUtcNow() + settings.Identity.CertificateSecret));
            return (CertificateVerdict.Fine, envelope.Encode(), certificate.Thumbprint);
        }
    }

    /// <summary>Step 2: the user, or the Authenticator's code of refusal (2.4). A secret is used up by success alone.</summary>
    public (DemoPerson? Person, string? Refusal) End(string thumbprint, byte[] decrypted, string service)
    {
        if (certificates.Find(thumbprint.ToUpperInvariant()) is not { } known)
        {
            return (null, "UnknownCertificate");
        }

        var waiting = secrets.Where(secret => secret.Service == service && secret.Thumbprint == known.Thumbprint);
        if (waiting.Count == 0)
        {
            return (null, "RndBytesNotFound");
        }

        var good = waiting.Where(secret => secret.GoodUntil > wall.GetUtcNow()).ToList();
        return good.Count == 0 ? (null, "RndBytesExpired")
            : good.Find(secret => CryptographicOperations.FixedTimeEquals(secret.Bytes, decrypted)) is { } match && secrets.Use(match.Id) is not null
                && users.ById(match.UserId) is { } person ? (person, null)
            : (null, "WrongKey");
    }

    private DemoPerson? OwnerOf(X509Certificate2 certificate) =>
        certificate.SubjectName.EnumerateRelativeDistinguishedNames().FirstOrDefault(name => !name.HasMultipleElements && name.GetSingleElementType().Value == SnilsOid)
            ?.GetSingleElementValue() is { } snils ? users.BySnils(snils) : null;

    private bool IsInTime(X509Certificate2 certificate)
    {
        var now = wall.GetUtcNow();
        return certificate.NotBefore.ToUniversalTime() <= now && now < certificate.NotAfter.ToUniversalTime();
    }

    /// <summary>PEM (the docs) or DER (the Java SDK).</summary>
    private static X509Certificate2? Read(byte[] encoded)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(encoded);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

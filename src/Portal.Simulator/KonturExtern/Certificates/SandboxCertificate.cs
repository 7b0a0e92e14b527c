using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Org.BouncyCastle.Crypto.Parameters;
using Org.BouncyCastle.X509;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Certificates;

/// <summary>A certificate of the sandbox with its key. <see cref="Kind"/>: <c>cloud</c>, <c>dss</c>, <c>iron</c>, or <c>body</c> for whoever is no person.</summary>
internal sealed record SandboxCertificate(string Name, DemoPerson? Owner, string Kind, X509Certificate Certificate, ECPrivateKeyParameters Key)
{
    private readonly Lazy<string> thumbprint = new(() => ThumbprintOf(Certificate.GetEncoded()));

    public string Thumbprint => thumbprint.Value;

    public bool IsCloud => Kind is "cloud" or "dss";

    public bool ConfirmsByMyDss => Kind == "dss";

    public DateTimeOffset NotAfter => new(Certificate.NotAfter.ToUniversalTime(), TimeSpan.Zero);

    public DateTimeOffset NotBefore => new(Certificate.NotBefore.ToUniversalTime(), TimeSpan.Zero);

    public string SerialNumber => SerialOf(Certificate);

    public byte[] Der => Certificate.GetEncoded();

    /// <summary>The serial number in upper-case hex.</summary>
    public static string SerialOf(X509Certificate certificate) => Convert.ToHexString(certificate.SerialNumber.ToByteArrayUnsigned());

    /// <summary>SHA-1 in upper-case hex: what the vendor's protocol calls a thumbprint.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "The vendor's protocol names certificates by SHA-1.")]
    public static string ThumbprintOf(byte[] der) => Convert.ToHexString(SHA1.HashData(der));
}

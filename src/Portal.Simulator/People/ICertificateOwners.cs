namespace Portal.Simulator.People;

/// <summary>One certificate of a person as the registry of issued certificates names it.</summary>
public sealed record IssuedCertificate(string Thumbprint, DateTimeOffset NotAfter);

/// <summary>
/// Whose certificate is whose. Implemented where certificates are issued (KonturExtern); optional: without it the Authenticator knows no
/// thumbprint and the registry rows have no certificate.
/// </summary>
public interface ICertificateOwners
{
    /// <summary>The owner of a valid certificate; null for an unknown or withdrawn one (contract auth 2.2.5).</summary>
    DemoPerson? ByThumbprint(string thumbprint);

    /// <summary>Certificates issued to a person, empty when there are none.</summary>
    IReadOnlyList<IssuedCertificate> CertificatesOf(DemoPerson person);

    /// <summary>Is it signed by the sandbox's certification centre?</summary>
    bool IsIssuedHere(byte[] certificate);

    /// <summary>A certificate of the sandbox's certification centre for a key that the person has made; DER, for signing in with it.</summary>
    byte[] Issue(DemoPerson person, byte[] publicKeyInfo);
}

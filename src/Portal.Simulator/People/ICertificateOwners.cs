namespace Portal.Simulator.People;

/// <summary>Who owns which cloud certificate of the sandbox: the registry of issued certificates and the certificate sign-in ask here.</summary>
public interface ICertificateOwners
{
    /// <summary>The owner of a certificate (SHA-1 of its DER, hex in any case); null when it is not of this sandbox.</summary>
    DemoPerson? ByThumbprint(string thumbprint);

    /// <summary>The cloud certificates issued to a person, the valid one first.</summary>
    IReadOnlyList<(string Thumbprint, DateTimeOffset NotAfter)> CertificatesOf(DemoPerson person);
}

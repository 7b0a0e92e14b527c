namespace Portal.Integrations.Signing;

/// <summary>
/// Signs a content or its digest, detached: CAdES-BES as one CMS in DER with the end certificate only (contract goskey 6.2, 8.6).
/// Every signature was verified against the content's digest and the certificate before it is returned.
/// </summary>
public interface IDetachedSigner
{
    /// <summary>The certificate that is signed with.</summary>
    CertificateFacts Certificate { get; }

    /// <summary>Which digest contents must be given by.</summary>
    GostAlgorithm Algorithm { get; }

    /// <summary>Whether the content itself is wanted, in a file or in memory; else its digest is enough.</summary>
    bool NeedsContent { get; }

    /// <summary>Stops a certificate that is expired or not valid yet, so that a package can be refused before anything is done for it.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.CertificateExpired"/> or <see cref="SigningFault.CertificateNotYetValid"/>.</exception>
    void EnsureUsable();

    /// <summary>Signs.</summary>
    /// <exception cref="SigningException">Nothing was signed; its kind says why.</exception>
    Task<byte[]> SignAsync(ContentToSign content, CancellationToken cancellationToken = default);
}

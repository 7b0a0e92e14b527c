namespace Portal.Integrations.Signing;

/// <summary>What every provider does around its own way to sign: looks at the certificate before, and at the signature after.</summary>
public abstract class VerifiedSigner : IDetachedSigner
{
    /// <summary>Takes a certificate, the key of which may be anywhere.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.ForeignKeyAlgorithm"/>.</exception>
    protected VerifiedSigner(CertificateFacts certificate, TimeProvider clock)
    {
        (Certificate, Clock) = (certificate, clock);
        Algorithm = certificate.Key ?? throw new SigningException(
            SigningFault.ForeignKeyAlgorithm,
            $"The key of certificate {certificate.SerialNumber} is not of GOST R 34.10-2012 (it is {certificate.Parsed.SubjectPublicKeyInfo.Algorithm.Algorithm.Id}).");
    }

    /// <inheritdoc />
    public CertificateFacts Certificate { get; }

    /// <inheritdoc />
    public GostAlgorithm Algorithm { get; }

    /// <inheritdoc />
    public virtual bool NeedsContent => false;

    /// <summary>Time of the signature.</summary>
    protected TimeProvider Clock { get; }

    /// <summary>Whether a signature without the signing certificate attribute is taken (the accepted minimum of 6.2).</summary>
    protected virtual bool TakesPlainCms => false;

    /// <inheritdoc />
    public void EnsureUsable()
    {
        var now = Clock.GetUtcNow();
        if (now > Certificate.NotAfter)
        {
            throw new SigningException(SigningFault.CertificateExpired, $"Certificate {Certificate.SerialNumber} expired at {Certificate.NotAfter:O}.");
        }

        if (now < Certificate.NotBefore)
        {
            throw new SigningException(SigningFault.CertificateNotYetValid, $"Certificate {Certificate.SerialNumber} is valid from {Certificate.NotBefore:O} only.");
        }
    }

    /// <inheritdoc />
    public async Task<byte[]> SignAsync(ContentToSign content, CancellationToken cancellationToken = default)
    {
        EnsureUsable();
        if (content.Digest.Algorithm != Algorithm || content.Digest.Value.Length * 8 != Algorithm.Bits)
        {
            throw new SigningException(SigningFault.DigestOfAnotherLength, $"A key of {Algorithm.Bits} bits signs digests of {Algorithm.Bits} bits.");
        }

        var signature = await ProduceAsync(content, cancellationToken);
        return Approve(signature, content.Digest);
    }

    /// <summary>Makes the signature; it is verified by the caller.</summary>
    protected abstract Task<byte[]> ProduceAsync(ContentToSign content, CancellationToken cancellationToken);

    private byte[] Approve(byte[] made, ContentDigest digest)
    {
        var shape = SignatureShape.TryRead(made) ?? throw Refuse(SigningFault.NotSignature, "it is no CMS signature");
        if (shape.Flaw is { } flaw)
        {
            throw Refuse(SigningFault.NotSignature, flaw);
        }

        if (!shape.IsSignedBy(Certificate) || shape.NamesCertificate(Certificate) is false)
        {
            throw Refuse(SigningFault.SignedByAnother, $"it was not made with certificate {Certificate.SerialNumber}");
        }

        if (!TakesPlainCms && shape.NamesCertificate(Certificate) is null)
        {
            throw Refuse(SigningFault.NotSignature, "it does not name its certificate (signingCertificateV2), so it is no CAdES-BES");
        }

        var signature = CadesSignature.Normalize(shape.Data, Certificate);
        return DetachedSignature.Verify(signature, digest).Fault is null ? signature : throw Refuse(SigningFault.DoesNotMatch, "it does not cover the content");
    }

    private static SigningException Refuse(SigningFault fault, string why) => new(fault, $"The signature that was made is not taken: {why}.");
}

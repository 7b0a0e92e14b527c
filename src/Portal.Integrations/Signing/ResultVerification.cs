namespace Portal.Integrations.Signing;

/// <summary>Verifies a signature that came back against the own stored original (contract goskey 7.3).</summary>
public static class ResultVerification
{
    private const int MostEnclosed = 16;

    /// <summary>Looks at everything, so that the report tells all that is wrong and not only the first. Never throws for what the signature holds.</summary>
    /// <param name="signature">The bytes as they came: DER or BER.</param>
    /// <param name="original">The own original, read once to its end.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="cancellationToken">Ends the reading of the original.</param>
    public static async Task<SignatureReport> VerifyAsync(
        ReadOnlyMemory<byte> signature, Stream original, ExpectedSignature expected, CancellationToken cancellationToken = default)
    {
        var shape = SignatureShape.TryRead(signature.ToArray());
        if (shape?.Signer is null)
        {
            return new SignatureReport { Fault = SignatureFault.NotSignature, Addressee = AddresseeOf(null, expected.Snils) };
        }

        var digest = GostAlgorithm.OfDigest(shape.Signer.DigestAlgorithm.Algorithm.Id) is { } algorithm ? await ContentDigest.OfAsync(original, algorithm, cancellationToken) : null;
        var verdict = digest is null ? new SignatureVerdict(SignatureFault.ForeignAlgorithm, null) : DetachedSignature.Verify(signature, digest);
        var certificate = verdict.Signer?.Certificate;
        var named = certificate is null ? null : shape.NamesCertificate(certificate);
        var signedAt = verdict.Signer?.SignedAt;
        return new SignatureReport
        {
            // Whether the content was changed is the gravest, so it is told first.
            Fault = verdict.Fault ?? FormOf(shape) ?? (named is false ? SignatureFault.NamesAnotherCertificate : null),
            Certificate = certificate,
            SignedAt = signedAt,
            Addressee = AddresseeOf(certificate, expected.Snils),
            Chain = certificate is null ? null : CertificateChain.Build(certificate, EnclosedIn(shape), expected.Anchors, signedAt ?? expected.Until),
            Time = TimeOf(signedAt, expected),
            IsDer = shape.IsDer,
            IsCades = named is true,
        };
    }

    private static SignatureFault? FormOf(SignatureShape shape) =>
        shape.Signers != 1 ? SignatureFault.SeveralSigners
        : !shape.IsDetached ? SignatureFault.NotDetached
        : !shape.SaysData || !shape.HasDigest || !shape.HasSigningTime ? SignatureFault.AttributesMissing
        : null;

    private static AddresseeVerdict AddresseeOf(CertificateFacts? certificate, string? snils)
    {
        var digits = snils is null ? "" : string.Concat(snils.Where(char.IsAsciiDigit));
        return digits.Length == 0 ? AddresseeVerdict.NotAsked
            : certificate?.Snils is not { } told ? AddresseeVerdict.Missing
            : told == digits ? AddresseeVerdict.Matches : AddresseeVerdict.Another;
    }

    private static TimeVerdict TimeOf(DateTimeOffset? signedAt, ExpectedSignature expected) =>
        signedAt is not { } at ? TimeVerdict.Missing
        : at < expected.From - expected.Skew ? TimeVerdict.TooEarly
        : at > expected.Until + expected.Skew ? TimeVerdict.TooLate
        : TimeVerdict.Inside;

    private static List<CertificateFacts> EnclosedIn(SignatureShape shape)
    {
        var enclosed = new List<CertificateFacts>();
        foreach (var one in shape.Data.Certificates?.Take(MostEnclosed) ?? [])
        {
            try
            {
                enclosed.Add(CertificateFacts.Read(one.GetEncoded()));
            }
            catch (SigningException)
            {
                // An attribute certificate or garbage is no step of a chain.
            }
        }

        return enclosed;
    }
}

using Org.BouncyCastle.Asn1.X509;

namespace Portal.Integrations.Signing;

/// <summary>Why a certificate leads to no anchor.</summary>
public enum ChainFault
{
    /// <summary>Whoever issued it is neither an anchor nor known.</summary>
    UnknownIssuer,

    /// <summary>A certificate of the issuer's name is known, and its key did not sign this one.</summary>
    WrongSignature,

    /// <summary>A certificate of the chain was not valid at the time of signing.</summary>
    NotValidThen,

    /// <summary>Something that is no certification centre (basic constraints, key usage, length of path) issued certificates.</summary>
    NotAuthority,

    /// <summary>The signer's certificate is not for signing documents.</summary>
    NotForSigning,

    /// <summary>A critical extension is not understood here.</summary>
    UnknownExtension,

    /// <summary>The chain is longer, or has more branches, than any honest one.</summary>
    TooLong,
}

/// <summary>Where a certificate leads.</summary>
/// <param name="Fault">Null when it leads to an anchor.</param>
/// <param name="Path">From the signer to the anchor, or as far as it went.</param>
public sealed record ChainVerdict(ChainFault? Fault, IReadOnlyList<CertificateFacts> Path);

/// <summary>
/// Builds the chain of a GOST certificate (contract goskey 7.3, item 6): the platform's <c>X509Chain</c> throws on them (8.5, pitfall 5). Signatures of issuers,
/// validity at the time of signing, basic constraints and key usage are looked at; revocation is not.
/// </summary>
public static class CertificateChain
{
    private const int Longest = 8;
    private const int MostSteps = 64;

    private static readonly HashSet<string> Understood =
    [
        X509Extensions.BasicConstraints.Id, X509Extensions.KeyUsage.Id, X509Extensions.ExtendedKeyUsage.Id, X509Extensions.CertificatePolicies.Id,
        X509Extensions.SubjectAlternativeName.Id,
    ];

    /// <summary>Looks for a way from a signer's certificate to an anchor.</summary>
    /// <param name="signer">The signer's certificate.</param>
    /// <param name="enclosed">Certificates that came with the signature; they are only steps, never anchors.</param>
    /// <param name="anchors">Whom the caller trusts.</param>
    /// <param name="at">Time of signing.</param>
    public static ChainVerdict Build(CertificateFacts signer, IReadOnlyCollection<CertificateFacts> enclosed, TrustAnchors anchors, DateTimeOffset at)
    {
        const int Signature = 0;
        const int NonRepudiation = 1;
        if (signer.Parsed.GetKeyUsage() is { } usage && !usage[Signature] && !usage[NonRepudiation])
        {
            return new ChainVerdict(ChainFault.NotForSigning, [signer]);
        }

        var steps = 0;
        return Climb([signer]);

        ChainVerdict Climb(IReadOnlyList<CertificateFacts> path)
        {
            var current = path[^1];
            if (FaultOf(current, at) is { } own)
            {
                return new ChainVerdict(own, path);
            }

            if (anchors.Anchors.Any(anchor => anchor.Der.Span.SequenceEqual(current.Der.Span)))
            {
                return new ChainVerdict(null, path);
            }

            if (path.Count == Longest)
            {
                return new ChainVerdict(ChainFault.TooLong, path);
            }

            // Of several failures the one that came furthest is told.
            var best = new ChainVerdict(ChainFault.UnknownIssuer, path);
            foreach (var issuer in anchors.Anchors.Concat(anchors.Intermediates).Concat(enclosed).Where(one => MayHaveIssued(one, current) && !path.Contains(one)))
            {
                if (++steps > MostSteps)
                {
                    return new ChainVerdict(ChainFault.TooLong, path);
                }

                var verdict = !HasSigned(issuer, current) ? new ChainVerdict(ChainFault.WrongSignature, path)
                    : !IsAuthority(issuer, below: path.Count - 1) ? new ChainVerdict(ChainFault.NotAuthority, [.. path, issuer])
                    : Climb([.. path, issuer]);
                if (verdict.Fault is null)
                {
                    return verdict;
                }

                best = best.Fault is ChainFault.UnknownIssuer || verdict.Path.Count > best.Path.Count ? verdict : best;
            }

            return best;
        }
    }

    private static ChainFault? FaultOf(CertificateFacts one, DateTimeOffset at) =>
        !one.IsValidAt(at) ? ChainFault.NotValidThen
        : one.Parsed.GetCriticalExtensionOids() is { } critical && critical.Any(extension => !Understood.Contains(extension)) ? ChainFault.UnknownExtension
        : null;

    private static bool MayHaveIssued(CertificateFacts issuer, CertificateFacts issued) =>
        issuer.Parsed.SubjectDN.Equivalent(issued.Parsed.IssuerDN);

    private static bool IsAuthority(CertificateFacts issuer, int below)
    {
        const int CertificateSigning = 5;
        return issuer.Parsed.GetBasicConstraints() >= below
            && (issuer.Parsed.GetKeyUsage() is not { } usage || usage[CertificateSigning]);
    }

    private static bool HasSigned(CertificateFacts issuer, CertificateFacts issued)
    {
        try
        {
            issued.Parsed.Verify(GostPublicKey.Of(issuer));
            return true;
        }
        catch (Exception refused) when (Malformed.Is(refused))
        {
            return false;
        }
    }
}

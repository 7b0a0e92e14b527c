namespace Portal.Integrations.Signing;

/// <summary>
/// Whom to trust for one kind of signature in one environment: the head centre and the accredited ones for UKEP, Goskey's own for UNEP (contract goskey 7.3, item 6).
/// Configuration only: names and serial numbers age.
/// </summary>
/// <param name="anchors">Trusted by themselves.</param>
/// <param name="intermediates">Steps between a signer and an anchor, since signatures enclose the end certificate alone.</param>
public sealed class TrustAnchors(IReadOnlyCollection<CertificateFacts> anchors, IReadOnlyCollection<CertificateFacts> intermediates)
{
    /// <summary>Trusts nobody.</summary>
    public static readonly TrustAnchors None = new([], []);

    /// <summary>Trusted by themselves.</summary>
    public IReadOnlyCollection<CertificateFacts> Anchors { get; } = anchors;

    /// <summary>Steps between.</summary>
    public IReadOnlyCollection<CertificateFacts> Intermediates { get; } = intermediates;

    /// <summary>Reads files, each with one certificate in DER or any number in PEM.</summary>
    /// <exception cref="SigningException"><see cref="SigningFault.CertificateUnreadable"/>, naming the file.</exception>
    public static TrustAnchors Load(IEnumerable<string> anchorFiles, IEnumerable<string> intermediateFiles) =>
        new([.. anchorFiles.SelectMany(ReadAll)], [.. intermediateFiles.SelectMany(ReadAll)]);

    private static IReadOnlyList<CertificateFacts> ReadAll(string path)
    {
        try
        {
            return CertificateFacts.ReadAll(File.ReadAllBytes(path));
        }
        catch (Exception refused) when (refused is SigningException or IOException or UnauthorizedAccessException)
        {
            throw new SigningException(SigningFault.CertificateUnreadable, $"The certificate file {path} cannot be read: {refused.Message}", refused);
        }
    }
}

using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Assembly;

/// <summary>Whether a certificate is the sending organisation's (contract goskey 6.2, 8.3).</summary>
public static class SenderCertificate
{
    /// <summary>One of INN and OGRN must be the sender's, and neither may be another's.</summary>
    public static bool IsOf(CertificateFacts certificate, PackageSender sender)
    {
        var isPerson = sender.Inn.Length == 12;
        var (inn, ogrn) = isPerson ? (certificate.Inn, certificate.Ogrnip) : (certificate.InnOfEntity ?? OldInn(certificate.Inn), certificate.Ogrn);
        var known = new[] { (Theirs: inn, Ours: sender.Inn), (Theirs: ogrn, Ours: sender.Ogrn) }
            .Where(pair => !string.IsNullOrEmpty(pair.Theirs) && !string.IsNullOrEmpty(pair.Ours)).ToList();
        return known.Count > 0 && known.TrueForAll(pair => pair.Theirs == pair.Ours);
    }

    /// <summary>Stops the certificate of another.</summary>
    /// <exception cref="AssemblyException"><see cref="AssemblyFault.ForeignCertificate"/>.</exception>
    public static void EnsureOwn(CertificateFacts certificate, PackageSender sender)
    {
        if (!IsOf(certificate, sender))
        {
            throw new AssemblyException(AssemblyFault.ForeignCertificate, $"Сертификат подписи выдан не организации {sender.Organization} (ИНН {sender.Inn})");
        }
    }

    // Before there was a field for it, an organisation's INN stood in the person's, with two zeros before it.
    private static string? OldInn(string? inn) => inn is { Length: 12 } && inn.StartsWith("00", StringComparison.Ordinal) ? inn[2..] : null;
}

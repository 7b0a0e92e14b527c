using Portal.Integrations.Signing;

namespace Portal.Features.Docflows.Reading;

/// <summary>Signatures in words for people.</summary>
public static class SignatureWords
{
    /// <summary>Who signed: the person of the certificate, else whom Kontur names.</summary>
    public static string Who(EntrySignature signature) => (signature.Owner, signature.Title) switch
    {
        ({ Length: > 0 } owner, { Length: > 0 } title) when !title.Contains(owner, StringComparison.OrdinalIgnoreCase) => $"{owner} ({title})",
        ({ Length: > 0 } owner, _) => owner,
        (_, { Length: > 0 } title) => title,
        _ => "Кто подписал, прочитать не удалось",
    };

    /// <summary>In whose name.</summary>
    public static string? Role(EntrySignature signature) => signature.SignerType.ToLowerInvariant() switch
    {
        "organization-representative" => "От организации",
        "cu-representative" => "От государственного органа",
        "provider-representative" => "От оператора",
        "third-party-representative" => "От третьего лица",
        _ => null,
    };

    /// <summary>Whether it holds.</summary>
    public static string Verdict(EntrySignature signature) => signature.Fault switch
    {
        null => "Подпись верна",
        SignatureFault.NotSignature => "Это не электронная подпись",
        SignatureFault.NoCertificate => "В подписи нет сертификата",
        _ => "Подпись не сходится с документом",
    };
}

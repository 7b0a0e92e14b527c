using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Results;

/// <summary>A certificate of a chain.</summary>
/// <param name="Owner">Name in it.</param>
/// <param name="Issuer">Whoever issued it.</param>
/// <param name="SerialNumber">Upper-case hex.</param>
/// <param name="Thumbprint">SHA-1, upper-case hex.</param>
/// <param name="NotBefore">First moment of validity.</param>
/// <param name="NotAfter">Last moment of validity.</param>
/// <param name="Der">Its bytes; null for the signer's own, which holds a SNILS and is in the signature.</param>
public sealed record ReportCertificate(string Owner, string Issuer, string SerialNumber, string Thumbprint, DateTimeOffset NotBefore, DateTimeOffset NotAfter, byte[]? Der);

/// <summary>What the verification of a document's result found (contract goskey 7.3), as it is kept. No full SNILS is in it.</summary>
public sealed record DocumentReport
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() }, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>What is wrong; empty when all is well.</summary>
    public IReadOnlyList<ResultAlarm> Alarms { get; init; } = [];

    /// <summary>When the signature was received and verified, by the portal's clock: the only time that somebody vouches for.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>A signature came.</summary>
    public bool HasSignature { get; init; }

    /// <summary>Integrity: one detached signature that covers the original.</summary>
    public bool IsIntact { get; init; }

    /// <summary>Why it is not intact.</summary>
    public SignatureFault? Fault { get; init; }

    /// <summary>The signature is larger than any honest one and was not read.</summary>
    public bool IsTooLarge { get; init; }

    /// <summary>Bytes of the signature.</summary>
    public long SignatureSize { get; init; }

    /// <summary>Name in the signer's certificate.</summary>
    public string? Signer { get; init; }

    /// <summary>SNILS in the signer's certificate, masked.</summary>
    public string? SignerSnils { get; init; }

    /// <summary>Whether the addressee signed.</summary>
    public AddresseeVerdict Addressee { get; init; }

    /// <summary>The kind that was asked for; the chain was built to its centres.</summary>
    public SignatureKind Kind { get; init; }

    /// <summary>The chain leads to a trusted centre.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>Why it does not.</summary>
    public ChainFault? ChainFault { get; init; }

    /// <summary>From the signer to the centre, or as far as it went.</summary>
    public IReadOnlyList<ReportCertificate> Chain { get; init; } = [];

    /// <summary>When it was signed, as the signer's own clock says.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Whether that can be right.</summary>
    public TimeVerdict Time { get; init; }

    /// <summary>The window: from the sending.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>The window: until the final status.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>DER; otherwise BER, which is as good.</summary>
    public bool IsDer { get; init; }

    /// <summary>CAdES-BES; otherwise plain CMS, which is as good here.</summary>
    public bool IsCades { get; init; }

    /// <summary>Whether the document came back as it went; null when it did not come.</summary>
    public bool? ReturnedSame { get; init; }

    /// <summary>Reads what was kept; null before the verification.</summary>
    public static DocumentReport? Of(PackageDocument document) => document.Report is { } text ? JsonSerializer.Deserialize<DocumentReport>(text, Json) : null;

    /// <summary>As it is kept.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

namespace Portal.Integrations.Signing;

/// <summary>What a signature that came back is expected to be.</summary>
public sealed record ExpectedSignature
{
    /// <summary>SNILS of the addressee, with or without separators; null when addressed otherwise.</summary>
    public string? Snils { get; init; }

    /// <summary>Whom to trust for the kind of signature that was asked for.</summary>
    public required TrustAnchors Anchors { get; init; }

    /// <summary>When the package was sent.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When its final status came.</summary>
    public required DateTimeOffset Until { get; init; }

    /// <summary>How far clocks may differ.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromMinutes(5);
}

/// <summary>Whether the addressee signed.</summary>
public enum AddresseeVerdict
{
    /// <summary>No SNILS is expected: a person looks at the name.</summary>
    NotAsked,

    /// <summary>The SNILS in the certificate is the addressee's.</summary>
    Matches,

    /// <summary>It is another person's.</summary>
    Another,

    /// <summary>The certificate has none, or was not read.</summary>
    Missing,
}

/// <summary>Whether the time in the signature can be right. It is the signer's own clock: nobody vouches for it.</summary>
public enum TimeVerdict
{
    /// <summary>The signature tells no time.</summary>
    Missing,

    /// <summary>Between the sending and the final status.</summary>
    Inside,

    /// <summary>Before the package was sent.</summary>
    TooEarly,

    /// <summary>After the final status.</summary>
    TooLate,
}

/// <summary>What came of the verification of a result (contract goskey 7.3). Revocation (item 8) is not looked at.</summary>
public sealed record SignatureReport
{
    /// <summary>Integrity: null means one detached signature that covers the original.</summary>
    public SignatureFault? Fault { get; init; }

    /// <summary>The signer's certificate; null when it could not be read.</summary>
    public CertificateFacts? Certificate { get; init; }

    /// <summary>When, as the signature says.</summary>
    public DateTimeOffset? SignedAt { get; init; }

    /// <summary>Whether the addressee signed.</summary>
    public AddresseeVerdict Addressee { get; init; }

    /// <summary>Chain at the time of signing; null when there is no certificate.</summary>
    public ChainVerdict? Chain { get; init; }

    /// <summary>Whether the time can be right.</summary>
    public TimeVerdict Time { get; init; }

    /// <summary>DER; otherwise BER, which is as good.</summary>
    public bool IsDer { get; init; }

    /// <summary>Whether the signature names its certificate in a signed attribute (CAdES-BES); plain CMS is as good here.</summary>
    public bool IsCades { get; init; }

    /// <summary>Nothing is wrong, and where an addressee was asked for, it is theirs.</summary>
    public bool IsGood => Fault is null && Chain is { Fault: null } && Time == TimeVerdict.Inside && Addressee is AddresseeVerdict.Matches or AddresseeVerdict.NotAsked;
}

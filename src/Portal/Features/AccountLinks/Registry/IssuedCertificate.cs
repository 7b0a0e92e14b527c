namespace Portal.Features.AccountLinks.Registry;

/// <summary>One row of the registry of issued certificates: whom the partner's certification centre gave which cloud certificate.</summary>
public sealed record IssuedCertificate
{
    /// <summary>SHA-1 of the certificate, upper-case hex.</summary>
    public required string Thumbprint { get; init; }

    /// <summary>The partner's user id: the subject at the OpenID provider.</summary>
    public required string PartnerUserId { get; init; }

    /// <summary>Surname, name, patronymic.</summary>
    public required string FullName { get; init; }

    /// <summary>INN of the organisation in the certificate.</summary>
    public required string Inn { get; init; }

    /// <summary>KPP; null for an entrepreneur.</summary>
    public string? Kpp { get; init; }

    /// <summary>Organisation in the certificate.</summary>
    public required string Organization { get; init; }

    /// <summary>Phone given when the certificate was issued, encrypted.</summary>
    public required string Phone { get; init; }

    /// <summary>Its last four digits: what may be shown.</summary>
    public required string PhoneTail { get; init; }

    /// <summary>Keyed hash of the phone: which Kontur user this is.</summary>
    public required string KonturUser { get; init; }

    /// <summary>SNILS, encrypted; null when the registry has none.</summary>
    public string? Snils { get; init; }

    /// <summary>End of the certificate's life.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>The phone as a person may see it.</summary>
    public string MaskedPhone => $"+7 ••• •••-{PhoneTail[..2]}-{PhoneTail[2..]}";
}

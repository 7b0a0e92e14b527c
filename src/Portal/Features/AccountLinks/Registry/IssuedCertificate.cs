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

    /// <summary>Keyed hash of the SNILS: whether it is the same one.</summary>
    public string? SnilsPrint { get; init; }

    /// <summary>End of the certificate's life.</summary>
    public required DateTimeOffset ValidUntil { get; init; }

    /// <summary>When the row was last written.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>The phone as a person may see it.</summary>
    public string MaskedPhone => Masks.Phone(PhoneTail);
}

/// <summary>Personal identifiers as a person may see them.</summary>
public static class Masks
{
    /// <summary>The last four digits of a phone.</summary>
    public static string Phone(string phone) => $"+7 ••• •••-{phone[^4..^2]}-{phone[^2..]}";

    /// <summary>The last four digits of a SNILS.</summary>
    public static string Snils(string snils) => $"•••-•••-•{snils[^4..^2]} {snils[^2..]}";
}

using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>What a draft is created of (contract drafts 1.3).</summary>
public sealed record DraftMetaRequest(
    DraftSender Sender,
    DraftRecipient Recipient,
    DraftPayer Payer,
    RelatedDocument? RelatedDocument = null,
    DraftAdditionalInfo? AdditionalInfo = null,
    DraftOptions? DraftOptions = null);

/// <summary>The meta as the vendor returns it (contract drafts 1.4): the same blocks, with names.</summary>
public sealed record DraftMeta(
    DraftSender? Sender, DraftRecipient? Recipient, DraftPayer? Payer, RelatedDocument? RelatedDocument, DraftAdditionalInfo? AdditionalInfo);

/// <summary>Who sends.</summary>
public sealed record DraftSender
{
    /// <summary>10 or 12 digits.</summary>
    public required string Inn { get; init; }

    /// <summary>Organisations only.</summary>
    public string? Kpp { get; init; }

    /// <summary>Known to the account; only in answers.</summary>
    public string? Name { get; init; }

    /// <summary>The public certificate that will sign.</summary>
    public DraftCertificate? Certificate { get; init; }

    /// <summary>The sender acts under a warrant.</summary>
    public bool IsRepresentative { get; init; }

    /// <summary>IP address of the person.</summary>
    [JsonPropertyName("ipaddress")]
    public string? IpAddress { get; init; }
}

/// <summary>A public certificate: DER as base64.</summary>
public sealed record DraftCertificate(string? Content);

/// <summary>To whom (contract drafts 1.3): the one code of the state body.</summary>
public sealed record DraftRecipient
{
    /// <summary>Tax service, 4 digits.</summary>
    public string? IfnsCode { get; init; }

    /// <summary>Inter-regional inspection, 4 digits.</summary>
    public string? MriCode { get; init; }

    /// <summary>Rosstat, NN-NN.</summary>
    public string? TogsCode { get; init; }

    /// <summary>Pension fund, NNN-NNN.</summary>
    public string? UpfrCode { get; init; }

    /// <summary>Social insurance.</summary>
    public string? FssCode { get; init; }

    /// <summary>Business registration, 4 digits.</summary>
    public string? RegistrationIfnsCode { get; init; }

    /// <summary>MVD, NNN-NNN.</summary>
    public string? MvdCode { get; init; }

    /// <summary>SFR, NNN-NNN.</summary>
    public string? SfrCode { get; init; }
}

/// <summary>For whom (contract drafts 1.3).</summary>
public sealed record DraftPayer
{
    /// <summary>10 or 12 digits.</summary>
    public required string Inn { get; init; }

    /// <summary>Known to the account; only in answers.</summary>
    public string? Name { get; init; }

    /// <summary>Organisations only.</summary>
    public PayerOrganization? Organization { get; init; }

    /// <summary>PFR.</summary>
    public string? RegistrationNumberPfr { get; init; }

    /// <summary>SFR.</summary>
    public string? RegistrationNumberSfr { get; init; }

    /// <summary>FSS.</summary>
    public string? RegistrationNumberFss { get; init; }

    /// <summary>Rosstat.</summary>
    public string? Okpo { get; init; }

    /// <summary>13 or 15 digits.</summary>
    public string? Ogrn { get; init; }

    /// <summary>11 digits or NNN-NNN-NNN NN.</summary>
    public string? Snils { get; init; }
}

/// <summary>The organisation of a payer.</summary>
public sealed record PayerOrganization(string? Kpp);

/// <summary>The document that the draft answers.</summary>
public sealed record RelatedDocument(Guid? RelatedDocflowId, Guid? RelatedDocumentId);

/// <summary>Further requisites (contract drafts 1.3).</summary>
public sealed record DraftAdditionalInfo
{
    /// <summary>Subject of a letter.</summary>
    public string? Subject { get; init; }

    /// <summary>Certificates of further signers, base64.</summary>
    public IReadOnlyList<string>? AdditionalCertificates { get; init; }

    /// <summary>Category of a letter to the fund: <c>urn:pfr-letter-category:letter</c> and others.</summary>
    public string? PfrLetterType { get; init; }

    /// <summary>Machine-readable warrant, МЧД.</summary>
    public Guid? MachineReadableWarrantId { get; init; }

    /// <summary>Parent МЧД.</summary>
    public string? ParentMachineReadableWarrantId { get; init; }

    /// <summary>The builder that made the draft; only in answers.</summary>
    public Guid? OriginalDraftsBuilderId { get; init; }
}

/// <summary>Options of a draft.</summary>
public sealed record DraftOptions(bool? GenerateWarrant);

using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>The description of a tax report (contract drafts 5.5, row report).</summary>
public sealed record FnsReportDescription
{
    /// <summary>Form.</summary>
    public FormVersion? FormVersion { get; init; }

    /// <summary>Inspection that receives, 4 digits.</summary>
    public string? Recipient { get; init; }

    /// <summary>Inspection for which it is, 4 digits.</summary>
    public string? FinalRecipient { get; init; }

    /// <summary>0 for the first.</summary>
    public int? CorrectionNumber { get; init; }

    /// <summary>First day of the period.</summary>
    public DateOnly? PeriodBegin { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>Code of the period.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? PeriodCode { get; init; }

    /// <summary>INN-KPP of an organisation, INN of an entrepreneur.</summary>
    public string? PayerInn { get; init; }

    /// <summary>INN in the report.</summary>
    public string? ReportInn { get; init; }

    /// <summary>KPP in the report.</summary>
    public string? ReportKpp { get; init; }

    /// <summary>OKTMO.</summary>
    public string? Oktmo { get; init; }

    /// <summary>The draft it was sent from.</summary>
    public Guid? OriginalDraftId { get; init; }

    /// <summary>Reads a docflow's description; null when it is no object or does not fit.</summary>
    public static FnsReportDescription? Read(JsonElement description)
    {
        try
        {
            return description.ValueKind == JsonValueKind.Object ? description.Deserialize<FnsReportDescription>(ExternJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A form: codes and names (contract drafts 5.5).</summary>
public sealed record FormVersion(
    string? Knd,
    string? Okud,
    string? Version,
    [property: JsonPropertyName("form-fullname")] string? FormFullName,
    [property: JsonPropertyName("form-shortname")] string? FormShortName);

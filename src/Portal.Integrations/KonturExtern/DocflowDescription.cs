using System.Text.Json;
using System.Text.Json.Serialization;

namespace Portal.Integrations.KonturExtern;

/// <summary>What descriptions of different docflow types have in common for people (contract drafts 5.5): which of the members are there depends on the type.</summary>
public sealed record DocflowDescription
{
    /// <summary>Form.</summary>
    public FormVersion? FormVersion { get; init; }

    /// <summary>Forms of a demand.</summary>
    public IReadOnlyList<FormVersion> FormVersions { get; init => field = value ?? []; } = [];

    /// <summary>Code of the body that receives.</summary>
    public string? Recipient { get; init; }

    /// <summary>Code of the body for which it is.</summary>
    public string? FinalRecipient { get; init; }

    /// <summary>Code of the body that sent it, or takes part in it.</summary>
    public string? Cu { get; init; }

    /// <summary>Subject of a letter.</summary>
    public string? Subject { get; init; }

    /// <summary>0 for the first.</summary>
    public int? CorrectionNumber { get; init; }

    /// <summary>Last day of the period.</summary>
    public DateOnly? PeriodEnd { get; init; }

    /// <summary>Code of the period.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? PeriodCode { get; init; }

    /// <summary>INN-KPP of an organisation, INN of an entrepreneur.</summary>
    public string? PayerInn { get; init; }

    /// <summary>The same of a letter's sender.</summary>
    public string? SenderInn { get; init; }

    /// <summary>INN-KPP of whom an incoming letter is for.</summary>
    public string? RecipientInn { get; init; }

    /// <summary>Registration with the pension or the social insurance fund.</summary>
    [JsonConverter(typeof(TextConverter))]
    public string? RegistrationNumber { get; init; }

    /// <summary>The docflow that this one answers.</summary>
    public Guid? RelatedDocflowId { get; init; }

    /// <summary>The document of it.</summary>
    public Guid? RelatedDocumentId { get; init; }

    /// <summary>Last day for accepting or refusing a demand.</summary>
    public DateOnly? ReceiptDeadlineDate { get; init; }

    /// <summary>Day on which a demand counts as received.</summary>
    public DateOnly? ReceiptDate { get; init; }

    /// <summary>Last day for answering a demand.</summary>
    public DateOnly? ReplyDeadlineDate { get; init; }

    /// <summary>How the answers to a demand stand, e.g. <c>not-sent</c>.</summary>
    public Word RepliesStatus { get; init; }

    /// <summary>Reads a docflow's description; empty when it is no object or does not fit.</summary>
    public static DocflowDescription Read(JsonElement description)
    {
        try
        {
            return (description.ValueKind == JsonValueKind.Object ? description.Deserialize<DocflowDescription>(ExternJson.Options) : null) ?? new DocflowDescription();
        }
        catch (JsonException)
        {
            return new DocflowDescription();
        }
    }
}

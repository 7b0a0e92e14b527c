using System.Text.Json.Serialization;

namespace Portal.Features.Drafts;

/// <summary>State bodies that drafts go to.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Authority>))]
public enum Authority
{
    /// <summary>ФНС.</summary>
    Tax,

    /// <summary>СФР (before 2023 the pension fund, ПФР, and social insurance).</summary>
    SocialFund,

    /// <summary>Росстат.</summary>
    Rosstat,
}

/// <summary>What a draft is.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DraftPurpose>))]
public enum DraftPurpose
{
    /// <summary>A report file from an accounting program.</summary>
    Report,

    /// <summary>A letter written here.</summary>
    Letter,

    /// <summary>A request for information (ИОН), built by the service.</summary>
    Request,

    /// <summary>The documents that a demand asks for, with an inventory (опись) built by the service.</summary>
    Inventory,
}

/// <summary>How somebody who is no director proves the right to sign.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WarrantKind>))]
public enum WarrantKind
{
    /// <summary>МЧД, named by its number.</summary>
    MachineReadable,

    /// <summary>Message of representation, made by the service from the account's data; tax service only.</summary>
    Message,

    /// <summary>A file of the draft (ON_DOV…); tax service only.</summary>
    File,
}

/// <summary>A warrant chosen for a draft.</summary>
/// <param name="Kind">How it is handed in.</param>
/// <param name="Number">Its number; a GUID for a МЧД.</param>
/// <param name="EndsOn">Its last day; null when it is not known.</param>
public sealed record ChosenWarrant(WarrantKind Kind, string? Number, DateOnly? EndsOn);

/// <summary>An incoming docflow that a draft answers (contract drafts 1.3, related-document).</summary>
/// <param name="DocflowId">Kontur's id.</param>
/// <param name="DocumentId">The answered document inside it; null where the docflow alone is named (Rosstat).</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="Authority">Who sent it.</param>
/// <param name="Code">Code of the body that sent it.</param>
public sealed record AnsweredDocflow(string DocflowId, string? DocumentId, string Title, Authority Authority, string? Code);

/// <summary>To whom a draft goes and in whose name, as a person said it. What the file itself says stands in <see cref="ReportFacts"/> and wins.</summary>
public sealed record Addressing
{
    /// <summary>Body, where the file does not say it.</summary>
    public Authority? Authority { get; init; }

    /// <summary>Code of the inspection, of the fund's or of Rosstat's office.</summary>
    public string? Code { get; init; }

    /// <summary>Its name, from the service's handbook.</summary>
    public string? CodeName { get; init; }

    /// <summary>ОКПО, 8, 10 or 14 digits; Rosstat.</summary>
    public string? Okpo { get; init; }

    /// <summary>Registration number at the fund: NNN-NNN-NNNNNN or 10 digits.</summary>
    public string? SfrNumber { get; init; }

    /// <summary>INN of the payer, where the file names none.</summary>
    public string? PayerInn { get; init; }

    /// <summary>KPP of that payer.</summary>
    public string? PayerKpp { get; init; }

    /// <summary>Subject of a letter.</summary>
    public string? Subject { get; init; }

    /// <summary>Warrant that was chosen; null leaves it to <see cref="Sending"/>.</summary>
    public ChosenWarrant? Warrant { get; init; }

    /// <summary>The service has built the request for a representative, or for the director; null for what was not built.</summary>
    public bool? IsBuiltForRepresentative { get; init; }

    /// <summary>What the draft answers.</summary>
    public AnsweredDocflow? Answers { get; init; }
}

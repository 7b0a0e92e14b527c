using System.Globalization;
using System.Text.Json.Serialization;

namespace Portal.Features.Drafts;

/// <summary>What was read from a report file. Every value is as it stands in the file; null where the file has none.</summary>
public sealed record ReportFacts
{
    /// <summary>What the draft is.</summary>
    public DraftPurpose Purpose { get; init; }

    /// <summary>Body for which the file is made; null when the file does not tell.</summary>
    public Authority? Authority { get; init; }

    /// <summary>Identifier of the file (ИдФайл).</summary>
    public string? FileId { get; init; }

    /// <summary>Form by the classifier of tax documents (КНД), seven digits.</summary>
    public string? Knd { get; init; }

    /// <summary>Name of the form in words, from the service's handbook.</summary>
    public string? FormName { get; init; }

    /// <summary>INN of the payer.</summary>
    public string? Inn { get; init; }

    /// <summary>KPP of the payer; an entrepreneur has none.</summary>
    public string? Kpp { get; init; }

    /// <summary>Payer's name.</summary>
    public string? PayerName { get; init; }

    /// <summary>Inspection that takes the file (the first code in ИдФайл).</summary>
    public string? Inspection { get; init; }

    /// <summary>Inspection for which it is meant (the second code in ИдФайл).</summary>
    public string? FinalInspection { get; init; }

    /// <summary>The final inspection's name, from the service's handbook.</summary>
    public string? InspectionName { get; init; }

    /// <summary>Code of the reporting period.</summary>
    public string? PeriodCode { get; init; }

    /// <summary>Reporting year.</summary>
    public string? Year { get; init; }

    /// <summary>Number of the correction; 0 is the first.</summary>
    public string? Correction { get; init; }

    /// <summary>Who signs, as the file says.</summary>
    public string? Signer { get; init; }

    /// <summary>Form by the classifier of management documents (ОКУД), seven digits; Rosstat.</summary>
    public string? Okud { get; init; }

    /// <summary>ОКПО of the payer; Rosstat.</summary>
    public string? Okpo { get; init; }

    /// <summary>Registration number of the payer at the social fund.</summary>
    public string? SfrNumber { get; init; }

    /// <summary>The file holds a signature of its own (XMLDSig), as the social fund wants it.</summary>
    public bool IsSignedInside { get; init; }

    /// <summary>Body for which the file is made: a file with an ИдФайл is the tax service's.</summary>
    [JsonIgnore]
    public Authority? Body => Authority ?? (FileId is null ? null : Drafts.Authority.Tax);

    /// <summary>The period in words: «9 месяцев 2024».</summary>
    public string Period => Purpose == DraftPurpose.Report ? ReportPeriods.InWords(PeriodCode, Year) : "";

    /// <summary>«Первичный» or «Корректировка № 2».</summary>
    public string CorrectionInWords =>
        Purpose != DraftPurpose.Report ? "" : Correction is null ? "не указан" : Correction is "0" ? "Первичный" : string.Create(CultureInfo.InvariantCulture, $"Корректировка № {Correction}");

    /// <summary>The form in words, or its code.</summary>
    public string Form => FormName ?? ((Knd ?? Okud) is { } code ? $"Форма {code}" : "Форма не распознана");

    /// <summary>Period and correction of a report, for under its name; null for what has none.</summary>
    public string? Subtitle => Purpose != DraftPurpose.Report ? null : Body == Drafts.Authority.SocialFund ? Period : $"{Period}. {CorrectionInWords}";

    /// <summary>The short name of a draft in lists: form and period.</summary>
    public string Title => Period is "" ? Form : $"{Form}, {Period}";
}

/// <summary>Codes of reporting periods in words.</summary>
public static class ReportPeriods
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["21"] = "I квартал", ["22"] = "II квартал", ["23"] = "III квартал", ["24"] = "IV квартал",
        ["31"] = "полугодие", ["33"] = "9 месяцев", ["34"] = "год",
        ["01"] = "январь", ["02"] = "февраль", ["03"] = "март", ["04"] = "апрель", ["05"] = "май", ["06"] = "июнь",
        ["07"] = "июль", ["08"] = "август", ["09"] = "сентябрь", ["10"] = "октябрь", ["11"] = "ноябрь", ["12"] = "декабрь",
    };

    /// <summary>«полугодие 2024», «2024 год», or the code itself when it is a rare one.</summary>
    public static string InWords(string? code, string? year) => (code, year) switch
    {
        (null, null) => "период не указан",
        (null, _) => $"{year} год",
        ("34", not null) => $"{year} год",
        _ when Names.TryGetValue(code!, out var name) => $"{name} {year}".TrimEnd(),
        (_, null) => $"период с кодом {code}",
        _ => $"{year} год, код периода {code}",
    };
}

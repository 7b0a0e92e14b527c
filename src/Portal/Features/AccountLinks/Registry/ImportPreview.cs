using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A part of the preview.</summary>
public enum ImportPart
{
    /// <summary>Wrong rows, with reasons.</summary>
    Refused,

    /// <summary>Linked people whose phone, SNILS or identity changes.</summary>
    Decisions,

    /// <summary>Rows that change.</summary>
    Changed,

    /// <summary>Rows that appear.</summary>
    New,

    /// <summary>Rows that stay as they are.</summary>
    Unchanged,
}

/// <summary>What applying will do, in figures.</summary>
public sealed record ImportPreview(string Id, string FileName, DateTimeOffset ExpiresAt, int New, int Changed, int Unchanged, int Refused, int Decisions)
{
    /// <summary>Rows that applying writes.</summary>
    public int Written => New + Changed;

    /// <summary>How many rows a part has.</summary>
    public int Count(ImportPart part) => part switch
    {
        ImportPart.Refused => Refused,
        ImportPart.Decisions => Decisions,
        ImportPart.Changed => Changed,
        ImportPart.New => New,
        _ => Unchanged,
    };
}

/// <summary>A row of the preview: a plan, or the sentence of a refusal.</summary>
public sealed record PreviewRow(long Number, PlannedRow? Plan, string? Sentence);

/// <summary>Packs planned rows for the table of pending imports, encrypted, and opens them again.</summary>
public sealed class ImportPacking(IDataProtectionProvider protection)
{
    private readonly IDataProtector protector = protection.CreateProtector("registry-import");

    /// <summary>A planned row as it waits.</summary>
    public PendingRow Pack(long number, PlannedRow row) => new(
        number, row.Kind.ToString(), row.NeedsDecision ? "Needed" : null, protector.Protect(JsonSerializer.Serialize(row)), null);

    /// <summary>A refused row as it waits: its sentence names no personal data.</summary>
    public static PendingRow Pack(RegistryError error) => new(error.Row, nameof(PlanKind.Refused), null, null, error.Sentence);

    /// <summary>The planned row.</summary>
    public PlannedRow Plan(PendingRow row) => JsonSerializer.Deserialize<PlannedRow>(protector.Unprotect(row.Payload!))!;

    /// <summary>The row as the preview shows it.</summary>
    public PreviewRow Open(PendingRow row) => new(row.Number, row.Payload is null ? null : Plan(row), row.Sentence);

    /// <summary>The file's name, which may name a person.</summary>
    public string PackName(string name) => protector.Protect(name);

    /// <summary>The preview in figures.</summary>
    public ImportPreview Preview(PendingImport import, IReadOnlyList<PendingCount> counts) => new(
        import.Id, protector.Unprotect(import.FileName), import.ExpiresAt, Of(counts, PlanKind.New), Of(counts, PlanKind.Changed), Of(counts, PlanKind.Unchanged),
        Of(counts, PlanKind.Refused), (int)counts.Sum(count => count.Decisions));

    private static int Of(IReadOnlyList<PendingCount> counts, PlanKind kind) =>
        (int)counts.Where(count => count.Kind == kind.ToString()).Sum(count => count.Count);

    /// <summary>One line of figures for the audit.</summary>
    public static string Figures(ImportPreview preview) => string.Create(
        CultureInfo.InvariantCulture,
        $"{preview.New} new, {preview.Changed} changed, {preview.Unchanged} unchanged, {preview.Refused} refused, {preview.Decisions} of linked people");
}

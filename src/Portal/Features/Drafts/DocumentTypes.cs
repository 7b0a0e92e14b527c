using Wire = Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Types of a draft's documents for each body (contract drafts 5.6). A tax report's own is left to the service, which knows it by its form.</summary>
internal static class DocumentTypes
{
    /// <summary>The type to send with a document; null where the service finds it out.</summary>
    public static Wire.Urn? Of(Destination to, DocumentKind kind) => NameOf(to, kind) is { } name ? new Wire.Urn("urn:document:" + name) : null;

    /// <summary>The type of docflow that the draft becomes (contract drafts 5.3).</summary>
    public static Wire.Urn DocflowOf(Destination to) => (to.Authority, to.Purpose) switch
    {
        (Authority.Rosstat, DraftPurpose.Letter) => Wire.DocflowTypes.StatLetter,
        (Authority.Rosstat, _) => Wire.DocflowTypes.StatReport,
        (Authority.SocialFund, DraftPurpose.Letter) => Wire.DocflowTypes.PfrLetter,
        (Authority.SocialFund, _) => Wire.DocflowTypes.SfrReport,
        (_, DraftPurpose.Letter) => Wire.DocflowTypes.Fns534Letter,
        (_, DraftPurpose.Request) => Wire.DocflowTypes.Fns534Ion,
        (_, DraftPurpose.Inventory) => Wire.DocflowTypes.Fns534Inventory,
        _ => Wire.DocflowTypes.Fns534Report,
    };

    private static string? NameOf(Destination to, DocumentKind kind) => (DocflowOf(to).LastSegment, kind) switch
    {
        ("fns534-report", DocumentKind.Report) => null,
        ("fns534-ion", DocumentKind.Report) => "fns534-ion-request",
        ("fns534-inventory", DocumentKind.Report) => "fns534-inventory-message",
        ("sfr-report", DocumentKind.Report) => "sfr-report-report-document",
        ("stat-report", DocumentKind.Attachment) => "stat-report-report-attachment",
        (var docflow, DocumentKind.Report) => docflow,
        (var docflow, DocumentKind.Warrant) => docflow + "-warrant",
        (var docflow, _) => docflow + "-attachment",
    };
}

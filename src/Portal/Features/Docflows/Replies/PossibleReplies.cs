using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.Replies;

/// <summary>Which answers Kontur links at documents.</summary>
internal static class PossibleReplies
{
    /// <summary>The names of a document's <c>reply</c> links.</summary>
    public static IEnumerable<string> Of(DocflowDocument document) => document.Links.Where(IsReply).Select(link => link.Name).OfType<string>();

    /// <summary>The same of a docflow in a list, which repeats the links of its documents (contract drafts 5.2); empty where the list shows none.</summary>
    public static IReadOnlyList<PossibleReply> Of(Docflow docflow) =>
        [.. docflow.Links.Where(IsReply).Select(link => link.Name is { } name && DocumentOf(link.Href) is { } document ? new PossibleReply(document, name) : null).OfType<PossibleReply>()];

    private static bool IsReply(Link link) => string.Equals(link.Rel, "reply", StringComparison.OrdinalIgnoreCase);

    private static string? DocumentOf(string? href)
    {
        var parts = href?.Split('?')[0].Split('/') ?? [];
        var at = Array.FindLastIndex(parts, part => part == "documents");
        return at >= 0 && at + 1 < parts.Length && Guid.TryParse(parts[at + 1], out var id) ? id.ToString() : null;
    }
}

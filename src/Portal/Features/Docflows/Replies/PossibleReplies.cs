using System.Data.Common;
using Dapper;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.Replies;

/// <summary>Which answers Kontur links at documents, and how they are kept.</summary>
internal static class PossibleReplies
{
    /// <summary>The names of a document's <c>reply</c> links; those of the former pension fund have calls of their own (contract drafts 5.8.2) and are left out.</summary>
    public static IEnumerable<string> Of(DocflowDocument document) => document.Links.Where(IsReply).Select(link => link.Name).OfType<string>();

    /// <summary>The same of a docflow in a list, which repeats the links of its documents (contract drafts 5.2); empty where the list shows none.</summary>
    public static IReadOnlyList<PossibleReply> Of(Docflow docflow) =>
        [.. docflow.Links.Where(IsReply).Select(link => link.Name is { } name && DocumentOf(link.Href) is { } document ? new PossibleReply(document, name) : null).OfType<PossibleReply>()];

    /// <summary>
    /// Puts what is possible now in the place of what was. A reading that a sent answer overtook on the wire does not bring the answer's button back: of what came in
    /// nobody reads again by himself.
    /// </summary>
    public static async Task PutAsync(DbConnection db, DbTransaction transaction, string linkId, string entryId, string docflowId, IEnumerable<PossibleReply> possible)
    {
        await db.ExecuteAsync("DELETE FROM possible_reply WHERE docflow_row_id = @entryId", new { entryId }, transaction);
        await db.ExecuteAsync(
            """
            INSERT INTO possible_reply (docflow_row_id, document_id, reply_type, link_id) SELECT @entryId, @DocumentId, @ReplyType, @linkId
            WHERE NOT EXISTS (SELECT 1 FROM reply r WHERE r.docflow_id = @docflowId AND r.document_id = @DocumentId AND r.slot = @slot AND r.state = 'Sent') ON CONFLICT DO NOTHING
            """,
            possible.Select(one => new { entryId, docflowId, one.DocumentId, one.ReplyType, linkId, slot = Reply.SlotOf(one.ReplyType) }), transaction);
    }

    private static bool IsReply(Link link) => string.Equals(link.Rel, "reply", StringComparison.OrdinalIgnoreCase) && link.Href?.Contains("pfr-", StringComparison.OrdinalIgnoreCase) != true;

    private static string? DocumentOf(string? href)
    {
        var parts = href?.Split('?')[0].Split('/') ?? [];
        var at = Array.FindLastIndex(parts, part => part == "documents");
        return at >= 0 && at + 1 < parts.Length && Guid.TryParse(parts[at + 1], out var id) ? id.ToString() : null;
    }
}

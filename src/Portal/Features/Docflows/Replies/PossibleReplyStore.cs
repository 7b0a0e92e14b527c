using System.Data.Common;
using Dapper;

namespace Portal.Features.Docflows.Replies;

/// <summary>Writes which answers are possible; within the transaction of whoever writes the docflow.</summary>
internal static class PossibleReplyStore
{
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
}

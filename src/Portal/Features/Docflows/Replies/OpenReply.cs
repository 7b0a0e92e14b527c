using Portal.Access;
using Portal.Features.Docflows.Reading;
using Portal.Integrations.Http;

namespace Portal.Features.Docflows.Replies;

/// <summary>An answer as a file: its print form where Kontur gives one, else its bytes, as they are signed.</summary>
public sealed class OpenReply(Acting acting, DocflowStore docflows, ReplyStore replies, ReplyCalls calls)
{
    /// <summary>Null when Kontur has nothing of it.</summary>
    /// <param name="printed">The print form; null when there is none.</param>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public async Task<ServedFile?> RunAsync(Actor actor, string entryId, string replyId, bool printed, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
        if (await replies.FindAsync(replyId, cancellationToken) is not { } reply || reply.LinkId != link.Id || reply.DocflowRowId != entryId)
        {
            throw new AccessDeniedException();
        }

        var found = await calls.GetAsync(reply, cancellationToken);
        return printed
            ? found.Print is { Length: > 0 } print ? new ServedFile(new MemoryStream(print), Path.ChangeExtension(reply.FileName, ".pdf"), "application/pdf", Inline: true) : null
            : found.Content is { Length: > 0 } bytes ? new ServedFile(new MemoryStream(bytes), reply.FileName, "application/octet-stream", Inline: false) : null;
    }
}

using Portal.Access;

namespace Portal.Features.Docflows.Replies;

/// <summary>What may be answered in a docflow, and what was.</summary>
public sealed record RepliesFound(IReadOnlyList<PossibleReply> Possible, IReadOnlyList<Reply> Given);

/// <summary>The answers of a docflow, from the store.</summary>
public sealed class ListReplies(Acting acting, DocflowStore docflows, ReplyStore replies)
{
    /// <summary>Lists them.</summary>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    public async Task<RepliesFound> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
        return new RepliesFound(await replies.PossibleAsync(entryId, cancellationToken), await replies.OfDocflowAsync(entryId, cancellationToken));
    }
}

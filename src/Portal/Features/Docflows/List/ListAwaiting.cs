using Portal.Access;
using Portal.Features.Docflows.Replies;

namespace Portal.Features.Docflows.List;

/// <summary>What state bodies await from a person, and refusals that were not read, in all of their accounts.</summary>
/// <param name="Answers">Docflows that await an answer, by the day it is due.</param>
/// <param name="Refusals">Refusals of the last three months that were never opened, the newest first.</param>
/// <param name="Unsent">Answers that were not sent, the newest first.</param>
public sealed record AwaitingFound(IReadOnlyList<DocflowEntry> Answers, IReadOnlyList<DocflowEntry> Refusals, IReadOnlyList<UnsentReply> Unsent);

/// <summary>Asked by the home page; from the store, so it is there when Kontur is not.</summary>
public sealed class ListAwaiting(Acting acting, DocflowListStore store, ReplyStore replies, TimeProvider clock)
{
    private const int Days = 90;

    /// <summary>At most <paramref name="take"/> of each.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<AwaitingFound> RunAsync(Actor actor, int take, CancellationToken cancellationToken = default)
    {
        var link = (await acting.LinkOfAsync(actor, cancellationToken)).Id;
        return new AwaitingFound(
            await store.AwaitingAsync(link, take, cancellationToken), await store.RefusedUnreadAsync(link, clock.GetUtcNow().AddDays(-Days), take, cancellationToken),
            await replies.UnsentAsync(link, take, cancellationToken));
    }

    /// <summary>How many docflows await an answer; at most <see cref="DocflowListStore.MostRows"/>.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<int> CountAsync(Actor actor, CancellationToken cancellationToken = default) =>
        (await store.AwaitingAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, DocflowListStore.MostRows, cancellationToken)).Count;
}

using Portal.Access;

namespace Portal.Features.Confirmations.Batches;

/// <summary>Batches that this person began and has not brought to their end, in every account.</summary>
public sealed class ListOpenBatches(Acting acting, BatchStore store)
{
    /// <summary>The newest first; at most 20.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<OpenBatch>> RunAsync(Actor actor, CancellationToken cancellationToken = default) =>
        await store.OpenAsync((await acting.LinkOfAsync(actor, cancellationToken)).Id, cancellationToken);
}

namespace Portal.Features.Drafts.List;

/// <summary>Job: writes the words of reports that have none yet.</summary>
public sealed class IndexDrafts(DraftListStore store)
{
    private const int Batch = 200;

    /// <summary>Costs one look at an empty index while there is nothing to do.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        foreach (var draftId in await store.UnindexedAsync(Batch, cancellationToken))
        {
            await store.IndexAsync(draftId, cancellationToken);
        }
    }
}

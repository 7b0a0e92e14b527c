using Portal.Features.AccountLinks.Registry;

namespace Portal.Features.AccountLinks;

/// <summary>Job: writes the words anew by which links are found, after the registry has changed.</summary>
public sealed class IndexLinks(AccountLinkStore store, RegistryStore registry)
{
    private const int Batch = 200;
    private long seen = -1;

    /// <summary>Does nothing while the registry is what it was at the last run.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var version = await registry.VersionAsync(cancellationToken);
        if (version == seen)
        {
            return;
        }

        while (await store.StaleAsync(Batch, cancellationToken) is { Count: > 0 } stale)
        {
            foreach (var linkId in stale)
            {
                if (await store.FindAsync(linkId, cancellationToken) is { } link)
                {
                    var row = await registry.OfPersonAsync(link.Subject, cancellationToken) is [var first, ..] ? first : null;
                    await store.IndexAsync(linkId, LinkTerms.Of(link.PersonName, link.Subject, row), cancellationToken);
                }
            }
        }

        seen = version;
    }
}

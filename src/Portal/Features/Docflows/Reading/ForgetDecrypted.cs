using Microsoft.Extensions.Options;
using Portal.Storage.Files;

namespace Portal.Features.Docflows.Reading;

/// <summary>Job: contents that were encrypted are kept no longer than <see cref="ReadingOptions.KeepDecrypted"/>, print forms of them included.</summary>
public sealed class ForgetDecrypted(ReadingStore store, FileStore files, IEnumerable<IFileOwner> owners, IOptions<ReadingOptions> options, TimeProvider clock)
{
    /// <summary>Forgets what is due and removes its files, unless another row names them.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var forgotten = await store.ForgetDecryptedAsync(clock.GetUtcNow() - options.Value.KeepDecrypted, cancellationToken);
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var owner in owners)
        {
            named.UnionWith(await owner.KeptAsync(forgotten, cancellationToken));
        }

        foreach (var file in forgotten.Where(file => !named.Contains(file)))
        {
            files.Remove(file);
        }
    }
}

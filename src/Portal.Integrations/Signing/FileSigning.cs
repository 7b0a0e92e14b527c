using System.Collections.Concurrent;

namespace Portal.Integrations.Signing;

/// <summary>A file's digest and its signature.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Digest">Digest and length of what was signed.</param>
/// <param name="Signature">Detached CMS, DER.</param>
public sealed record SignedFile(string Path, ContentDigest Digest, byte[] Signature);

/// <summary>Signs the files of a package: each is read once, as many side by side as there are cores (contract goskey 8.1: hashing is nearly all of the work).</summary>
public static class FileSigning
{
    /// <summary>Signs all, or none: the first error ends it. The order is that of the paths.</summary>
    /// <param name="signer">With which key.</param>
    /// <param name="paths">The files, each once.</param>
    /// <param name="signed">Told of each file as it is done, from any thread.</param>
    /// <param name="cancellationToken">Ends it between two blocks of a file.</param>
    /// <exception cref="SigningException">Nothing is to be sent; its kind says why. An unusable certificate stops before a file is opened.</exception>
    public static async Task<IReadOnlyList<SignedFile>> SignAllAsync(
        IDetachedSigner signer, IReadOnlyCollection<string> paths, Action<SignedFile>? signed = null, CancellationToken cancellationToken = default)
    {
        signer.EnsureUsable();
        var done = new ConcurrentDictionary<string, SignedFile>(StringComparer.Ordinal);
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(paths, side, async (path, stop) =>
        {
            var content = await ContentToSign.OfFileAsync(path, signer.Algorithm, stop);
            var file = done[path] = new SignedFile(path, content.Digest, await signer.SignAsync(content, stop));
            signed?.Invoke(file);
        });
        return [.. paths.Select(path => done[path])];
    }
}

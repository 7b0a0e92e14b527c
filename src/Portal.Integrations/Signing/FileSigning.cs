namespace Portal.Integrations.Signing;

/// <summary>A file's digest and its signature.</summary>
/// <param name="Path">The file, as it was named.</param>
/// <param name="Digest">Digest and length of what was signed.</param>
/// <param name="Signature">Detached CMS, DER.</param>
public sealed record SignedFile(string Path, ContentDigest Digest, byte[] Signature);

/// <summary>A content's digest and its signature.</summary>
/// <param name="Digest">Digest and length of what was signed.</param>
/// <param name="Signature">Detached CMS, DER.</param>
public sealed record SignedContent(ContentDigest Digest, byte[] Signature);

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
        IDetachedSigner signer, IReadOnlyList<string> paths, Action<SignedFile>? signed = null, CancellationToken cancellationToken = default)
    {
        var contents = await SignAllAsync(
            signer, paths.Count, (place, stop) => ContentToSign.OfFileAsync(paths[place], signer.Algorithm, stop),
            (place, content) => signed?.Invoke(new SignedFile(paths[place], content.Digest, content.Signature)), cancellationToken);
        return [.. contents.Select((content, place) => new SignedFile(paths[place], content.Digest, content.Signature))];
    }

    /// <summary>As above, for contents that are no plain files.</summary>
    /// <param name="signer">With which key.</param>
    /// <param name="count">How many contents.</param>
    /// <param name="read">Reads the content of a place, from 0, when its turn comes: once, while others are read.</param>
    /// <param name="signed">Told of each place as it is done, from any thread.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="SigningException">Nothing is to be sent; its kind says why. An unusable certificate stops before anything is read.</exception>
    public static async Task<IReadOnlyList<SignedContent>> SignAllAsync(
        IDetachedSigner signer, int count, Func<int, CancellationToken, Task<ContentToSign>> read, Action<int, SignedContent>? signed = null, CancellationToken cancellationToken = default)
    {
        signer.EnsureUsable();
        var done = new SignedContent[count];
        var side = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, count, side, async (place, stop) =>
        {
            var content = await read(place, stop);
            done[place] = new SignedContent(content.Digest, await signer.SignAsync(content, stop));
            signed?.Invoke(place, done[place]);
        });
        return done;
    }
}

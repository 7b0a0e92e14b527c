using System.Buffers;
using Org.BouncyCastle.Crypto;

namespace Portal.Integrations.Signing;

/// <summary>The Streebog digest of a content: all that a signature needs to know of it, so that a file is read once and may be signed later.</summary>
/// <param name="Algorithm">Which Streebog.</param>
/// <param name="Value">32 or 64 bytes.</param>
/// <param name="Length">How many bytes the content has.</param>
public sealed record ContentDigest(GostAlgorithm Algorithm, ReadOnlyMemory<byte> Value, long Length)
{
    private const int BufferSize = 128 * 1024;

    /// <summary>Of bytes in memory.</summary>
    public static ContentDigest Of(ReadOnlySpan<byte> content, GostAlgorithm algorithm)
    {
        var digest = algorithm.NewDigest();
        digest.BlockUpdate(content);
        return new ContentDigest(algorithm, Finish(digest), content.Length);
    }

    /// <summary>Reads a stream once, to its end.</summary>
    public static async Task<ContentDigest> OfAsync(Stream content, GostAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        var digest = algorithm.NewDigest();
        var length = await ReadAsync(content, [digest], cancellationToken);
        return new ContentDigest(algorithm, Finish(digest), length);
    }

    /// <summary>Reads a file once; nobody may write it meanwhile.</summary>
    public static async Task<ContentDigest> OfFileAsync(string path, GostAlgorithm algorithm, CancellationToken cancellationToken = default)
    {
        // Unbuffered: the buffer is ours.
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, FileOptions.SequentialScan);
        return await OfAsync(file, algorithm, cancellationToken);
    }

    /// <summary>Feeds a stream to digests; returns how many bytes it had.</summary>
    internal static async Task<long> ReadAsync(Stream content, IReadOnlyCollection<IDigest> digests, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        try
        {
            var length = 0L;
            for (int read; (read = await content.ReadAsync(buffer, cancellationToken)) > 0; length += read)
            {
                foreach (var digest in digests)
                {
                    digest.BlockUpdate(buffer, 0, read);
                }
            }

            return length;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private static byte[] Finish(IDigest digest)
    {
        var value = new byte[digest.GetDigestSize()];
        digest.DoFinal(value, 0);
        return value;
    }
}

namespace Portal.Integrations.Signing;

/// <summary>
/// What is to be signed: always a digest, with the file or the bytes that it was taken of where they are at hand. Keys of our own sign the digest and read nothing;
/// an external command may want the content.
/// </summary>
public sealed class ContentToSign
{
    private ContentToSign(ContentDigest digest, string? path, ReadOnlyMemory<byte>? bytes) => (Digest, Path, Bytes) = (digest, path, bytes);

    /// <summary>What the signature covers.</summary>
    public ContentDigest Digest { get; }

    /// <summary>Full path of the file; null when there is none.</summary>
    public string? Path { get; }

    /// <summary>The bytes; null when they are in a file or gone.</summary>
    public ReadOnlyMemory<byte>? Bytes { get; }

    /// <summary>A digest, the content of which is not at hand.</summary>
    public static ContentToSign Of(ContentDigest digest) => new(digest, null, null);

    /// <summary>A digest and the file that it was taken of; the file must not change until it is signed.</summary>
    public static ContentToSign Of(ContentDigest digest, string path) => new(digest, System.IO.Path.GetFullPath(path), null);

    /// <summary>Bytes in memory.</summary>
    public static ContentToSign Of(ReadOnlyMemory<byte> bytes, GostAlgorithm algorithm) => new(ContentDigest.Of(bytes.Span, algorithm), null, bytes);

    /// <summary>A file, which is read once, now.</summary>
    public static async Task<ContentToSign> OfFileAsync(string path, GostAlgorithm algorithm, CancellationToken cancellationToken = default) =>
        Of(await ContentDigest.OfFileAsync(path, algorithm, cancellationToken), path);
}

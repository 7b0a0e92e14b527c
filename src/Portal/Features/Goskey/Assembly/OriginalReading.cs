using System.Security.Cryptography;

namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// A stored document being read, forward only and asynchronously. Its last read throws when it was not the document that was planned, so that whoever came to the end
/// has read the right bytes.
/// </summary>
internal sealed class OriginalReading(Stream stored, PlannedDocument document) : Stream
{
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long length;
    private bool ended;

    /// <inheritdoc />
    public override bool CanRead => true;

    /// <inheritdoc />
    public override bool CanSeek => false;

    /// <inheritdoc />
    public override bool CanWrite => false;

    /// <inheritdoc />
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc />
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    /// <inheritdoc />
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int read;
        try
        {
            read = await stored.ReadAsync(buffer, cancellationToken);
        }
        catch (InvalidDataException)
        {
            throw Changed();
        }

        hash.AppendData(buffer.Span[..read]);
        length += read;
        if (read == 0 && buffer.Length > 0 && !ended)
        {
            ended = true;
            return length == document.Size && Convert.ToHexStringLower(hash.GetHashAndReset()) == document.Sha256 ? 0 : throw Changed();
        }

        return read;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Flush()
    {
    }

    /// <inheritdoc />
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc />
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            stored.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }

    private AssemblyException Changed() => new(AssemblyFault.OriginalChanged, $"Файл «{document.DisplayName}» изменился после загрузки: загрузите его заново");
}

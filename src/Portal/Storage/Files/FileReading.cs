namespace Portal.Storage.Files;

/// <summary>The plain bytes of a stored file, forward only.</summary>
internal sealed class FileReading(FileStream file, byte[] key) : Stream
{
    private readonly byte[] block = new byte[FileBlocks.Size + FileBlocks.Overhead];
    private readonly byte[] plain = new byte[FileBlocks.Size];
    private FileBlocks? blocks;
    private int position;
    private int filled;
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
        if (position == filled && !await FillAsync(cancellationToken))
        {
            return 0;
        }

        var taken = Math.Min(buffer.Length, filled - position);
        plain.AsMemory(position, taken).CopyTo(buffer);
        position += taken;
        return taken;
    }

    /// <inheritdoc />
    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    /// <inheritdoc />
    public override int Read(byte[] buffer, int offset, int count) => ReadAsync(buffer.AsMemory(offset, count)).AsTask().GetAwaiter().GetResult();

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
        blocks?.Dispose();
        file.Dispose();
        base.Dispose(disposing);
    }

    private async Task<bool> FillAsync(CancellationToken cancellationToken)
    {
        if (ended)
        {
            return false;
        }

        if (blocks is null)
        {
            var prefix = new byte[FileBlocks.PrefixSize];
            await file.ReadAtLeastAsync(prefix, prefix.Length, throwOnEndOfStream: false, cancellationToken);
            blocks = new FileBlocks(key, prefix);
        }

        var length = await file.ReadAtLeastAsync(block, block.Length, throwOnEndOfStream: false, cancellationToken);
        if (length < FileBlocks.Overhead)
        {
            throw new InvalidDataException("A stored file is cut short.");
        }

        ended = file.Position == file.Length;
        (position, filled) = (0, length - FileBlocks.Overhead);
        blocks.Unseal(block.AsSpan(0, length), plain.AsSpan(0, filled), ended);
        return filled > 0;
    }
}

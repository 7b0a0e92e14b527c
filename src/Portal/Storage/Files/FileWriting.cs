using System.Security.Cryptography;

namespace Portal.Storage.Files;

/// <summary>A file being written: encrypted and hashed on the way, kept when it is committed, gone when it is not.</summary>
public sealed class FileWriting : IAsyncDisposable
{
    private readonly string temporary;
    private readonly Func<string, string> pathOf;
    private readonly FileStream file;
    private readonly FileBlocks blocks;
    private readonly byte[] prefix = RandomNumberGenerator.GetBytes(FileBlocks.PrefixSize);
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] pending = new byte[FileBlocks.Size];
    private readonly byte[] block = new byte[FileBlocks.Size + FileBlocks.Overhead];
    private int filled;
    private long size;
    private bool begun;

    internal FileWriting(string temporary, byte[] key, Func<string, string> pathOf)
    {
        (this.temporary, this.pathOf) = (temporary, pathOf);
        file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true);
        blocks = new FileBlocks(key, prefix);
    }

    /// <summary>Adds bytes.</summary>
    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        hash.AppendData(bytes.Span);
        size += bytes.Length;
        while (!bytes.IsEmpty)
        {
            // A full block waits for a further byte: only then it is known not to be the last.
            if (filled == FileBlocks.Size)
            {
                await FlushAsync(isLast: false, cancellationToken);
            }

            var taken = Math.Min(bytes.Length, FileBlocks.Size - filled);
            bytes[..taken].CopyTo(pending.AsMemory(filled));
            (filled, bytes) = (filled + taken, bytes[taken..]);
        }
    }

    /// <summary>Ends the file, brings it to the disk and gives it its name.</summary>
    public async Task<StoredFile> CommitAsync(CancellationToken cancellationToken = default)
    {
        await FlushAsync(isLast: true, cancellationToken);
        file.Flush(flushToDisk: true);
        await file.DisposeAsync();
        var stored = new StoredFile(Convert.ToHexStringLower(hash.GetHashAndReset()), size);
        var path = pathOf(stored.Sha256);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Move(temporary, path, overwrite: true);
        return stored;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await file.DisposeAsync();
        blocks.Dispose();
        hash.Dispose();
        File.Delete(temporary);
    }

    private async Task FlushAsync(bool isLast, CancellationToken cancellationToken)
    {
        if (!begun)
        {
            await file.WriteAsync(prefix, cancellationToken);
            begun = true;
        }

        var length = filled + FileBlocks.Overhead;
        blocks.Seal(pending.AsSpan(0, filled), block.AsSpan(0, length), isLast);
        await file.WriteAsync(block.AsMemory(0, length), cancellationToken);
        filled = 0;
    }
}

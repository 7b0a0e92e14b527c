namespace Portal.Storage.Files;

/// <summary>A file that was kept: its SHA-256 in lower-case hex is its address.</summary>
/// <param name="Sha256">Of the plain bytes.</param>
/// <param name="Size">Plain bytes.</param>
public sealed record StoredFile(string Sha256, long Size);

/// <summary>
/// What must be kept: signatures, originals, decrypted contents. Addressed by SHA-256, encrypted with a key from the master key, written temp → fsync → rename,
/// so that a file is there whole or not at all. The folder may be shared by several nodes.
/// </summary>
public sealed class FileStore(DataFolder folder, StorageOptions options, MasterKey master)
{
    private readonly string root = folder.Resolve(options.FilesFolder);
    private readonly byte[] key = master.Derive("files");

    private string Temporary => Path.Combine(root, "tmp");

    /// <summary>Begins a file; what is written to it is kept by <see cref="FileWriting.CommitAsync"/> and forgotten without it.</summary>
    public FileWriting Begin()
    {
        Directory.CreateDirectory(Temporary);
        return new FileWriting(Path.Combine(Temporary, Guid.NewGuid().ToString("N")), key, PathOf);
    }

    /// <summary>Keeps the bytes; harmless when they are kept already.</summary>
    public async Task<StoredFile> SaveAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken = default)
    {
        await using var writing = Begin();
        await writing.WriteAsync(bytes, cancellationToken);
        return await writing.CommitAsync(cancellationToken);
    }

    /// <summary>True when the file is here.</summary>
    public bool Has(string sha256) => File.Exists(PathOf(sha256));

    /// <summary>The plain bytes as a stream that reads forward and throws <see cref="InvalidDataException"/> on a file that was tampered with; null when it is not here.</summary>
    public Stream? Open(string sha256)
    {
        try
        {
            return new FileReading(new FileStream(PathOf(sha256), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, useAsync: true), key);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>The plain bytes, or null when the file is not here. For files known to be small.</summary>
    /// <exception cref="InvalidDataException">The file was tampered with.</exception>
    public async Task<byte[]?> ReadAsync(string sha256, CancellationToken cancellationToken = default)
    {
        await using var stream = Open(sha256);
        if (stream is null)
        {
            return null;
        }

        using var memory = new MemoryStream();
        await stream.CopyToAsync(memory, cancellationToken);
        return memory.ToArray();
    }

    /// <summary>Removes a file; harmless when it is not here.</summary>
    public void Remove(string sha256)
    {
        if (Has(sha256))
        {
            File.Delete(PathOf(sha256));
        }
    }

    /// <summary>Files not touched since the given moment, for the sweep; temporary ones have no SHA-256.</summary>
    internal IEnumerable<(string Path, string? Sha256)> UntouchedSince(DateTimeOffset moment)
    {
        var files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories) : [];
        return files.Where(path => File.GetLastWriteTimeUtc(path) < moment.UtcDateTime)
            .Select(path => (path, Path.GetDirectoryName(path) == Temporary ? null : Path.GetFileName(path)));
    }

    // A SHA-256 and nothing else becomes a path.
    private string PathOf(string sha256) => sha256.Length == 64 && sha256.All(char.IsAsciiHexDigitLower)
        ? Path.Combine(root, sha256[..2], sha256)
        : throw new ArgumentException("Not a SHA-256 in lower-case hex.", nameof(sha256));
}

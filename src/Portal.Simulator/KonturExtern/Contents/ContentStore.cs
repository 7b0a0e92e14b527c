using System.Buffers;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>Content bytes in <c>contents</c> of the state folder: on disk first, then acknowledged (drafts contract 3).</summary>
internal sealed class ContentStore
{
    public const long LargestInline = 32 * 1024 * 1024;

    /// <summary>How long what clients upload is kept.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(90);

    /// <summary>Owner of what the test tools upload: any account may use it.</summary>
    public static readonly Guid EveryAccount = new("eeeeeeee-0000-4000-8000-000000000000");

    private readonly Lock gate = new();
    private readonly StoredTable<StoredContent> table;
    private readonly SimulatorClock clock;
    private readonly string folder;

    public ContentStore(StateStore store, SimulatorSettings settings, SimulatorClock clock)
    {
        this.clock = clock;
        table = new StoredTable<StoredContent>(store, "extern-content", content => content.Id);
        folder = Path.Combine(settings.StateFolder, "contents");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (!Guid.TryParse(Path.GetFileNameWithoutExtension(file), out var id) || table.Find(id) is not { } known || HasExpired(known))
            {
                File.Delete(file);
            }
        }
    }

    /// <summary>A content that this account may use and that has not expired, complete or not.</summary>
    public StoredContent? Find(Guid accountId, Guid id) => table.Find(id) is { } content && (content.AccountId == accountId || content.AccountId == EveryAccount) && !HasExpired(content) ? content : null;

    /// <summary>A complete content, or 404.</summary>
    public StoredContent Complete(Guid accountId, Guid id) =>
        Find(accountId, id) is { IsComplete: true } content ? content : throw ExternException.NotFound($"Контент {id} не найден или загружен не полностью.");

    public StoredContent Open(Guid accountId, string mediaType, long? total) =>
        new(Guid.NewGuid(), accountId, total, [], mediaType, clock.UtcNow, clock.UtcNow + Retention);

    /// <summary>Reads a complete content; the caller disposes of the stream.</summary>
    public FileStream Read(Guid id) =>
        new(PathOf(id), new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.Read, Share = FileShare.ReadWrite, Options = FileOptions.SequentialScan });

    /// <summary>A whole content for the forms that carry it in JSON (drafts contract 5.7): small ones only.</summary>
    public byte[] ReadInline(Guid id)
    {
        if (LengthOf(id) > LargestInline)
        {
            throw ExternException.BadRequest("Содержимое больше 32 МБ: получите его через сервис контентов.");
        }

        using var file = Read(id);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    public long LengthOf(Guid id) => table.Find(id)?.Total ?? 0;

    /// <summary>Writes one part: exactly the bytes of the range, on disk before the record says so.</summary>
    public async Task<StoredContent> WritePartAsync(StoredContent content, ByteRange range, long? total, Stream body, CancellationToken cancellationToken)
    {
        await using (var file = new FileStream(PathOf(content.Id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite, 1, FileOptions.Asynchronous))
        {
            file.Position = range.From;
            await CopyExactlyAsync(body, range.Length, (bytes, token) => file.WriteAsync(bytes, token), cancellationToken);
            file.Flush(flushToDisk: true);
        }

        lock (gate)
        {
            return table.Put((table.Find(content.Id) ?? content).With(range, total));
        }
    }

    /// <summary>Writes a content that came in one request of unknown length.</summary>
    public async Task<StoredContent> WriteWholeAsync(StoredContent content, long largest, Stream body, CancellationToken cancellationToken)
    {
        var buffer = new byte[81920];
        long length = 0;
        await using (var file = new FileStream(PathOf(content.Id), FileMode.CreateNew, FileAccess.Write, FileShare.Read, 1, FileOptions.Asynchronous))
        {
            while (await body.ReadAsync(buffer, cancellationToken) is > 0 and var read)
            {
                length += read;
                if (length > largest)
                {
                    throw new ExternException(StatusCodes.Status413PayloadTooLarge, "Часть контента больше 64 МБ.");
                }

                await file.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            }

            file.Flush(flushToDisk: true);
        }

        return length == 0 ? throw ExternException.BadRequest("Пустой контент загрузить нельзя.") : table.Put(content.With(new ByteRange(0, length - 1), length));
    }

    /// <summary>A repeated part of a complete content must be the same bytes: the content never changes.</summary>
    public async Task<bool> HoldsAsync(StoredContent content, ByteRange range, Stream body, CancellationToken cancellationToken)
    {
        var same = true;
        await using var file = Read(content.Id);
        file.Position = range.From;
        var held = new byte[81920];
        await CopyExactlyAsync(body, range.Length, async (bytes, token) =>
        {
            await file.ReadExactlyAsync(held.AsMemory(0, bytes.Length), token);
            same &= held.AsSpan(0, bytes.Length).SequenceEqual(bytes.Span);
        }, cancellationToken);
        return same;
    }

    /// <summary>Keeps bytes that the service itself makes; without <paramref name="retention"/> for ever.</summary>
    public StoredContent Keep(Guid accountId, Action<Stream> write, string mediaType, TimeSpan? retention = null)
    {
        var id = Guid.NewGuid();
        long length;
        try
        {
            using var file = new FileStream(PathOf(id), FileMode.CreateNew, FileAccess.ReadWrite);
            write(file);
            file.Flush(flushToDisk: !IsSeeding);
            length = file.Length;
        }
        catch
        {
            File.Delete(PathOf(id));
            throw;
        }

        return table.Put(new StoredContent(id, accountId, length, [new ByteRange(0, length - 1)], mediaType, clock.UtcNow, retention is { } time ? clock.UtcNow + time : null));
    }

    /// <summary>The same bytes as a content that is kept for ever.</summary>
    public StoredContent Copy(Guid accountId, StoredContent content)
    {
        using var file = Read(content.Id);
        return Keep(accountId, file.CopyTo, content.MediaType);
    }

    /// <summary>Docflow contents are kept without limit (drafts contract 3.2).</summary>
    public void KeepForEver(Guid id)
    {
        lock (gate)
        {
            if (table.Find(id) is { ExpiresAt: not null } content)
            {
                table.Put(content with { ExpiresAt = null });
            }
        }
    }

    /// <summary>While the seeded history is written a power cut may lose it: it is simply seeded again.</summary>
    public bool IsSeeding { get; set; }

    /// <summary>Forgets a content whose first part did not arrive.</summary>
    public void Drop(Guid id)
    {
        table.Remove(id);
        File.Delete(PathOf(id));
    }

    public void Clear()
    {
        table.Clear();
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            File.Delete(file);
        }
    }

    private static async Task CopyExactlyAsync(Stream body, long length, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(81920);
        try
        {
            var left = length;
            while (await body.ReadAsync(buffer.AsMemory(0, 81920), cancellationToken) is > 0 and var read)
            {
                if (read > left)
                {
                    throw ExternException.BadRequest("Тело запроса длиннее, чем диапазон в Content-Range.");
                }

                await write(buffer.AsMemory(0, read), cancellationToken);
                left -= read;
            }

            if (left > 0)
            {
                throw ExternException.BadRequest("Тело запроса короче, чем диапазон в Content-Range.");
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private bool HasExpired(StoredContent content) => content.ExpiresAt <= clock.UtcNow;

    private string PathOf(Guid id) => Path.Combine(folder, $"{id}.bin");
}

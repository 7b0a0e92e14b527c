using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Storage;
using Portal.Storage.Files;
using Portal.Testing;

namespace Portal.Tests.Storage;

/// <summary>Stored files come back as they were, or not at all.</summary>
public sealed class FileStoreTests : IDisposable
{
    private const int Block = 65_536;
    private const int Sealed = Block + 16;

    private readonly TempFolder folder = new();
    private readonly FileStore store;

    public FileStoreTests()
    {
        var master = MasterKey.Load(folder.Combine("keys", "master.key"), createWhenMissing: true);
        store = new FileStore(new DataFolder(folder.Path, folder.Path), new StorageOptions(), master);
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(folder.Path, "files");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(Block - 1)]
    [InlineData(Block)]
    [InlineData(Block + 1)]
    [InlineData(200_000)]
    public async Task Bytes_come_back_under_their_digest(int size)
    {
        var bytes = RandomNumberGenerator.GetBytes(size);

        var stored = await store.SaveAsync(bytes, Stop);

        Assert.Equal((Convert.ToHexStringLower(SHA256.HashData(bytes)), (long)size), (stored.Sha256, stored.Size));
        Assert.True(store.Has(stored.Sha256));
        Assert.Equal(bytes, await store.ReadAsync(stored.Sha256, Stop));
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(Root, "tmp")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20261128)]
    [InlineData(77)]
    public async Task However_it_is_cut_while_written_and_read_it_is_the_same_file(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 12; round++)
        {
            var bytes = new byte[random.Next(0, 300_000)];
            random.NextBytes(bytes);
            await using var writing = store.Begin();
            for (var at = 0; at < bytes.Length;)
            {
                var length = Math.Min(bytes.Length - at, random.Next(4) switch { 0 => Block, 1 => random.Next(1, 100), _ => random.Next(1, 150_000) });
                await writing.WriteAsync(bytes.AsMemory(at, length), Stop);
                at += length;
            }

            var stored = await writing.CommitAsync(Stop);

            using var back = new MemoryStream();
            await using var reading = store.Open(stored.Sha256)!;
            var buffer = new byte[random.Next(1, 100_000)];
            while (await reading.ReadAsync(buffer.AsMemory(0, random.Next(1, buffer.Length + 1)), Stop) is > 0 and var read)
            {
                back.Write(buffer, 0, read);
            }

            Assert.Equal(bytes, back.ToArray());
        }
    }

    [Fact]
    public async Task One_changed_byte_anywhere_is_refused()
    {
        var stored = await store.SaveAsync(RandomNumberGenerator.GetBytes((2 * Block) + 100), Stop);
        var path = PathOf(stored);
        var good = await File.ReadAllBytesAsync(path, Stop);
        foreach (var at in new[] { 0, 7, 8, 23, 24, 5000, 8 + Sealed - 1, 8 + Sealed, 8 + (2 * Sealed) + 3, good.Length - 1 })
        {
            var bad = good.ToArray();
            bad[at] ^= 1;
            await File.WriteAllBytesAsync(path, bad, Stop);
            await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored.Sha256, Stop));
        }

        await File.WriteAllBytesAsync(path, good, Stop);
        Assert.NotNull(await store.ReadAsync(stored.Sha256, Stop));
    }

    [Fact]
    public async Task A_file_cut_short_is_refused_even_where_a_block_ends()
    {
        var stored = await store.SaveAsync(RandomNumberGenerator.GetBytes(3 * Block), Stop);
        var path = PathOf(stored);
        var good = await File.ReadAllBytesAsync(path, Stop);
        foreach (var length in new[] { 0, 4, 8, 20, 8 + Sealed, 8 + (2 * Sealed), 8 + (2 * Sealed) + 10, good.Length - 1 })
        {
            await File.WriteAllBytesAsync(path, good[..length], Stop);
            await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored.Sha256, Stop));
        }

        // Two blocks in exchanged places, and a block added from the same file.
        await File.WriteAllBytesAsync(path, [.. good[..8], .. good[(8 + Sealed)..(8 + (2 * Sealed))], .. good[8..(8 + Sealed)], .. good[(8 + (2 * Sealed))..]], Stop);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored.Sha256, Stop));
        await File.WriteAllBytesAsync(path, [.. good, .. good[8..(8 + Sealed)]], Stop);
        await Assert.ThrowsAsync<InvalidDataException>(() => store.ReadAsync(stored.Sha256, Stop));
    }

    [Fact]
    public async Task What_is_not_committed_leaves_nothing()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await using (var writing = store.Begin())
        {
            await writing.WriteAsync(bytes, Stop);
        }

        Assert.Empty(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Null(store.Open(Convert.ToHexStringLower(SHA256.HashData(bytes))));
    }

    [Fact]
    public async Task Two_writers_of_the_same_bytes_keep_one_good_file()
    {
        var bytes = RandomNumberGenerator.GetBytes(100_000);
        await using var one = store.Begin();
        await using var other = store.Begin();
        await one.WriteAsync(bytes, Stop);
        await other.WriteAsync(bytes, Stop);

        var kept = await one.CommitAsync(Stop);
        await using var reading = store.Open(kept.Sha256)!;
        Assert.Equal(kept, await other.CommitAsync(Stop));

        // Whoever has begun to read the first goes on reading it.
        using var back = new MemoryStream();
        await reading.CopyToAsync(back, Stop);
        Assert.Equal(bytes, back.ToArray());
        Assert.Equal(bytes, await store.ReadAsync(kept.Sha256, Stop));
        Assert.Single(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_disk_holds_no_plain_text_and_the_same_text_looks_different_each_time()
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("ИНН 6676130154; ", 500)));
        var path = PathOf(await store.SaveAsync(text, Stop));
        var first = await File.ReadAllBytesAsync(path, Stop);

        Assert.Equal(-1, first.AsSpan().IndexOf(text.AsSpan(0, 12)));
        await store.SaveAsync(text, Stop);
        Assert.NotEqual(first, await File.ReadAllBytesAsync(path, Stop));
    }

    [Fact]
    public async Task Another_master_key_opens_nothing()
    {
        var stored = await store.SaveAsync(RandomNumberGenerator.GetBytes(100), Stop);
        var stranger = new FileStore(
            new DataFolder(folder.Path, folder.Path), new StorageOptions(), MasterKey.Load(folder.Combine("keys", "other.key"), createWhenMissing: true));

        await Assert.ThrowsAsync<InvalidDataException>(() => stranger.ReadAsync(stored.Sha256, Stop));
    }

    [Theory]
    [InlineData("../../../etc/passwd")]
    [InlineData("")]
    [InlineData("AB")]
    public void Only_a_digest_becomes_a_path(string name) => Assert.Throws<ArgumentException>(() => store.Has(name));

    [Fact]
    public async Task The_sweep_removes_old_files_that_nobody_names_and_leaves_named_and_young_ones()
    {
        var clock = TimeProvider.System;
        var (named, nameless, young) = (await SaveAsync(), await SaveAsync(), await SaveAsync());
        var (halfOld, halfYoung) = (Path.Combine(Root, "tmp", "old"), Path.Combine(Root, "tmp", "young"));
        await File.WriteAllTextAsync(halfOld, "half", Stop);
        await File.WriteAllTextAsync(halfYoung, "half", Stop);
        foreach (var path in new[] { PathOf(named), PathOf(nameless), halfOld })
        {
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime.AddHours(-2));
        }

        await new FileSweep(store, [new Owner(named.Sha256), new Owner("x")], clock, NullLogger<FileSweep>.Instance).RunAsync(Stop);

        Assert.True(store.Has(named.Sha256));
        Assert.False(store.Has(nameless.Sha256));
        Assert.True(store.Has(young.Sha256));
        Assert.False(File.Exists(halfOld));
        Assert.True(File.Exists(halfYoung));

        store.Remove(named.Sha256);
        store.Remove(named.Sha256);
        Assert.False(store.Has(named.Sha256));
    }

    public void Dispose() => folder.Dispose();

    private Task<StoredFile> SaveAsync() => store.SaveAsync(RandomNumberGenerator.GetBytes(100), Stop);

    private string PathOf(StoredFile stored) => Path.Combine(Root, stored.Sha256[..2], stored.Sha256);

    private sealed class Owner(string file) : IFileOwner
    {
        public Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlySet<string>>(files.Where(one => one == file).ToHashSet());
    }
}

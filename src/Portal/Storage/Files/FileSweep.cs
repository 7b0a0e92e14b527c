namespace Portal.Storage.Files;

/// <summary>A feature whose rows name stored files.</summary>
public interface IFileOwner
{
    /// <summary>Which of these files (SHA-256) its rows name.</summary>
    Task<IReadOnlySet<string>> KeptAsync(IReadOnlyList<string> files, CancellationToken cancellationToken);
}

/// <summary>At start: what a killed portal left half written, and what no row names any more, is removed.</summary>
public sealed partial class FileSweep(FileStore files, IEnumerable<IFileOwner> owners, TimeProvider clock, ILogger<FileSweep> logger) : BackgroundService
{
    private const int AtOnce = 500;

    // Another node may be writing, and the row of a file just kept may not be committed yet.
    private static readonly TimeSpan Untouched = TimeSpan.FromHours(1);

    /// <summary>Sweeps once.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var before = clock.GetUtcNow() - Untouched;
        foreach (var batch in files.UntouchedSince(before).Chunk(AtOnce))
        {
            var named = batch.Select(file => file.Sha256).OfType<string>().ToList();
            var kept = new HashSet<string>();
            foreach (var owner in owners)
            {
                kept.UnionWith(await owner.KeptAsync(named, cancellationToken));
            }

            foreach (var (path, sha256) in batch.Where(file => file.Sha256 is null || !kept.Contains(file.Sha256)))
            {
                if (File.GetLastWriteTimeUtc(path) < before.UtcDateTime)
                {
                    File.Delete(path);
                    LogSwept(sha256 ?? "a half written file");
                }
            }
        }
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await RunAsync(stoppingToken);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotSwept(error.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Swept {File}")]
    private partial void LogSwept(string file);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stored files were not swept: {Reason}")]
    private partial void LogNotSwept(string reason);
}

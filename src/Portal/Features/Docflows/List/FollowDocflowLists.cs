using Microsoft.Extensions.Options;
using Portal.Storage;

namespace Portal.Features.Docflows.List;

/// <summary>Job: brings the lists of every link and account with a session up to date; one that fails does not stop the others and is tried again at the next interval.</summary>
public sealed partial class FollowDocflowLists(
    DocflowRefreshStore store, ReadDocflowList read, IOptions<DocflowListOptions> options, TimeProvider clock, ILogger<FollowDocflowLists> logger)
{
    private const int AtOnce = 2;
    private const int Batch = 20;

    /// <summary>Reads those whose last attempt is older than the interval.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        var due = await store.DueAsync(clock.GetUtcNow() - options.Value.Interval, Batch, cancellationToken);
        await Parallel.ForEachAsync(due, parallel, async (one, token) =>
        {
            try
            {
                await read.ReadAsync(one.LinkId, one.AccountId, full: false, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogPostponed(one.LinkId, error.Message);
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The list of docflows of link {LinkId} is read later: {Reason}")]
    private partial void LogPostponed(string linkId, string reason);
}

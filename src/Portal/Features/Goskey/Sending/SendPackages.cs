using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>Takes turns as long as there are any and sends what they belong to, some side by side; before that, what a process that ended left behind is put right.</summary>
public sealed partial class SendPackages(Database database, SendQueueStore queue, SendingStore sendings, PackageSending sending, IOptions<GoskeyOptions> options, TimeProvider clock, ILogger<SendPackages> logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private int busy;
    private bool begun;

    /// <summary>Works until the queue lets nothing more through. One package that cannot be sent does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        await PickUpAsync(cancellationToken);
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Value.MaxParallelSendings, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(TurnsAsync(cancellationToken), parallel, async (attempt, token) =>
        {
            try
            {
                await sending.SendAsync(attempt, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogFailed(attempt.PackageId, error.GetType().Name, error.Message);
            }
            finally
            {
                Interlocked.Decrement(ref busy);
            }
        });
    }

    // A try whose process ended before the last chunk sent nothing; one that had begun it is asked about.
    private async Task PickUpAsync(CancellationToken cancellationToken)
    {
        // A SQLite file has one process: what is being sent when it starts was left behind by the one before, and nobody waits for its silence.
        if (!begun && database.SqliteFile is not null)
        {
            await queue.ReleaseAsync(cancellationToken);
        }

        begun = true;
        foreach (var attempt in await queue.LeftBehindAsync(50, cancellationToken))
        {
            if (attempt.State == AttemptState.Committed)
            {
                await sendings.DoubtAsync(attempt, TimeSpan.Zero, trace: null, cancellationToken);
            }
            else
            {
                await sendings.NotSentAsync(attempt, "Портал перезапускался во время отправки. Пакет не ушёл, отправка начнётся заново.", null, TimeSpan.Zero, evenCommitted: false, cancellationToken);
            }
        }
    }

    // While something is being sent, newcomers are looked for: a long upload keeps nobody waiting.
    private async IAsyncEnumerable<SendAttempt> TurnsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await queue.TakeTurnAsync(options.Value.Sending, cancellationToken) is { } attempt)
            {
                Interlocked.Increment(ref busy);
                yield return attempt;
            }
            else if (Volatile.Read(ref busy) == 0)
            {
                yield break;
            }
            else
            {
                await Task.Delay(Look, clock, cancellationToken);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The sending of package {PackageId} broke off: {Kind} {Reason}")]
    private partial void LogFailed(string packageId, string kind, string reason);
}

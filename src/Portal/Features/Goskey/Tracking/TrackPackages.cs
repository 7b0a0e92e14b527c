using Microsoft.Extensions.Options;
using Portal.Features.Goskey.Senders;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Goskey.Tracking;

/// <summary>
/// Asks EPGU what became of packages: nobody is told of it otherwise (contract goskey 0.4). Runs as a job; what is due is in our rows, so it survives a restart. A package is asked
/// about until it comes to its end, whatever happens.
/// </summary>
public sealed partial class TrackPackages(
    TrackingStore store, SenderKeys senders, IEpguOrderApi api, IOptions<GoskeyOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<TrackPackages> logger)
{
    private const int AtOnce = 4;
    private const int Most = 200;
    private const int PageSize = 50;
    private const int MostPages = 40;

    /// <summary>Reads the due lists of changes, then asks about every package that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await store.DueWatchesAsync(cancellationToken), parallel, WatchAsync);
        await Parallel.ForEachAsync(await store.DueAsync(Most, cancellationToken), parallel, AskAsync);
    }

    // The list tells that something changed, quickly and for all of a sender's packages at once; what changed is in the details (3.6).
    private async ValueTask WatchAsync(DueWatch watch, CancellationToken cancellationToken)
    {
        try
        {
            if (!await store.TakeWatchAsync(watch, cancellationToken))
            {
                return;
            }

            var began = clock.GetUtcNow();
            var key = (await senders.OfAsync(watch.SenderId, cancellationToken)).Key;
            var from = EpguJson.MoscowTime((watch.SeenUntil > watch.Since ? watch.SeenUntil.Value : watch.Since) - TrackingRhythm.Overlap);
            for (var page = 0; page < MostPages; page++)
            {
                var found = await api.ListUpdatedAsync(key, page, PageSize, from, cancellationToken);
                await store.HurryAsync(found.Content, cancellationToken);
                if (found.Content.Count == 0 || ((page + 1) * PageSize) >= found.TotalCount)
                {
                    break;
                }
            }

            await store.WatchedAsync(watch.SenderId, began, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogUnlisted(watch.SenderId, RefusalWords.ForLog(error));
            await store.WatchFailedAsync(watch.SenderId, TrackingRhythm.After(watch.Failures), cancellationToken);
        }
    }

    private async ValueTask AskAsync(TrackedPackage package, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.TakeAsync(package.Id, cancellationToken))
            {
                var reading = OrderReading.Of(await DetailsAsync(package, cancellationToken));
                await (reading.Phase == OrderPhase.Draft && clock.GetUtcNow() - package.SentAt > options.Value.SettleAfter
                    ? MissAsync(package, RefusalWords.Empty(package.OrderId), TimeSpan.Zero, isEmpty: true, cancellationToken) : ApplyAsync(package, reading, cancellationToken));
            }
        }
        catch (VendorException error) when (error is { Kind: VendorErrorKind.NotFound, Vendor: EpguErrors.Vendor })
        {
            await MissAsync(package, RefusalWords.Missing(package.OrderId), TrackingRhythm.Missing, isEmpty: false, cancellationToken);
        }
        catch (Exception error) when (error is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogPostponed(package.Id, RefusalWords.ForLog(error));
            await store.FailedAsync(package.Id, TrackingRhythm.After(package.Failures), RefusalWords.Of(error).Sentence, (error as VendorException)?.TraceId, cancellationToken);
            Publish(package);
        }
    }

    private async Task<OrderEnvelope> DetailsAsync(TrackedPackage package, CancellationToken cancellationToken)
    {
        var sender = await senders.OfAsync(package.SenderId, cancellationToken);
        return await api.GetAsync(sender.Key, package.OrderId, ct: cancellationToken);
    }

    private async Task ApplyAsync(TrackedPackage package, OrderReading reading, CancellationToken cancellationToken)
    {
        if (await store.AnsweredAsync(package.Id, reading, PauseOf(package), reading.OrderDate + options.Value.SigningWindow, cancellationToken))
        {
            if (reading.IsFinal)
            {
                LogEnded(package.Id, reading.State, reading.StatusId, reading.AgencyCode, reading.EnvelopeCode);
            }

            Publish(package);
        }
    }

    private async Task MissAsync(TrackedPackage package, string problem, TimeSpan patience, bool isEmpty, CancellationToken cancellationToken)
    {
        if (await store.MissingAsync(package.Id, PauseOf(package), problem, patience, isEmpty, cancellationToken))
        {
            LogMissing(package.Id, package.OrderId, isEmpty ? "holds nothing in" : "does not know");
            Publish(package);
        }
    }

    private TimeSpan PauseOf(TrackedPackage package) => TrackingRhythm.Next(clock.GetUtcNow() - package.SentAt);

    private void Publish(TrackedPackage package)
    {
        noticeboard.Publish(Package.Topic(package.Id));
        noticeboard.Publish(Package.TopicOf(package.PersonId));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Package {PackageId} ended: {State} (status {StatusId}, agency {AgencyCode}, envelope {EnvelopeCode})")]
    private partial void LogEnded(string packageId, PackageState state, int? statusId, string? agencyCode, string? envelopeCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Package {PackageId} is asked about later: {Reason}")]
    private partial void LogPostponed(string packageId, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "EPGU {What} order {OrderId} of package {PackageId}")]
    private partial void LogMissing(string packageId, long orderId, string what);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Changes of sender {SenderId} are listed later: {Reason}")]
    private partial void LogUnlisted(string senderId, string reason);
}

using Microsoft.Extensions.Options;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>
/// Finds out what became of sendings whose answer was lost. It only asks. A reserved number that stays an empty draft was not sent; of a push without a number, the orders that
/// are new are compared with the request that was signed, and what is not found is left to a person. Nothing is ever sent from here.
/// </summary>
public sealed partial class SettlePackages(
    SendingStore sendings, PackageStore packages, SenderKeys senders, LostPush lost, IEpguOrderApi orders, IOptions<GoskeyOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<SettlePackages> logger)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(20);

    /// <summary>Asks about what is due. One that cannot be asked about does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await sendings.UnsettledAsync(50, cancellationToken), parallel, async (attempt, token) =>
        {
            try
            {
                await SettleAsync(attempt, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogUnsettled(attempt.PackageId, error is VendorException vendor ? $"{vendor.Kind} {vendor.Code}" : error.GetType().Name);
                await sendings.AskInAsync(attempt.PackageId, Later, "Госуслуги пока не отвечают, спросим ещё раз.", token);
            }

            if (await packages.FindForJobAsync(attempt.PackageId, token) is { } package)
            {
                noticeboard.Publish(Package.Topic(package.Id));
                noticeboard.Publish(Package.TopicOf(package.PersonId));
            }
        });
    }

    private async Task SettleAsync(SendAttempt attempt, CancellationToken cancellationToken)
    {
        if (await packages.FindForJobAsync(attempt.PackageId, cancellationToken) is not { } package)
        {
            return;
        }

        var key = (await senders.OfAsync(package.SenderId, cancellationToken)).Key;
        var patience = clock.GetUtcNow() - (attempt.CommittedAt ?? attempt.IntendedAt) <= options.Value.SettleAfter;
        if (await OrderOfAsync(key, package, attempt, cancellationToken) is { } order)
        {
            await sendings.SentAsync(attempt, order, options.Value.SigningWindow, TimeSpan.Zero, cancellationToken);
        }
        else if (patience)
        {
            await sendings.AskInAsync(package.Id, clock.GetUtcNow() - attempt.CommittedAt < TimeSpan.FromMinutes(1) ? Soon : Later, problem: null, cancellationToken);
        }
        else if (attempt.OrderId is not null)
        {
            await sendings.NotSentAsync(attempt, "Пакет не дошёл до Госуслуг: заявление осталось пустым. Отправьте его ещё раз.", null, again: null, cancellationToken);
        }
        else
        {
            await sendings.UnknownAsync(
                attempt, "Ответ Госуслуг потерян, и среди заявлений этого пакета не видно. Сам он второй раз не уйдёт. Спросите получателя, пришли ли ему документы, и только потом отправляйте заново.", cancellationToken);
        }
    }

    private async Task<long?> OrderOfAsync(EsiaKey key, Package package, SendAttempt attempt, CancellationToken cancellationToken)
    {
        if (attempt.OrderId is not { } number)
        {
            return await lost.FindAsync(key, package, attempt, cancellationToken);
        }

        try
        {
            return OrderReading.Of(await orders.GetAsync(key, number, ct: cancellationToken)).Phase is OrderPhase.Draft or OrderPhase.Unknown ? null : number;
        }
        catch (VendorException nothing) when (nothing.Kind == VendorErrorKind.NotFound)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of package {PackageId} is still unclear: {Reason}")]
    private partial void LogUnsettled(string packageId, string reason);
}

using Microsoft.Extensions.Options;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Goskey.Sending;

/// <summary>
/// Finds out what became of sendings whose answer was lost. It only asks. A reserved number that stays an empty draft was not sent; of a push without a number, the orders that
/// are new are compared with the request that was signed, and what is not found is left to a person. Nothing is ever sent from here.
/// </summary>
public sealed partial class SettlePackages(
    SendingStore sendings, PackageStore packages, SenderKeys senders, LostPush lost, EarlierTries tries, IOptions<GoskeyOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<SettlePackages> logger)
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
                LogUnsettled(attempt.PackageId, error is VendorException vendor ? $"{vendor.Vendor} {vendor.Kind} {vendor.Code}" : error.GetType().Name);
                var words = RefusalWords.Of(error);
                if (clock.GetUtcNow() - (attempt.CommittedAt ?? attempt.IntendedAt) > options.Value.SigningWindow)
                {
                    await sendings.UnknownAsync(attempt, $"Целые сутки не удаётся узнать, что стало с пакетом. {words.Sentence} Сам он второй раз не уйдёт. Спросите получателя, пришли ли ему документы.", token);
                }
                else
                {
                    await sendings.AskInAsync(attempt.PackageId, Later, $"{words.Sentence} Что стало с пакетом, пока не известно, спросим ещё раз.", token);
                }
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
        var number = attempt.OrderId ?? await lost.FindAsync(key, package, attempt, cancellationToken);
        bool? arrived = number is null ? false : attempt.OrderId is null ? true : await tries.AskAsync(key, number.Value, cancellationToken);
        if (arrived is true)
        {
            await sendings.SentAsync(attempt, number!.Value, options.Value.SigningWindow, TimeSpan.Zero, cancellationToken);
        }
        else if (patience)
        {
            await sendings.AskInAsync(package.Id, clock.GetUtcNow() - attempt.CommittedAt < TimeSpan.FromMinutes(1) ? Soon : Later, problem: null, cancellationToken);
        }
        else if (arrived is false && number is not null)
        {
            await sendings.NotSentAsync(attempt, "Пакет не дошёл до Госуслуг: заявление осталось пустым. Отправьте его ещё раз.", null, again: null, evenCommitted: true, cancellationToken);
        }
        else
        {
            await sendings.UnknownAsync(
                attempt, "Ответ Госуслуг потерян, и узнать, дошёл ли пакет, не удалось. Сам он второй раз не уйдёт. Спросите получателя, пришли ли ему документы, и только потом отправляйте заново.", cancellationToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What became of package {PackageId} is still unclear: {Reason}")]
    private partial void LogUnsettled(string packageId, string reason);
}

using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>
/// Job: follows MyDSS on the phone, even when nobody waits any more (the signature is attached only when the finished task has been read), settles
/// confirmations whose answer was lost, and hands over signatures that a killed portal did not.
/// </summary>
public sealed partial class FollowSignings(
    SigningStore store, SigningSubjects subjects, AskPhone phone, FinishSigning finish, IOptions<KonturExternOptions> options, Noticeboard noticeboard, TimeProvider clock,
    ILogger<FollowSignings> logger)
{
    /// <summary>How long a confirmation is on the wire before it is asked about.</summary>
    public static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(2);

    private const int AtOnce = 6;

    /// <summary>Asks about every operation that is due, several at a time. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await store.DueAsync(clock.GetUtcNow() - 2 * options.Value.RequestTimeout, 50, cancellationToken), parallel, async (signing, token) =>
        {
            try
            {
                await AskAsync(signing, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogPostponed(signing.Id, error.Message);
                await store.AskedAsync(
                    signing, null, error is NotLinkedException ? TimeSpan.FromMinutes(1) : Pauses.Of(signing.Polls, signing.State, failed: true), token);
            }
        });
    }

    private Task AskAsync(Signing signing, CancellationToken cancellationToken) => signing.State switch
    {
        SigningState.Confirmed => finish.HandOverAsync(signing),
        SigningState.Waiting or SigningState.Left => phone.AskAsync(signing, cancellationToken),
        SigningState.Starting => EndAsync(signing, SigningState.Ended, "Подписание прервалось на середине. Запросите новый код.", cancellationToken),
        _ => SettleAsync(signing, cancellationToken),
    };

    private async Task SettleAsync(Signing signing, CancellationToken cancellationToken)
    {
        if (await subjects.Of(signing.Kind).IsSignedAsync(signing, cancellationToken))
        {
            await finish.FinishAsync(signing, signing.State);
        }
        else if (clock.GetUtcNow() - signing.CodeSentAt > 2 * options.Value.RequestTimeout)
        {
            await EndAsync(signing, SigningState.Waiting, "Ответ Контура потерялся, подписи нет. Введите код ещё раз или запросите новый.", cancellationToken);
        }
        else
        {
            await store.AskedAsync(signing, null, Pauses.Of(signing.Polls, signing.State), cancellationToken);
        }
    }

    private async Task EndAsync(Signing signing, SigningState state, string message, CancellationToken cancellationToken)
    {
        await store.MoveAsync(
            signing.Id, signing.State, state, message, phase: state == SigningState.Ended ? SigningPhase.Interrupted : null, cancellationToken: cancellationToken);
        noticeboard.Publish(Signing.Topic(signing.LinkId));
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing {SigningId} is asked about later: {Reason}")]
    private partial void LogPostponed(string signingId, string reason);
}

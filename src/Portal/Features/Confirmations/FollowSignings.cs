using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Confirmations;

/// <summary>Job: follows MyDSS on the phone (the signature is attached only when the finished task has been read), and settles confirmations whose answer was lost.</summary>
public sealed partial class FollowSignings(
    SigningStore store, IExternDraftsApi api, FinishSigning finish, IOptions<KonturExternOptions> options, Noticeboard noticeboard, TimeProvider clock, ILogger<FollowSignings> logger)
{
    /// <summary>How long a confirmation is on the wire before it is asked about.</summary>
    public static readonly TimeSpan FirstAsk = TimeSpan.FromSeconds(2);

    private const int AtOnce = 6;
    private static readonly TimeSpan AskAgain = TimeSpan.FromSeconds(3);

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
                await store.MoveAsync(
                    signing.Id, signing.State, signing.State, signing.Message, error is NotLinkedException ? TimeSpan.FromMinutes(1) : AskAgain, token);
            }
        });
    }

    private async Task AskAsync(Signing signing, CancellationToken cancellationToken)
    {
        if (signing is { State: SigningState.Waiting, KonturTaskId: { } task })
        {
            await AskPhoneAsync(signing, Guid.Parse(task), cancellationToken);
        }
        else if (signing.State == SigningState.Starting)
        {
            await store.MoveAsync(
                signing.Id, SigningState.Starting, SigningState.Ended, "Подписание прервалось на середине. Запросите новый код.", cancellationToken: cancellationToken);
            noticeboard.Publish(Signing.Topic(signing.LinkId));
        }
        else if (await IsSignedAsync(signing, cancellationToken))
        {
            await finish.FinishAsync(signing, signing.State);
        }
        else if (clock.GetUtcNow() - signing.CodeSentAt > 2 * options.Value.RequestTimeout)
        {
            await store.MoveAsync(
                signing.Id, SigningState.Confirming, SigningState.Waiting, "Ответ Контура потерялся, подписи нет. Введите код ещё раз или запросите новый.",
                cancellationToken: cancellationToken);
            noticeboard.Publish(Signing.Topic(signing.LinkId));
        }
        else
        {
            await store.MoveAsync(signing.Id, signing.State, signing.State, signing.Message, AskAgain, cancellationToken);
        }
    }

    private async Task AskPhoneAsync(Signing signing, Guid task, CancellationToken cancellationToken)
    {
        var answer = await api.GetTaskAsync(
            Acting.SessionOf(signing.LinkId), Guid.Parse(signing.AccountId), Guid.Parse(signing.KonturDraftId), task, cancellationToken);
        if (answer.IsRunning)
        {
            await store.MoveAsync(signing.Id, SigningState.Waiting, SigningState.Waiting, PhoneWords(answer.Progress), AskAgain, cancellationToken);
        }
        else if (answer.TaskState == TaskStates.Succeed)
        {
            await finish.FinishAsync(signing, SigningState.Waiting);
            return;
        }
        else
        {
            await store.MoveAsync(
                signing.Id, SigningState.Waiting, SigningState.Ended, PhoneWords(answer.Progress) ?? answer.Error?.Message ?? "Подпись не поставлена.",
                cancellationToken: cancellationToken);
        }

        noticeboard.Publish(Signing.Topic(signing.LinkId));
    }

    // Every document carries a signature by the certificate of this operation.
    private async Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken)
    {
        foreach (var document in signing.Documents)
        {
            var wire = await api.GetDocumentAsync(
                Acting.SessionOf(signing.LinkId), Guid.Parse(signing.AccountId), Guid.Parse(signing.KonturDraftId), Guid.Parse(document.DocumentId), cancellationToken);
            if (!wire.Signatures.Any(signature => string.Equals(signature.SignatureCertificateThumbprint, signing.Thumbprint, StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    private static string? PhoneWords(Word progress) =>
        progress == CryptStatuses.UserHasUnconfirmedOperation ? "В приложении ждёт другая операция: сначала подтвердите или отклоните её."
        : progress == CryptStatuses.CanceledByUser ? "Вы отклонили подписание в приложении."
        : progress == CryptStatuses.Timeout ? "Время на подтверждение в приложении вышло."
        : progress == CryptStatuses.ExceededConfirmationAttemptsCount ? "Попытки ввести ПИН-код закончились."
        : null;

    [LoggerMessage(Level = LogLevel.Warning, Message = "Signing {SigningId} is asked about later: {Reason}")]
    private partial void LogPostponed(string signingId, string reason);
}

using System.Globalization;
using System.Security.Cryptography;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.Phones;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>Asks for confirmations of signatures and decryptions, and judges their codes (drafts contract 2.2, 2.3, 5.10).</summary>
internal sealed class Confirmations(DraftStore drafts, SmsInbox sms, SimulatorClock clock)
{
    private const int Attempts = 3;
    private const string ConfirmationExpired = "urn:error:externapi:confirmationExpired";
    private const string WrongCode = "urn:error:externapi:wrongConfirmationCode";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Asks the owner of a certificate for a confirmation: by an SMS, or on the phone where a task is polled. The request is on disk when this returns;
    /// <paramref name="lockedId"/> is the draft or the docflow that it concerns.
    /// </summary>
    public SignRequest Ask(ExternCall call, Guid lockedId, SandboxCertificate certificate, string taskType, string purpose, Func<SignRequest, SignRequest>? concerning = null)
    {
        var now = clock.UtcNow;
        var byPhone = certificate.ConfirmsByMyDss;
        var code = byPhone ? null : RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
        var request = new SignRequest(
            Guid.NewGuid(), call.Account.Id, lockedId, call.UserId, certificate.Thumbprint, code, Attempts, byPhone ? Guid.NewGuid() : null, now, now + Lifetime, SignRequest.Waiting);
        request = concerning?.Invoke(request) ?? request;
        if (request.TaskId is { } taskId)
        {
            drafts.Put(new ApiTask(taskId, request.AccountId, lockedId, taskType, ApiTask.Running, call.UserId, now, request.ExpiresAt)
            {
                Progress = "AwaitingForConfirmation", DocumentId = request.DocumentId,
            });
        }

        drafts.Put(request);
        if (code is not null)
        {
            sms.Send(certificate.Owner!.Phone!, $"Код {code} для {purpose}. Никому не сообщайте код. Контур", code, request.Id.ToString());
        }

        return request;
    }

    /// <summary>Refuses a code that is wrong, late or used, counting the attempts (drafts contract 2.3).</summary>
    public void CheckCode(SignRequest request, string? given)
    {
        var code = given?.Trim() ?? throw ExternException.BadRequest("Не указан код подтверждения.");
        if (request.State == SignRequest.Used)
        {
            throw Expired("Код уже использован.");
        }

        if (request.State == SignRequest.Dead)
        {
            throw Expired("Этот код больше не действует: запрошен новый.");
        }

        if (request.AttemptsLeft == 0)
        {
            throw Expired("Попытки исчерпаны. Запросите новый код.");
        }

        if (request.ExpiresAt <= clock.UtcNow)
        {
            throw Expired("Срок действия кода истёк. Запросите новый код.");
        }

        if (code != request.Code)
        {
            var left = drafts.Put(request with { AttemptsLeft = request.AttemptsLeft - 1 }).AttemptsLeft;
            throw left == 0 ? Expired("Неверный код подтверждения. Попытки исчерпаны, запросите новый код.")
                : new ExternException(StatusCodes.Status400BadRequest, $"Неверный код подтверждения. Осталось попыток: {left}", WrongCode);
        }
    }

    private static ExternException Expired(string message) => new(StatusCodes.Status400BadRequest, message, ConfirmationExpired);
}

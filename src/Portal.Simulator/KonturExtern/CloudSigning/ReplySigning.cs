using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>What signing a reply in the cloud has in common for all state bodies (drafts contract 5.8.1, 5.8.2): the lock, the certificate, the confirmation.</summary>
internal sealed class ReplySigning(DraftStore drafts, Confirmations confirmations, CloudSigner signer, CertificateVault vault, TimeProvider wall)
{
    /// <summary>The certificate to sign with; whatever else waited for this reply waits no more. 409 while another reply of the docflow is being signed.</summary>
    public SandboxCertificate Begin(ExternCall call, Guid docflowId, Guid replyId, byte[] der)
    {
        if (drafts.PendingRequest(docflowId, request => request.ReplyId is { } other && other != replyId) is { } locking)
        {
            throw ExternException.Locked("В документообороте уже подписывается другой ответ.", locking.TaskId ?? locking.Id, ApiTask.SignReply);
        }

        var certificate = vault.Find(SandboxCertificate.ThumbprintOf(der)) switch
        {
            not { IsCloud: true } => throw ExternException.BadRequest("Сертификат ответа не облачный: подпишите ответ на своём рабочем месте."),
            var owned when owned.Owner!.KonturUserId != call.UserId => throw ExternException.Forbidden("Сертификат ответа принадлежит другому пользователю."),
            var late when late.NotAfter <= wall.GetUtcNow() => throw ExternException.BadRequest("Срок действия сертификата истёк."),
            var good => good,
        };
        signer.KillWaiting(docflowId);
        return certificate;
    }

    public SignRequest Ask(ExternCall call, Guid docflowId, Guid replyId, SandboxCertificate certificate, string name) =>
        confirmations.Ask(call, docflowId, certificate, ApiTask.SignReply, $"подписания: {name}", made => made with { ReplyId = replyId });

    /// <summary>Takes the code of the call; <paramref name="refuseSent"/> comes after the code has been found right.</summary>
    public void Confirm(ExternCall call, Guid replyId, Action refuseSent)
    {
        var request = Guid.TryParse(call.Text("requestId"), out var id) ? drafts.FindRequest(id) : null;
        if (request is null || request.ReplyId != replyId || request.Code is null || request.UserId != call.UserId)
        {
            throw ExternException.NotFound("Запрос на подписание не найден.");
        }

        confirmations.CheckCode(request, call.Text("code"));
        refuseSent();
        signer.Attach(request);
        drafts.Put(request with { State = SignRequest.Used });
    }

    /// <summary>The task of a signing on the phone; the asking that first finds it approved signs.</summary>
    public ExternAnswer Read(ExternCall call, Guid replyId)
    {
        var found = drafts.FindTask(call.Id("taskId"));
        return found is null || drafts.RequestOfTask(found.Id)?.ReplyId != replyId
            ? throw ExternException.NotFound("Задача не найдена.") : ExternAnswer.Ok(TaskShape.Of(call, signer.Poll(found), TaskShape.Signed));
    }
}

using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>Does what was confirmed by a code, and settles what is confirmed on the phone (drafts contract 2.3, 2.4).</summary>
internal sealed class CloudSigner(
    DraftStore drafts, ReplyStore replies, PfrReplyStore pfrReplies, CertificateVault vault, ContentStore contents, ContentDecryption decryption, SimulatorClock clock, TimeProvider wall)
{
    /// <summary>Signs every document of the draft and attaches the signatures; repeating it for the same request changes nothing.</summary>
    public IReadOnlyList<SignedFile> Attach(SignRequest request)
    {
        if (request.ReplyId is { } replyId)
        {
            return replies.Find(replyId) is { } reply ? [AttachToReply(reply, request.Thumbprint)] : AttachToPfrReply(pfrReplies.Find(replyId)!, request.Thumbprint);
        }

        var certificate = vault.Find(request.Thumbprint)!;
        var draft = drafts.Find(request.DraftId)!;
        var signed = new List<SignedFile>();
        foreach (var document in draft.Documents)
        {
            using var content = contents.Read(document.ContentId!.Value);
            var signature = new DraftSignature(Guid.NewGuid(), CmsSigning.Sign(certificate, content, wall.GetUtcNow()), certificate.Thumbprint, false);
            draft = draft.With(document with { Signatures = [.. document.Signatures.Where(one => one.Thumbprint != certificate.Thumbprint), signature] });
            signed.Add(new SignedFile(document.Id, "completed", "none", signature.Bytes.Length, Md5(signature.Bytes), signature.Id));
        }

        drafts.Put(draft);
        return signed;
    }

    /// <summary>Signs a reply; one that is sent already keeps its signature.</summary>
    public SignedFile AttachToReply(DocflowReply reply, string thumbprint)
    {
        if (reply.SentAt is null || reply.Signature is null)
        {
            using var content = new MemoryStream(reply.Content);
            reply = replies.Put(reply with { Signature = CmsSigning.Sign(vault.Find(thumbprint)!, content, wall.GetUtcNow()) });
        }

        return new SignedFile(reply.Id, "completed", "none", reply.Signature!.Length, Md5(reply.Signature), null);
    }

    private List<SignedFile> AttachToPfrReply(PfrReply reply, string thumbprint)
    {
        if (reply.SentAt is null)
        {
            foreach (var part in reply.Documents)
            {
                using var content = contents.Read(part.DecryptedContentId!.Value);
                reply = reply.With(part with { Signature = CmsSigning.Sign(vault.Find(thumbprint)!, content, wall.GetUtcNow()) });
            }

            reply = pfrReplies.Put(reply);
        }

        return [.. reply.Documents.Select(part => new SignedFile(part.Id, "completed", "none", part.Signature!.Length, Md5(part.Signature), null))];
    }

    /// <summary>The state of a MyDSS task as the asking GET sees it: the one that first returns <c>succeed</c> attaches the signatures (drafts contract 2.1).</summary>
    public ApiTask Poll(ApiTask asked)
    {
        lock (drafts.Gate)
        {
            var task = drafts.FindTask(asked.Id) ?? asked;
            if (!task.IsRunning || drafts.RequestOfTask(task.Id) is not { } request)
            {
                return task;
            }

            if (request.State == SignRequest.Declined)
            {
                return Fail(task, "CanceledByUser", "Пользователь отклонил операцию в приложении.");
            }

            if (request.State == SignRequest.Dead)
            {
                return Fail(task, "CanceledByUser", "Операция начата заново, эта отменена.");
            }

            if (request.ExpiresAt <= clock.UtcNow)
            {
                return Fail(task, "Timeout", "Операция не подтверждена вовремя. Начните её заново.");
            }

            if (request.State != SignRequest.Approved)
            {
                return task with { Progress = drafts.WaitsBehindAnother(request) ? "UserHasUnconfirmedOperation" : "AwaitingForConfirmation" };
            }

            ApiTask done;
            try
            {
                done = request.DocumentId is null ? task with { Files = Attach(request) } : task with { ContentId = decryption.Run(request, request.Unzip) };
            }
            catch (ExternException refused)
            {
                // As for a code: what cannot be done must not keep the docflow locked.
                drafts.Put(request with { State = SignRequest.Dead });
                return Fail(task, "Crashed", refused.Message);
            }

            drafts.Put(request with { State = SignRequest.Used });
            return drafts.Put(done with { State = ApiTask.Succeed, Progress = "Completed" });
        }
    }

    /// <summary>Ends what still waits on a draft: a new request makes the old ones worthless (drafts contract 2.3).</summary>
    public void KillWaiting(Guid draftId, bool decryptions = false)
    {
        foreach (var request in drafts.RequestsOf(draftId).Where(request => (request.DocumentId is not null) == decryptions && request.State is SignRequest.Waiting or SignRequest.Approved))
        {
            var dead = drafts.Put(request with { State = SignRequest.Dead });
            if (dead.TaskId is { } taskId && drafts.FindTask(taskId) is { IsRunning: true } task)
            {
                Poll(task);
            }
        }

        drafts.ForgetOldRequests(draftId);
    }

    private ApiTask Fail(ApiTask task, string progress, string message) => drafts.Put(task with
    {
        State = ApiTask.Failed, Progress = progress, Error = new TaskError(ExternException.Generic, StatusCodes.Status400BadRequest, message),
    });

    [SuppressMessage("Security", "CA5351", Justification = "The vendor's protocol reports MD5 of the result.")]
    private static string Md5(byte[] bytes) => Convert.ToHexStringLower(MD5.HashData(bytes));
}

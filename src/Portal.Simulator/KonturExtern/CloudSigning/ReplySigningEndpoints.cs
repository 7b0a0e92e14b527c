using System.Globalization;
using System.Security.Cryptography;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.Phones;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>Cloud signing of a reply (drafts contract 5.8.1), with the corrected meaning of <c>forceConfirmation</c>: receipts are signed at once unless it is true.</summary>
internal sealed class ReplySigningEndpoints(
    DocflowStore docflows, ReplyStore replies, DraftStore drafts, CloudSigner signer, CertificateVault vault, SmsInbox sms, SimulatorClock clock, TimeProvider wall)
{
    public void Map(ExternRoutes routes)
    {
        routes.Post(RepliesEndpoints.One + "/cloud-sign", Init);
        routes.Post(RepliesEndpoints.One + "/cloud-sign-confirm", Confirm);
        routes.Get(RepliesEndpoints.One + "/tasks/{taskId:guid}", Read);
    }

    private ExternAnswer Init(ExternCall call)
    {
        var forced = call.Flag("forceConfirmation") ?? false;
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var reply = replies.Get(call);
            RepliesEndpoints.RefuseSent(document, reply);
            RefuseLocked(reply);
            var certificate = CertificateOf(call, reply);
            signer.KillWaiting(reply.DocflowId);
            if (reply.IsReceipt && !forced)
            {
                signer.AttachToReply(reply, certificate.Thumbprint);
                return ExternAnswer.Ok(new SignInitResult([], Links(call, reply, "signed"), null, null, "none"));
            }

            var now = clock.UtcNow;
            var byPhone = certificate.ConfirmsByMyDss;
            var code = byPhone ? null : RandomNumberGenerator.GetInt32(1_000_000).ToString("000000", CultureInfo.InvariantCulture);
            var request = new SignRequest(
                Guid.NewGuid(), call.Account.Id, reply.DocflowId, call.UserId, certificate.Thumbprint, code, CloudSigningEndpoints.Attempts, byPhone ? Guid.NewGuid() : null,
                now, now + CloudSigningEndpoints.Lifetime, SignRequest.Waiting) { ReplyId = reply.Id };
            if (request.TaskId is { } taskId)
            {
                drafts.Put(new ApiTask(taskId, call.Account.Id, reply.DocflowId, ApiTask.SignReply, ApiTask.Running, call.UserId, now, request.ExpiresAt) { Progress = "AwaitingForConfirmation" });
            }

            drafts.Put(request);
            if (code is not null)
            {
                sms.Send(certificate.Owner!.Phone!, $"Код {code} для подписания: {reply.Filename}. Никому не сообщайте код. Контур", code, request.Id.ToString());
            }

            return ExternAnswer.Ok(new SignInitResult([], Links(call, reply, "signing"), byPhone ? null : request.Id.ToString(), request.TaskId?.ToString(), byPhone ? "my-dss" : "sms"));
        }
    }

    private ExternAnswer Confirm(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var reply = replies.Get(call);
            var request = Guid.TryParse(call.Text("requestId"), out var id) ? drafts.FindRequest(id) : null;
            if (request is null || request.ReplyId != reply.Id || request.Code is null || request.UserId != call.UserId)
            {
                throw ExternException.NotFound("Запрос на подписание не найден.");
            }

            signer.CheckCode(request, call.Text("code"));
            RepliesEndpoints.RefuseSent(document, reply);
            signer.Attach(request);
            drafts.Put(request with { State = SignRequest.Used });
            return ExternAnswer.Ok(new { SignedDocuments = Links(call, reply, "signed"), Links = Array.Empty<Link>() });
        }
    }

    private ExternAnswer Read(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        var reply = replies.Get(call);
        var found = drafts.FindTask(call.Id("taskId"));
        if (found is null || drafts.RequestOfTask(found.Id)?.ReplyId != reply.Id)
        {
            throw ExternException.NotFound("Задача не найдена.");
        }

        var task = signer.Poll(found);
        return ExternAnswer.Ok(new TaskShape(
            task.Id, task.State, $"urn:task-type:{task.Type}",
            task.State == ApiTask.Succeed
                ? new
                {
                    OperationStatus = "completed",
                    FileStatuses = task.Files.Select(file => new { file.FileId, file.Status, file.ErrorCode, file.ResultSize, file.ResultMd5, file.ResultId }).ToList(),
                }
                : null,
            task.Error is { } error ? new ErrorBody(error.Id, error.StatusCode, error.Message, ExternRoutes.TraceOf(call.Http), new Dictionary<string, string>()) : null,
            task.Progress));
    }

    /// <summary>Two different replies of one docflow are not signed at the same time (drafts contract 0.6).</summary>
    private void RefuseLocked(DocflowReply reply)
    {
        if (drafts.PendingRequest(reply.DocflowId) is { } other && other.ReplyId != reply.Id)
        {
            throw new ExternException(
                StatusCodes.Status409Conflict, "В документообороте уже подписывается другой ответ.", "urn:error:externapi:concurrentApiTaskActive",
                new { ConcurrentTask = new { Id = other.TaskId ?? other.Id, TaskType = $"urn:task-type:{ApiTask.SignReply}" } });
        }
    }

    private SandboxCertificate CertificateOf(ExternCall call, DocflowReply reply)
    {
        var certificate = vault.Find(SandboxCertificate.ThumbprintOf(reply.Certificate));
        return certificate is null || !certificate.IsCloud ? throw ExternException.BadRequest("Сертификат ответа не облачный: подпишите ответ на своём рабочем месте.")
            : certificate.Owner!.KonturUserId != call.UserId ? throw ExternException.Forbidden("Сертификат ответа принадлежит другому пользователю.")
            : certificate.NotAfter <= wall.GetUtcNow() ? throw ExternException.BadRequest("Срок действия сертификата истёк.")
            : certificate;
    }

    private static List<Link> Links(ExternCall call, DocflowReply reply, string rel) =>
        [call.Link(rel, $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}/documents/{reply.DocumentId}/replies/{reply.Id}")];
}

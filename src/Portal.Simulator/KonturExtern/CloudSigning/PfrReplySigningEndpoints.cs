using System.Text.Json.Serialization;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>Cloud signing of a reply to the pension fund (drafts contract 5.8.2): always confirmed, and everything must be decrypted before.</summary>
internal sealed class PfrReplySigningEndpoints(DocflowStore docflows, PfrReplyStore replies, DraftStore drafts, ReplySigning signing)
{
    public void Map(ExternRoutes routes)
    {
        routes.Post(PfrRepliesEndpoints.One + "/cloud-sign", Init);
        routes.Post(PfrRepliesEndpoints.One + "/cloud-sign-confirm", Confirm);
        routes.Get(PfrRepliesEndpoints.One + "/tasks/{taskId:guid}", Read);
    }

    private ExternAnswer Init(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var reply = replies.Get(call);
            PfrRepliesEndpoints.RefuseSent(document, reply);
            if (reply.Documents.Any(part => part.DecryptedContentId is null))
            {
                throw ExternException.BadRequest("Сначала расшифруйте все документы ответа.");
            }

            var certificate = signing.Begin(call, reply.DocflowId, reply.Id, reply.Certificate);
            var request = signing.Ask(call, reply.DocflowId, reply.Id, certificate, reply.Documents[0].Filename);
            return ExternAnswer.Ok(new PfrSignInitResult(
                [call.Link("self", PfrReplyShape.Path(call, reply))], request.TaskId is null ? request.Id.ToString() : null, request.TaskId?.ToString(), request.ConfirmType));
        }
    }

    private ExternAnswer Confirm(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var reply = replies.Get(call);
            signing.Confirm(call, reply.Id, () => PfrRepliesEndpoints.RefuseSent(document, reply));
            return ExternAnswer.Ok(new { Links = new[] { call.Link("self", PfrReplyShape.Path(call, reply)) } });
        }
    }

    private ExternAnswer Read(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        return signing.Read(call, replies.Get(call).Id);
    }

    private sealed record PfrSignInitResult(
        IReadOnlyList<Link> Links,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? RequestId,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TaskId,
        string ConfirmType);
}

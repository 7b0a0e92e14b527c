using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>
/// Cloud signing of a reply (drafts contract 5.8.1), with the corrected meaning of <c>forceConfirmation</c>: receipts of the tax service and of Rosstat
/// are signed at once unless it is true.
/// </summary>
internal sealed class ReplySigningEndpoints(DocflowStore docflows, ReplyStore replies, DraftStore drafts, CloudSigner signer, ReplySigning signing, SimulatorSettings settings)
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
            var certificate = signing.Begin(call, reply.DocflowId, reply.Id, reply.Certificate);
            if (reply.IsFreeOfConfirmation && forced == settings.ForceConfirmationSignsAtOnce)
            {
                signer.AttachToReply(reply, certificate.Thumbprint);
                return ExternAnswer.Ok(new SignInitResult([], Links(call, reply, "signed"), null, null, "none"));
            }

            return ExternAnswer.Ok(SignInitResult.Of(signing.Ask(call, reply.DocflowId, reply.Id, certificate, reply.Filename), Links(call, reply, "signing")));
        }
    }

    private ExternAnswer Confirm(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var document = docflows.GetDocument(call);
            var reply = replies.Get(call);
            signing.Confirm(call, reply.Id, () => RepliesEndpoints.RefuseSent(document, reply));
            return ExternAnswer.Ok(new { SignedDocuments = Links(call, reply, "signed"), Links = Array.Empty<Link>() });
        }
    }

    private ExternAnswer Read(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        return signing.Read(call, replies.Get(call).Id);
    }

    private static List<Link> Links(ExternCall call, DocflowReply reply, string rel) =>
        [call.Link(rel, $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}/documents/{reply.DocumentId}/replies/{reply.Id}")];
}

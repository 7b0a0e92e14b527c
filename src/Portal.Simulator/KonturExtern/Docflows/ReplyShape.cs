using System.Xml;
using Portal.Simulator.KonturExtern.Printing;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>ReplyDocument (drafts contract 5.8).</summary>
internal sealed record ReplyShape(Guid Id, byte[] Content, byte[]? PrintContent, string Filename, byte[]? Signature, IReadOnlyList<Link> Links, Guid DocflowId, Guid DocumentId)
{
    public static ReplyShape Of(ExternCall call, DocflowReply reply)
    {
        var docflow = $"/v1/{call.Account.Id}/docflows/{reply.DocflowId}";
        var self = $"{docflow}/documents/{reply.DocumentId}/replies/{reply.Id}";
        return new ReplyShape(
            reply.Id, reply.Content, Printed(reply), reply.Filename, reply.Signature,
            [
                call.Link("self", self), call.Link("docflow", docflow), call.Link("content", $"{self}/content"),
                .. reply.SentAt is not null ? [] : new[]
                {
                    call.Link("save-signature", $"{self}/signature"), call.Link("send", $"{self}/send"), call.Link("sign", $"{self}/cloud-sign"), call.Link("sign-confirm", $"{self}/cloud-sign-confirm"),
                },
            ],
            reply.DocflowId, reply.DocumentId);
    }

    /// <summary>Only a content that is XML can be printed, and its author may have replaced it.</summary>
    private static byte[]? Printed(DocflowReply reply)
    {
        try
        {
            using var xml = new MemoryStream(reply.Content);
            return PrintForm.Render(reply.Filename, XmlPrintLines.Read(xml), []);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}

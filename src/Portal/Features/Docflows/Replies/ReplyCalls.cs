using System.Security.Cryptography;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.Replies;

/// <summary>An answer as it stands at Kontur.</summary>
/// <param name="Id">Kontur's id.</param>
/// <param name="FileName">Its file name; null where it has none of its own.</param>
/// <param name="Sha256">Digest of what is signed, lower-case hex: of its bytes, or of those of all documents of an answer to the fund.</param>
/// <param name="IsSigned">Everything in it bears a signature.</param>
/// <param name="Content">Its bytes; null of an answer to the fund.</param>
/// <param name="Print">Its print form, PDF.</param>
/// <param name="Parts">Documents of the docflow that an answer to the fund signs: id in the answer, and the document; empty otherwise.</param>
public sealed record ReplyAtKontur(Guid Id, string? FileName, string Sha256, bool IsSigned, byte[]? Content, byte[]? Print, IReadOnlyList<(Guid PartId, string DocumentId)> Parts);

/// <summary>One set of calls for answers of both kinds: the former pension fund's have paths and bodies of their own (contract drafts 5.8, 5.8.2).</summary>
public sealed class ReplyCalls(IExternRepliesApi plain, IExternPfrRepliesApi fund)
{
    /// <summary>Makes one.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public async Task<ReplyAtKontur> GenerateAsync(
        DocflowEntry entry, string documentId, string replyType, string certificate, IReadOnlyList<string>? codes, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document) = (Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(documentId));
        return PossibleReply.IsOfFund(replyType)
            ? Of(await fund.GenerateAsync(session, account, docflow, document, replyType, new ReplyCertificate(certificate), cancellationToken))
            : Of(await plain.GenerateAsync(session, account, docflow, document, replyType, new ReplyCertificate(certificate), codes, cancellationToken));
    }

    /// <summary>Gives the plain bytes of a document of an answer to the fund.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public Task PutContentAsync(DocflowEntry entry, string documentId, Guid replyId, Guid partId, Stream bytes, CancellationToken cancellationToken) => fund.PutContentAsync(
        Acting.SessionOf(entry.LinkId), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId), Guid.Parse(documentId), replyId, partId, bytes, cancellationToken);

    /// <summary>As it stands.</summary>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public async Task<ReplyAtKontur> GetAsync(Reply reply, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document, id) = Of(reply);
        return reply.IsOfFund ? Of(await fund.GetAsync(session, account, docflow, document, id, cancellationToken)) : Of(await plain.GetAsync(session, account, docflow, document, id, cancellationToken));
    }

    /// <summary>Begins its cloud signature; the fund's are always confirmed.</summary>
    /// <param name="forceConfirmation">The vendor's parameter of the others.</param>
    /// <exception cref="VendorException">Refused, or unclear.</exception>
    public Task<SignInitResult> CloudSignAsync(Reply reply, bool forceConfirmation)
    {
        var (session, account, docflow, document, id) = Of(reply);
        return reply.IsOfFund ? fund.CloudSignAsync(session, account, docflow, document, id) : plain.CloudSignAsync(session, account, docflow, document, id, forceConfirmation);
    }

    /// <summary>Sends the code, once.</summary>
    /// <exception cref="VendorException">Not taken, or unclear.</exception>
    public Task ConfirmAsync(Reply reply, string requestId, string code, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document, id) = Of(reply);
        return reply.IsOfFund ? fund.ConfirmCloudSignAsync(session, account, docflow, document, id, requestId, code, cancellationToken)
            : plain.ConfirmCloudSignAsync(session, account, docflow, document, id, requestId, code, cancellationToken);
    }

    /// <summary>The task of MyDSS.</summary>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public Task<ExternTask> GetTaskAsync(Reply reply, Guid taskId, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document, id) = Of(reply);
        return reply.IsOfFund ? fund.GetTaskAsync(session, account, docflow, document, id, taskId, cancellationToken) : plain.GetTaskAsync(session, account, docflow, document, id, taskId, cancellationToken);
    }

    /// <summary>Sends it: once.</summary>
    /// <exception cref="VendorException">Refused, or unclear.</exception>
    public Task SendAsync(Reply reply, CancellationToken cancellationToken)
    {
        var (session, account, docflow, document, id) = Of(reply);
        return reply.IsOfFund ? fund.SendAsync(session, account, docflow, document, id, new ReplySending(), cancellationToken) : plain.SendAsync(session, account, docflow, document, id, new ReplySending(), cancellationToken);
    }

    private static (KonturSessionKey Session, Guid Account, Guid Docflow, Guid Document, Guid Reply) Of(Reply reply) => (
        Acting.SessionOf(reply.LinkId), Guid.Parse(reply.AccountId), Guid.Parse(reply.DocflowId), Guid.Parse(reply.DocumentId), Guid.Parse(reply.KonturReplyId));

    private static ReplyAtKontur Of(ReplyDocument reply) => new(
        reply.Id, reply.Filename, Convert.ToHexStringLower(SHA256.HashData(reply.Content ?? [])), reply.Signature is { Length: > 0 }, reply.Content, reply.PrintContent, []);

    private static ReplyAtKontur Of(PfrReply reply) => new(
        reply.Id, null, Convert.ToHexStringLower(SHA256.HashData([.. reply.Documents.OrderBy(part => part.Id).SelectMany(part => SHA256.HashData(part.EncryptedContent ?? []))])),
        reply.Documents.Count > 0 && reply.Documents.All(part => part.Signature is { Length: > 0 }), null, null,
        [.. reply.Documents.Select(part => (part.Id, part.DocumentId?.ToString() ?? ""))]);
}

using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Features.AccountLinks.Registry;
using Portal.Features.Confirmations;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.Replies;

/// <summary>The cloud signature of an answer (contract drafts 5.8.1). The subject is «entry/answer»; once it is signed it is sent.</summary>
public sealed class ReplySignature(Acting acting, ReplyStore replies, FindRegistryRows registry, ReplyCalls calls, SendReply send, IOptions<ReplyOptions> options) : ISigningSubject
{
    /// <summary>The sending begins a moment after the signature; a job does it when this process does not.</summary>
    private static readonly TimeSpan Handed = TimeSpan.FromSeconds(30);

    /// <inheritdoc />
    public SigningKind Kind => SigningKind.Reply;

    /// <summary>The subject of an answer.</summary>
    public static string SubjectOf(Reply reply) => $"{reply.DocflowRowId}/{reply.Id}";

    /// <inheritdoc />
    public async Task<Pin> PinAsync(Actor actor, string subjectId, string thumbprint, CancellationToken cancellationToken)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        if (await replies.FindAsync(IdOf(subjectId), cancellationToken) is not { } reply || reply.LinkId != link.Id)
        {
            throw new AccessDeniedException();
        }

        var title = ReplyWords.Name(reply.ReplyType);
        var own = (await registry.RunAsync(actor, cancellationToken)).FirstOrDefault(row => row.Thumbprint == thumbprint);
        return own is null ? new Pin.Refused("Этим сертификатом вы подписать не можете.", title)
            : reply.State != ReplyState.Made ? new Pin.Refused("Ответ уже подписан.", title)
            : new Pin.Ready(
                new SigningRequest(
                    SubjectOf(reply), link.Id, reply.AccountId, reply.DocflowId, own.Thumbprint, own.FullName, own.MaskedPhone,
                    [new SignedDocument(reply.KonturReplyId, reply.FileName, reply.Sha256)])
                {
                    Kind = SigningKind.Reply,
                },
                title);
    }

    /// <inheritdoc />
    public async Task<string?> WhatChangedAsync(Signing signing, CancellationToken cancellationToken) =>
        (await calls.GetAsync(await FindAsync(signing), cancellationToken)).Sha256 == signing.Documents[0].Sha256 ? null
            : "Ответ у Контура изменился после того, как вы нажали кнопку. Ничего не подписано: начните заново.";

    /// <inheritdoc />
    public async Task<SignInitResult> BeginAsync(Signing signing)
    {
        var reply = await FindAsync(signing);
        var atOnce = new PossibleReply(reply.DocumentId, reply.ReplyType).IsSignedAtOnce;
        return await calls.CloudSignAsync(reply, atOnce ? options.Value.ForceConfirmationSignsAtOnce : !options.Value.ForceConfirmationSignsAtOnce);
    }

    /// <inheritdoc />
    public async Task ConfirmAsync(Signing signing, string code, CancellationToken cancellationToken) =>
        await calls.ConfirmAsync(await FindAsync(signing), signing.RequestId!, code, cancellationToken);

    /// <inheritdoc />
    public async Task<ExternTask> AskPhoneAsync(Signing signing, CancellationToken cancellationToken) =>
        await calls.GetTaskAsync(await FindAsync(signing), Guid.Parse(signing.KonturTaskId!), cancellationToken);

    /// <inheritdoc />
    public async Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken) => (await calls.GetAsync(await FindAsync(signing), cancellationToken)).IsSigned;

    /// <inheritdoc />
    public async Task<string?> SignedAsync(Signing signing)
    {
        await replies.SignedAsync(IdOf(signing.SubjectId), Handed);
        if (await FindAsync(signing) is { State: ReplyState.Signed } reply)
        {
            await send.SendAsync(reply);
        }

        return await FindAsync(signing) is { State: ReplyState.NotSent, Problem: { } problem } ? problem : null;
    }

    private static string IdOf(string subjectId) => subjectId[(subjectId.IndexOf('/', StringComparison.Ordinal) + 1)..];

    private async Task<Reply> FindAsync(Signing signing) => await replies.FindAsync(IdOf(signing.SubjectId)) ?? throw new InvalidOperationException("The answer of a signature is gone.");
}

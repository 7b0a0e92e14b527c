using Microsoft.Extensions.Options;
using Portal.Access;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows.Replies;

/// <summary>
/// Sends a signed answer, once: the intent is on disk under a unique index before anything leaves, an unclear answer is settled by asking whether Kontur still wants one
/// (contract drafts 5.8: the link vanishes with the answer).
/// </summary>
public sealed class SendReply(
    ReplyStore replies, FollowDocflows follow, ReplyCalls calls, IExternDocflowsApi docflows, DocflowStore entries, IOptions<KonturExternOptions> options, Noticeboard noticeboard,
    TimeProvider clock)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);

    private TimeSpan Settled => 2 * options.Value.RequestTimeout;

    /// <summary>Sends it unless one of its kind is on its way or sent. Never throws what a vendor says: the row tells.</summary>
    public async Task SendAsync(Reply reply)
    {
        if (!await replies.IntendAsync(reply.Id, Settled))
        {
            await replies.OvertakenAsync(reply.Id, "На этот документ уже отвечают или ответили.");
            noticeboard.Publish(DocflowEntry.Topic(reply.DocflowRowId));
            return;
        }

        using var limit = new CancellationTokenSource(1.75 * options.Value.RequestTimeout, clock);
        try
        {
            await calls.SendAsync(reply, limit.Token);
            await replies.SettleAsync(reply.Id, ReplyState.Sent);
            await RefreshAsync(reply);
        }
        catch (Exception unclear) when (unclear is OperationCanceledException or VendorException { IsUnclear: true } or VendorException { Kind: VendorErrorKind.Conflict })
        {
            await replies.AskInAsync(reply.Id, TimeSpan.FromSeconds(2));
        }
        catch (NotLinkedException)
        {
            await replies.SettleAsync(reply.Id, ReplyState.NotSent, "Ответ не отправлен: ваш доступ к Контуру закрыт.");
        }
        catch (VendorException refused)
        {
            // "Sent already" comes as a plain refusal: only asking tells it from others.
            if (await IsAnsweredAsync(reply))
            {
                await replies.SettleAsync(reply.Id, ReplyState.Sent);
                await RefreshAsync(reply);
            }
            else
            {
                await replies.SettleAsync(reply.Id, ReplyState.NotSent, refused.Text ?? "Контур не принял ответ. Попробуйте ещё раз.", refused.TraceId);
            }
        }

        noticeboard.Publish(DocflowEntry.Topic(reply.DocflowRowId));
    }

    /// <summary>Job: what a killed portal left between signature and sending is sent; what left without an answer is asked about.</summary>
    /// <exception cref="VendorException">Kontur could not be asked.</exception>
    public async Task SettleAsync(Reply reply, CancellationToken cancellationToken)
    {
        if (reply.State == ReplyState.Signed)
        {
            await SendAsync(reply);
            return;
        }

        if (await WantsAsync(reply, cancellationToken) is false)
        {
            await replies.SettleAsync(reply.Id, ReplyState.Sent, cancellationToken: cancellationToken);
            await RefreshAsync(reply);
        }
        else if (clock.GetUtcNow() - reply.IntendedAt > Settled)
        {
            await replies.SettleAsync(reply.Id, ReplyState.NotSent, "Ответ Контура потерялся, ответ не отправлен. Отправьте его ещё раз.", cancellationToken: cancellationToken);
        }
        else
        {
            await replies.AskInAsync(reply.Id, TimeSpan.FromSeconds(2), cancellationToken);
        }

        noticeboard.Publish(DocflowEntry.Topic(reply.DocflowRowId));
    }

    private async Task<bool> IsAnsweredAsync(Reply reply)
    {
        try
        {
            return !await WantsAsync(reply, CancellationToken.None);
        }
        catch (VendorException)
        {
            return false;
        }
    }

    private async Task<bool> WantsAsync(Reply reply, CancellationToken cancellationToken)
    {
        var document = await docflows.GetDocumentAsync(
            Acting.SessionOf(reply.LinkId), Guid.Parse(reply.AccountId), Guid.Parse(reply.DocflowId), Guid.Parse(reply.DocumentId), cancellationToken);
        return PossibleReplies.Of(document).Any(type => Reply.SlotOf(type) == Reply.SlotOf(reply.ReplyType));
    }

    // The docflow has moved on; that it cannot be read now is no trouble of the answer.
    private async Task RefreshAsync(Reply reply)
    {
        try
        {
            await follow.ReadAsync(reply.LinkId, reply.AccountId, Guid.Parse(reply.DocflowId), null, 0, CancellationToken.None);
        }
        catch (Exception later) when (later is VendorException or NotLinkedException)
        {
            // The job reads it soon, also what came in, which it does not follow otherwise.
            await entries.AskAtAsync(reply.DocflowRowId, clock.GetUtcNow() + Soon, CancellationToken.None);
        }
    }
}

namespace Portal.Features.Docflows.Replies;

/// <summary>Job: answers that a killed portal left between signature and sending, and sendings whose answer was lost.</summary>
public sealed partial class SettleReplies(ReplyStore replies, SendReply send, ILogger<SettleReplies> logger)
{
    private const int AtOnce = 4;
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(15);

    /// <summary>Settles every one that is due. One that fails does not stop the others.</summary>
    public async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(await replies.DueAsync(50, cancellationToken), parallel, async (reply, token) =>
        {
            try
            {
                await send.SettleAsync(reply, token);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                LogPostponed(reply.Id, error.Message);
                await replies.AskInAsync(reply.Id, Later, token);
            }
        });
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Reply {ReplyId} is asked about later: {Reason}")]
    private partial void LogPostponed(string replyId, string reason);
}

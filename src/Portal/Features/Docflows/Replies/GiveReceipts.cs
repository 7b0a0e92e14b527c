using System.Globalization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;

namespace Portal.Features.Docflows.Replies;

/// <summary>
/// «Квитанции на всё»: acknowledges documents of many docflows, each by <see cref="GiveReply"/>. Only receipts that the service signs without a code; a demand's acceptance or
/// refusal is never among them. One that fails does not stop the others, and what was not reached is listed again next time.
/// </summary>
public sealed class GiveReceipts(Acting acting, FindAccount accounts, DocflowStore docflows, FollowDocflows follow, ReplyStore replies, GiveReply give, AuditLog audit)
{
    /// <summary>The most that are listed and given at once.</summary>
    public const int Most = 200;

    private const int AtOnce = 3;

    /// <summary>What an account's documents await; those that need a code are among them, to be shown. At most <see cref="Most"/>.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    public async Task<IReadOnlyList<AwaitedReceipt>> ListAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
        return await replies.ReceiptsAsync(link.Id, accountId, Most, cancellationToken);
    }

    /// <summary>Reads the docflows of listed receipts whose documents were never read here: what they are called, and whether they are awaited still.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    public async Task NameAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var unknown = (await ListAsync(actor, accountId, cancellationToken)).Where(one => one.DocumentType is null).Select(one => one.EntryId).Distinct();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(unknown, parallel, async (entryId, token) =>
        {
            if (await docflows.FindAsync(link.Id, entryId, token) is { } entry)
            {
                try
                {
                    await follow.ReadAsync(entry.LinkId, accountId, Guid.Parse(entry.DocflowId), entry.DraftId, entry.Asked, token);
                }
                catch (VendorException)
                {
                    // Without a name it can be sent all the same.
                }
            }
        });
    }

    /// <summary>Gives the chosen ones that are still awaited, and tells of each as it is done.</summary>
    /// <param name="told">Called after each, one at a time.</param>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    public Task<IReadOnlyList<ReceiptResult>> RunAsync(
        Actor actor, string accountId, IReadOnlyCollection<(string EntryId, string DocumentId)> chosen, Func<ReceiptResult, Task> told, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.receipts", accountId, async note =>
        {
            var awaited = (await ListAsync(actor, accountId, cancellationToken)).Where(one => one.IsSignedAtOnce && chosen.Contains((one.EntryId, one.DocumentId))).ToList();
            (note.AccountId, note.Detail) = (accountId, string.Create(CultureInfo.InvariantCulture, $"{awaited.Count} receipts"));
            var results = new List<ReceiptResult>();
            using var one = new SemaphoreSlim(1);

            // A person who leaves the page stops what has not begun; what has begun goes to its end.
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
            await Parallel.ForEachAsync(awaited, parallel, async (receipt, _) =>
            {
                var result = await GiveAsync(actor, receipt);
                await one.WaitAsync(CancellationToken.None);
                try
                {
                    results.Add(result);
                    await told(result);
                }
                finally
                {
                    one.Release();
                }
            });
            return (IReadOnlyList<ReceiptResult>)results;
        });

    private async Task<ReceiptResult> GiveAsync(Actor actor, AwaitedReceipt receipt)
    {
        try
        {
            var given = await give.RunAsync(actor, receipt.EntryId, receipt.DocumentId, receipt.ReplyType, cancellationToken: CancellationToken.None);
            if (given.Signing is { State: SigningState.Waiting })
            {
                return new ReceiptResult(receipt, "Нужен код", "Контур попросил подтвердить подпись: откройте документооборот и введите код.");
            }

            return (await replies.OfDocflowAsync(receipt.EntryId)).FirstOrDefault(reply => (reply.DocumentId, reply.ReplyType) == (receipt.DocumentId, receipt.ReplyType)) switch
            {
                { State: ReplyState.Sent } => new ReceiptResult(receipt, "Отправлено", null),
                { State: ReplyState.Intended or ReplyState.Signed } => new ReceiptResult(receipt, "Проверяем", "Контур ещё не подтвердил получение. Портал узнает это сам, второй раз извещение не уйдёт."),
                { Problem: { } problem } => new ReceiptResult(receipt, "Не отправлено", problem),
                _ => new ReceiptResult(receipt, given.Why is null ? "Не отправлено" : "Пропущено", given.Why ?? given.Signing?.Message ?? "Контур не подписал извещение. Попробуйте ещё раз."),
            };
        }
        catch (VendorException error)
        {
            return new ReceiptResult(receipt, "Не отправлено", error.Text is { Length: > 0 } text ? $"Контур отказал: {text}" : "Контур не ответил. Повторите через минуту.");
        }
        catch (AccessDeniedException error)
        {
            return new ReceiptResult(receipt, "Не отправлено", error.Message);
        }
    }
}

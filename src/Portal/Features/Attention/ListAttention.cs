using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Features.Docflows.Replies;
using Portal.Features.Drafts;
using Portal.Features.Drafts.Inbox;
using Portal.Features.Drafts.List;
using Portal.Features.Drafts.Stuck;
using Portal.Features.Goskey;
using Portal.Features.Goskey.List;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Tracking;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Attention;

/// <summary>What needs a person in all of their accounts: asked of every room, from the portal's own store, so it is there when Kontur is not.</summary>
public sealed class ListAttention(
    Acting acting, ListAccounts accounts, ListWaiting confirmations, ListOpenBatches batches, ListInbox inbox, ListUnfinished unfinished, ListOwnStuck stuck, ListAwaiting awaiting,
    ListExpiringSenders senders, ListAlarms alarms, ListUnseen unseen, DeadlineStore deadlines, TimeProvider clock)
{
    private const int MostAccounts = 500;
    private const int MostDrafts = 20;
    private const int MostDocflows = 20;
    private const int MostSenders = 10;
    private const int MostAlarms = 20;
    private const int MostDeadlines = 30;

    /// <summary>The list; every part of it is bounded.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<AttentionList> RunAsync(Actor actor, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var (known, _) = await accounts.RunAsync(actor, null, 0, MostAccounts, cancellationToken);
        var docflows = await awaiting.RunAsync(actor, MostDocflows, cancellationToken);
        List<AttentionItem> items =
        [
            .. (await batches.RunAsync(actor, cancellationToken)).Select(Of),
            .. (await confirmations.RunAsync(actor, cancellationToken)).Where(signing => signing.BatchId is null).Select(Of),
            .. (await inbox.RunAsync(actor, cancellationToken)).Where(request => request.State == RequestState.Asked).Select(Of),
            .. docflows.Answers.Select(docflow => Of(docflow, AttentionKind.Answer, Capital(DocflowListWords.AwaitedShort(docflow)) ?? "Ждёт ответа", "Ответить")),
            .. (await stuck.RunAsync(actor, MostDrafts, cancellationToken)).Select(one => Of(one.Draft, one.Since)),
            .. docflows.Unsent.Select(Of),
            .. docflows.Refusals.Select(docflow => Of(docflow, AttentionKind.Refusal, "Отказ", "Прочитать")),
            .. (await alarms.RunAsync(actor, MostAlarms, cancellationToken)).Select(package => Of(package, package.ResultsAt)),
            .. (await unseen.RunAsync(actor, MostAlarms, cancellationToken)).Select(package => Of(package, package.FinalAt)),
            .. (await senders.RunAsync(actor, MostSenders, cancellationToken)).Select(one => Of(one, clock.GetUtcNow())),
            .. (await unfinished.RunAsync(actor, take: MostDrafts, cancellationToken: cancellationToken)).Where(draft => draft.HandedTo is null).Select(Of),
        ];
        var today = MoscowTime.DateOf(clock.GetUtcNow());
        return new AttentionList(
            items, await deadlines.UntilAsync(link.Id, today.AddDays(RefreshDeadlines.DaysAhead), MostDeadlines, cancellationToken),
            known.ToDictionary(account => account.AccountId, account => account.Name));
    }

    private static AttentionItem Of(OpenBatch batch) => new(
        AttentionKind.Confirmation, batch.Id, batch.AccountId, BatchWords.Title(batch.Kind, batch.Whole),
        $"{BatchWords.Done(batch.Kind)} {batch.Signed} из {batch.Whole}", batch.CreatedAt, PortalUrls.SigningBatch(Guid.Parse(batch.AccountId), batch.Id), "Продолжить");

    private static AttentionItem Of(Signing signing) => new(
        AttentionKind.Confirmation, signing.Id, signing.AccountId,
        signing.Documents.Count > 1 ? $"{signing.Documents[0].Name} и ещё {signing.Documents.Count - 1}" : signing.Documents[0].Name,
        signing.Way == SigningWay.MyDss ? "Ждёт подтверждения в MyDSS" : "Ждёт кода из СМС", signing.StartedAt,
        KindWords.Href(signing),
        signing.Way == SigningWay.MyDss ? "Показать запрос" : "Ввести код");

    private static AttentionItem Of(SignatureRequest request) => new(
        AttentionKind.Signature, request.Id, request.AccountId, request.Title, $"Просит подписать {request.FromName}", request.AskedAt,
        PortalUrls.Handed(Guid.Parse(request.AccountId), request.Id), "Посмотреть");

    private static AttentionItem Of(Draft draft, DateTimeOffset since) => new(
        AttentionKind.Stuck, draft.Id, draft.AccountId, draft.Facts.Title, "Контур долго не отвечает о нём", since, PortalUrls.Report(Guid.Parse(draft.AccountId), draft.Id), "Посмотреть");

    private static AttentionItem Of(UnsentReply reply) => new(
        AttentionKind.Stuck, reply.Id, reply.AccountId, reply.FormName, $"{ReplyWords.Name(reply.ReplyType)}: не отправлено", reply.SettledAt,
        PortalUrls.Docflow(Guid.Parse(reply.AccountId), reply.DocflowRowId), "Отправить");

    private static AttentionItem Of(Package package, DateTimeOffset? since) => new(
        package.State is PackageState.NotSent or PackageState.Attention || package is { State: PackageState.Signed, ResultsAt: null } ? AttentionKind.Stuck : AttentionKind.Refusal, package.Id, "", package.Title, $"Госключ: {OutcomeWords.Of(package).Word.ToLowerInvariant()}",
        since ?? package.ChangedAt, PortalUrls.GoskeyPackage(package.Id), "Посмотреть");

    private static AttentionItem Of(DocflowEntry docflow, AttentionKind kind, string reason, string action) => new(
        kind, docflow.Id, docflow.AccountId, docflow.FormName, reason, docflow.SentAt, PortalUrls.Docflow(Guid.Parse(docflow.AccountId), docflow.Id), action,
        kind == AttentionKind.Answer ? Capital(DocflowListWords.Due(docflow)) : null);

    private static AttentionItem Of(ExpiringSender sender, DateTimeOffset now) => new(
        AttentionKind.Expiry, sender.Id, "", $"Отправитель «{sender.Organization}»", sender.Worst.What, Since(sender.Worst, now), PortalUrls.Sender(sender.Id), "Посмотреть", Capital(sender.Worst.Words));

    private static DateTimeOffset Since(ExpiringFact fact, DateTimeOffset now) =>
        fact.EndsOn is { } day ? new DateTimeOffset(day.AddDays(1 - SenderExpiry.MonthDays).ToDateTime(TimeOnly.MinValue), TimeSpan.FromHours(3)) : now;

    private static string? Capital(string? words) => words is { Length: > 0 } ? char.ToUpperInvariant(words[0]) + words[1..] : null;

    private static AttentionItem Of(ListedDraft draft) => new(
        AttentionKind.Draft, draft.Id, draft.AccountId, draft.Facts.Title, ListWords.Of(draft).Word, draft.ChangedAt,
        PortalUrls.Report(Guid.Parse(draft.AccountId), draft.Id), "Продолжить");
}

using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>Sends chosen reports by one press, each by <see cref="SendDraft"/> with an intent of its own.</summary>
public sealed class SendDrafts(ListDrafts list, SendDraft send)
{
    /// <summary>A line per report of the person's own in this account. One whose answer was lost has no problem: what became of it is asked.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<BulkLine>> RunAsync(Actor actor, string accountId, IReadOnlyList<string> draftIds, CancellationToken cancellationToken = default) =>
        await Bulk.EachAsync(
            await list.RunAsync(actor, accountId, draftIds, cancellationToken),
            async draft => Say(await send.RunAsync(actor, draft.Id, CancellationToken.None)),
            cancellationToken);

    private static string? Say(SendOutcome outcome) => outcome switch
    {
        SendOutcome.Accepted or SendOutcome.Unclear => null,
        SendOutcome.SameFile => "Такой же файл уже отправлен: откройте отчёт и решите, отправлять ли ещё раз",
        SendOutcome.Refused => "Контур не принял отправку: откройте отчёт, причина там",
        _ => "Ещё не готов к отправке или уже отправляется",
    };
}

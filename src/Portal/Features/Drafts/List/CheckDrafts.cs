using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>Checks chosen reports with one certificate, each by <see cref="CheckDraft"/>.</summary>
public sealed class CheckDrafts(ListDrafts list, CheckDraft check)
{
    /// <summary>A line per report of the person's own in this account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<BulkLine>> RunAsync(
        Actor actor, string accountId, IReadOnlyList<string> draftIds, string thumbprint, CancellationToken cancellationToken = default) =>
        await Bulk.EachAsync(
            await list.RunAsync(actor, accountId, draftIds, cancellationToken),
            async draft => Say(draft, await check.RunAsync(actor, draft.Id, thumbprint, CancellationToken.None)),
            cancellationToken);

    private static string? Say(ListedDraft draft, CheckOutcome outcome) => outcome switch
    {
        CheckOutcome.Started => null,
        CheckOutcome.Busy when draft.State == DraftState.Checking => "Уже проверяется",
        CheckOutcome.Busy => "Уже подписан или подписывается: проверять больше нечего",
        _ => "Проверка не началась: откройте отчёт и посмотрите замечания",
    };
}

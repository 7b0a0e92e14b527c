using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>Deletes chosen reports, each by <see cref="DeleteDraft"/>; those that are on their way stay.</summary>
public sealed class DeleteDrafts(ListDrafts list, DeleteDraft delete)
{
    /// <summary>A line per report of the person's own in this account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<BulkLine>> RunAsync(Actor actor, string accountId, IReadOnlyList<string> draftIds, CancellationToken cancellationToken = default) =>
        await Bulk.EachAsync(
            await list.RunAsync(actor, accountId, draftIds, cancellationToken),
            async draft => await delete.RunAsync(actor, draft.Id, CancellationToken.None) ? null : Reason(draft),
            cancellationToken);

    private static string Reason(ListedDraft draft) => draft.State switch
    {
        DraftState.Checking => "Проверяется: дождитесь результата",
        DraftState.Preparing => "Готовится к отправке: дождитесь окончания",
        DraftState.Sending => "Отправляется",
        _ => "Отправляется или уже отправлен",
    };
}

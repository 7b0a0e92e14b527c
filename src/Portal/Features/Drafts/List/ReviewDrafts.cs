using Portal.Access;

namespace Portal.Features.Drafts.List;

/// <summary>A report in the last look before sending.</summary>
/// <param name="Note">Why it is not sent with the others; null when nothing stands in the way.</param>
public sealed record ReviewedDraft(ListedDraft Draft, string? Note);

/// <summary>Chosen reports with what keeps each from being sent together with the others.</summary>
public sealed class ReviewDrafts(ListDrafts list, SentFileStore sent)
{
    /// <summary>Only the person's own in this account.</summary>
    /// <exception cref="NotLinkedException">The person is not linked.</exception>
    public async Task<IReadOnlyList<ReviewedDraft>> RunAsync(Actor actor, string accountId, IReadOnlyList<string> draftIds, CancellationToken cancellationToken = default)
    {
        var reviewed = new List<ReviewedDraft>();
        var files = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in await list.RunAsync(actor, accountId, draftIds, cancellationToken))
        {
            var doubled = draft.Facts.FileId is { } id && !files.Add(id);
            var note = draft.State != DraftState.Ready ? null
                : doubled ? "Такой же файл уже есть в этой таблице: отправьте его отдельно, если он нужен"
                : (await sent.BeforeAsync(draft.Id, cancellationToken)).Any(before => before.AllowedAt is null) ? "Такой же файл уже отправлен: откройте отчёт и решите, отправлять ли ещё раз"
                : null;
            reviewed.Add(new ReviewedDraft(draft, note));
        }

        return reviewed;
    }
}

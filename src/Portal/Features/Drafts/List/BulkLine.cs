using Portal.Access;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts.List;

/// <summary>What came of one report of a bulk action.</summary>
/// <param name="Problem">Why it was left as it was; null when it was done.</param>
public sealed record BulkLine(string DraftId, string Title, string? Problem);

/// <summary>One action on many reports: each is an action of its own, and one that fails does not stop the others.</summary>
internal static class Bulk
{
    private const int AtOnce = 4;

    /// <summary>Does it to each; the lines come in the order of <paramref name="drafts"/>.</summary>
    public static async Task<IReadOnlyList<BulkLine>> EachAsync(IReadOnlyList<ListedDraft> drafts, Func<ListedDraft, Task<string?>> act, CancellationToken cancellationToken)
    {
        var lines = new BulkLine[drafts.Count];
        await Parallel.ForEachAsync(
            drafts.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (one, _) => lines[one.Index] = new BulkLine(one.Item.Id, one.Item.Facts.Title, await ActAsync(one.Item, act)));
        return lines;
    }

    private static async Task<string?> ActAsync(ListedDraft draft, Func<ListedDraft, Task<string?>> act)
    {
        try
        {
            return await act(draft);
        }
        catch (AccessDeniedException error)
        {
            return error.Message;
        }
        catch (VendorException error)
        {
            return error.Text is { Length: > 0 } text ? $"Контур отказал: {text}" : "Контур не ответил. Повторите через минуту.";
        }
    }
}

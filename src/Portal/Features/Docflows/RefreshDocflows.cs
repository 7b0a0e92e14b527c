using System.Globalization;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>Reads the account's sent reports from Kontur, as this person's own session lists them, and stores them for the screen.</summary>
public sealed class RefreshDocflows(
    Acting acting, FindAccount accounts, IExternDocflowsApi api, DocflowStore store, FollowDocflows follow, Noticeboard noticeboard, TimeProvider clock,
    AuditLog audit)
{
    private const int PageSize = 100;
    private const int MostPages = 20;

    /// <summary>Returns how many were listed (of the last two years; at most 2000).</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="Portal.Integrations.Http.VendorException">Kontur did not answer; the stored list stays.</exception>
    public Task<int> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflows.refresh", accountId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            (note.LinkId, note.AccountId) = (link.Id, accountId);
            _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();

            var since = clock.GetUtcNow().AddYears(-2);
            var listed = new HashSet<string>(StringComparer.Ordinal);
            for (var page = 0; page < MostPages; page++)
            {
                var filter = new DocflowFilter
                {
                    Skip = page * PageSize, Take = PageSize, Type = [DocflowTypes.Fns534Report.LastSegment], CreatedFrom = since, OrderBy = DocflowOrder.Descending,
                };
                var answer = await api.ListAsync(Acting.SessionOf(link.Id), Guid.Parse(accountId), filter, cancellationToken);
                var rows = answer.DocflowsPageItem.Select(docflow => follow.From(docflow, link.Id, accountId, draftId: null)).ToList();
                listed.UnionWith(rows.Select(row => row.DocflowId));
                await store.SaveListedAsync([.. rows.Select(row => (row, follow.NextAsk(row, asked: 30)))], cancellationToken);
                if (answer.DocflowsPageItem.Count < PageSize)
                {
                    break;
                }
            }

            await store.RefreshedAsync(link.Id, accountId, listed, since, cancellationToken);
            noticeboard.Publish(DocflowEntry.ListTopic(link.Id, accountId));
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{listed.Count} listed");
            return listed.Count;
        });
}

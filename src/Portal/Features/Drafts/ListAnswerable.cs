using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Lists, in the person's own session, the incoming docflows of an account that a draft can answer.</summary>
public sealed class ListAnswerable(Acting acting, FindAccount accounts, IExternDocflowsApi docflows, TimeProvider clock)
{
    private const int Most = 100;

    /// <summary>Of the last year, newest first; at most 100.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account.</exception>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public async Task<IReadOnlyList<AnsweredDocflow>> RunAsync(Actor actor, string accountId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
        var filter = new DocflowFilter
        {
            Take = Most, Type = [.. AnswerRules.Types.Select(type => type.LastSegment)], CreatedFrom = clock.GetUtcNow().AddYears(-1), OrderBy = DocflowOrder.Descending,
        };
        var page = await docflows.ListAsync(Acting.SessionOf(link.Id), Guid.Parse(accountId), filter, cancellationToken);
        return [.. page.DocflowsPageItem.Select(AnswerRules.Of).OfType<AnsweredDocflow>()];
    }
}

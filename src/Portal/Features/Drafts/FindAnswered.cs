using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Reads, in the person's own session, an incoming docflow that a draft is to answer: which document inside it, and who sent it.</summary>
public sealed class FindAnswered(Acting acting, FindAccount accounts, IExternDocflowsApi docflows)
{
    /// <summary>What is answered; null when a docflow of this type is not answered by a draft.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account, or Kontur does not show this docflow to this person.</exception>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public async Task<AnsweredDocflow?> RunAsync(Actor actor, string accountId, Guid docflowId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
        try
        {
            return AnswerRules.Of(await docflows.GetAsync(Acting.SessionOf(link.Id), Guid.Parse(accountId), docflowId, cancellationToken));
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound or VendorErrorKind.Forbidden)
        {
            throw new AccessDeniedException();
        }
    }
}

using System.Text.Json;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts.Inventories;

/// <summary>A demand that is answered.</summary>
/// <param name="Answered">The docflow, with its first attachment.</param>
/// <param name="Payer">Whose it is: INN, or INN-KPP.</param>
/// <param name="Attachments">The demands themselves: id and name; an answer belongs to one of them.</param>
public sealed record AnsweredDemand(AnsweredDocflow Answered, string Payer, IReadOnlyList<(string Id, string Name)> Attachments);

/// <summary>Reads, in the person's own session, a demand that is to be answered with documents.</summary>
public sealed class FindDemand(Acting acting, FindAccount accounts, IExternDocflowsApi docflows)
{
    /// <summary>The demand; null when the docflow is none, or has no attachment.</summary>
    /// <exception cref="AccessDeniedException">Not this person's account, or Kontur does not show this docflow to this person.</exception>
    /// <exception cref="VendorException">Kontur did not answer.</exception>
    public async Task<AnsweredDemand?> RunAsync(Actor actor, string accountId, Guid docflowId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        _ = await accounts.RunAsync(actor, accountId, cancellationToken) ?? throw new AccessDeniedException();
        try
        {
            var docflow = await docflows.GetAsync(Acting.SessionOf(link.Id), Guid.Parse(accountId), docflowId, cancellationToken);
            var attachments = docflow.Documents.Where(document => document.Description?.Type.LastSegment == "fns534-demand-attachment").Select(document => (document.Id.ToString(), NameOf(document))).ToList();
            return AnswerRules.Of(docflow) is { } answered && docflow.Type == DocflowTypes.Fns534Demand && attachments.Count > 0
                ? new AnsweredDemand(answered, DocflowDescription.Read(docflow.Description).PayerInn ?? "", attachments) : null;
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound or VendorErrorKind.Forbidden)
        {
            throw new AccessDeniedException();
        }
    }

    private static string NameOf(DocflowDocument document)
    {
        var number = document.Description?.Requisites is { ValueKind: JsonValueKind.Object } requisites && requisites.TryGetProperty("demand-number", out var given) && given.ValueKind == JsonValueKind.String
            ? given.GetString() : null;
        return number is { Length: > 0 } ? $"№ {number} ({document.Description?.Filename})" : document.Description?.Filename ?? "Требование";
    }
}

using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows.Replies;

/// <summary>What the service found in a demand.</summary>
/// <param name="Codes">What it may be refused for; empty when nothing was found.</param>
/// <param name="Why">Why it could not be checked, in words; null when it was.</param>
public sealed record DemandCheck(IReadOnlyList<string> Codes, string? Why);

/// <summary>Lets the service check a demand before it is accepted or refused (contract drafts 5.9): its descriptor and all attachments must be decrypted.</summary>
public sealed class CheckDemand(Acting acting, DocflowStore docflows, IExternDocflowsApi api, AuditLog audit)
{
    /// <summary>Checks it.</summary>
    /// <exception cref="AccessDeniedException">Not this person's docflow.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public Task<DemandCheck> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.check-demand", entryId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var entry = await docflows.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, entry.AccountId);
            var documents = await docflows.DocumentsAsync(entryId, cancellationToken);
            var demand = documents.FirstOrDefault(document => DocflowWords.Last(document.Type) == "fns534-demand");
            var attachments = documents.Where(document => DocflowWords.Last(document.Type) == "fns534-demand-attachment").ToList();
            if (demand is null || documents.Where(document => attachments.Contains(document) || document == demand).Any(document => document.ContentId is null))
            {
                note.Outcome = "not ready";
                return new DemandCheck([], "Портал проверит требование, когда вы расшифруете его и все приложения: они есть в списке документов.");
            }

            var found = await api.CheckDemandAsync(
                Acting.SessionOf(link.Id), Guid.Parse(entry.AccountId), Guid.Parse(entry.DocflowId),
                new DemandContents(Guid.Parse(demand.ContentId!), [.. attachments.Select(one => new DemandAttachment(Guid.Parse(one.DocumentId), Guid.Parse(one.ContentId!)))]),
                cancellationToken);
            note.Detail = found.ErrorCodes.Count == 0 ? "no errors" : string.Join(", ", found.ErrorCodes);
            return new DemandCheck(found.ErrorCodes, null);
        });
}

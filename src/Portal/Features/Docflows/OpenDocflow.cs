using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Docflows.List;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Docflows;

/// <summary>Opens the page of an entry: brings its documents, and the inspection's name, up to date.</summary>
public sealed class OpenDocflow(
    Acting acting, DocflowStore store, DocflowListStore list, FollowDocflows follow, IExternHandbooksApi handbooks, Noticeboard noticeboard, AuditLog audit)
{
    /// <summary>True when it was read from Kontur.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    /// <exception cref="VendorException">Kontur did not answer; what is stored stays readable.</exception>
    public Task<bool> RunAsync(Actor actor, string entryId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.open", entryId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var entry = await store.FindAsync(link.Id, entryId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, entry.AccountId);
            await store.OpenedAsync(link.Id, entryId, cancellationToken);
            await ReadAsync(link.Id, entry, cancellationToken);
            if (entry.RecipientName is null && entry.Recipient is { Length: > 0 } code)
            {
                await store.NameRecipientAsync(entryId, await NameAsync(link.Id, entry.Type, code, cancellationToken), cancellationToken);
            }

            return true;
        });

    // Who may read it no longer has no page of it from now on, whatever the lists say later. What was sent from here a moment ago may not be there yet.
    private async Task ReadAsync(string linkId, DocflowEntry entry, CancellationToken cancellationToken)
    {
        try
        {
            await follow.ReadAsync(linkId, entry.AccountId, Guid.Parse(entry.DocflowId), entry.DraftId, entry.Asked, cancellationToken);
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.Forbidden || (error.Kind == VendorErrorKind.NotFound && entry.DraftId is null))
        {
            await list.HideAsync(linkId, entry, cancellationToken);
            noticeboard.Publish(DocflowEntry.Topic(entry.Id));
            noticeboard.Publish(DocflowEntry.ListTopic(linkId, entry.AccountId));
            noticeboard.Publish(DocflowEntry.AwaitedTopic(linkId));
            throw new AccessDeniedException();
        }
    }

    private static string BodyOf(string type) => DocflowWords.BodyOf(type) switch
    {
        StateBody.Rosstat => ControlUnitTypes.Stat,
        StateBody.SocialFund => ControlUnitTypes.Pfr,
        _ => ControlUnitTypes.Fns,
    };

    // An inspection may be gone from the handbook: its code is a name good enough.
    private async Task<string> NameAsync(string linkId, string type, string code, CancellationToken cancellationToken)
    {
        try
        {
            return (await handbooks.GetControlUnitAsync(Acting.SessionOf(linkId), code, BodyOf(type), cancellationToken)).Name ?? code;
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
        {
            return code;
        }
    }
}

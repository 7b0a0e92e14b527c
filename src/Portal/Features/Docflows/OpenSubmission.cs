using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Docflows;

/// <summary>Opens the page of a submission: brings its documents, and the inspection's name, up to date.</summary>
public sealed class OpenSubmission(
    Acting acting, SubmissionStore store, FollowSubmissions follow, IExternHandbooksApi handbooks, AuditLog audit)
{
    /// <summary>True when it was read from Kontur.</summary>
    /// <exception cref="AccessDeniedException">Not this person's.</exception>
    /// <exception cref="VendorException">Kontur did not answer; what is stored stays readable.</exception>
    public Task<bool> RunAsync(Actor actor, string submissionId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "submission.open", submissionId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var submission = await store.FindAsync(link.Id, submissionId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, submission.AccountId);
            await follow.ReadAsync(link.Id, submission.AccountId, Guid.Parse(submission.DocflowId), submission.DraftId, submission.Asked, cancellationToken);
            if (submission.RecipientName is null && submission.Recipient is { Length: > 0 } code)
            {
                await store.NameRecipientAsync(submissionId, await NameAsync(link.Id, code, cancellationToken), cancellationToken);
            }

            return true;
        });

    // An inspection may be gone from the handbook: its code is a name good enough.
    private async Task<string> NameAsync(string linkId, string code, CancellationToken cancellationToken)
    {
        try
        {
            return (await handbooks.GetControlUnitAsync(Acting.SessionOf(linkId), code, ControlUnitTypes.Fns, cancellationToken)).Name ?? code;
        }
        catch (VendorException error) when (error.Kind == VendorErrorKind.NotFound)
        {
            return code;
        }
    }
}

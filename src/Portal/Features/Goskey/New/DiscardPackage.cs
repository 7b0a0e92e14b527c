using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.Goskey.New;

/// <summary>Throws a draft away with its documents and its list; files that nobody else names are swept.</summary>
public sealed class DiscardPackage(OwnDrafts drafts, PackageStore packages, AuditLog audit)
{
    /// <summary>False when it is no draft any more.</summary>
    /// <exception cref="AccessDeniedException">Not this person's package.</exception>
    public Task<bool> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.discard", packageId, async note =>
        {
            var gone = await drafts.FindAsync(actor, packageId, cancellationToken) is { } draft && await packages.DiscardAsync(actor.PersonId, draft.Id, cancellationToken);
            note.Outcome = gone ? "done" : "gone";
            return gone;
        });
}

using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>«Оставить связь»: an administrator has looked at a change of a linked person's data, and the link stays as it is.</summary>
public sealed class SettleChange(RegistryChangeStore changes, LinkStore links, AuditLog audit)
{
    /// <summary>The difference that was on the screen is shown no more, until the field changes again; false when it has changed meanwhile.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or the link is their own.</exception>
    public Task<bool> RunAsync(Actor actor, ChangedPerson seen, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.settle-change", seen.LinkId, async note =>
        {
            if (!actor.IsAdmin || await links.FindAsync(seen.LinkId, cancellationToken) is not { } link || link.PersonId == actor.PersonId)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.Detail) = (seen.LinkId, seen.Field.ToString());
            var settled = await changes.SettleAsync(seen, actor.PersonId, cancellationToken);
            note.Outcome = settled ? "done" : "overtaken";
            return settled;
        });
}

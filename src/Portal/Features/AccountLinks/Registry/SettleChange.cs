using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>«Оставить связь»: an administrator has looked at a change of a linked person's data, and the link stays as it is.</summary>
public sealed class SettleChange(RegistryChangeStore changes, AuditLog audit)
{
    /// <summary>The difference is shown no more, until the field changes again.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<bool> RunAsync(Actor actor, string linkId, ChangedField field, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.settle-change", linkId, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            (note.LinkId, note.Detail) = (linkId, field.ToString());
            var settled = await changes.SettleAsync(linkId, field, actor.PersonId, cancellationToken);
            note.Outcome = settled ? "done" : "gone";
            return settled;
        });
}

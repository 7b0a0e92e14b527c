using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>«Отменить»: an administrator throws their preview away.</summary>
public sealed class DropImport(RegistryImportStore imports, AuditLog audit)
{
    /// <summary>Nothing happens when it is gone already.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<bool> RunAsync(Actor actor, string importId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.cancel-import", importId, async _ =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            return await imports.FindAsync(actor.PersonId, cancellationToken) is { } import && import.Id == importId && await imports.DropAsync(importId, cancellationToken);
        });
}

using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What came of deleting a row.</summary>
public enum DeleteOutcome
{
    /// <summary>It is gone.</summary>
    Deleted,

    /// <summary>It is the last row of a linked person: the link would hang on nothing.</summary>
    LastOfLinked,

    /// <summary>The registry changed meanwhile.</summary>
    Overtaken,
}

/// <summary>An administrator removes a row of the registry.</summary>
public sealed class DeleteCertificate(RegistryStore registry, RegistryWriteStore writing, StepUp stepUp, AuditLog audit)
{
    /// <summary>Removes it unless it is the last one of a linked person.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<DeleteOutcome> RunAsync(Actor actor, string thumbprint, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.delete", thumbprint, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            var version = await registry.VersionAsync(cancellationToken);
            if (await registry.FindAsync(thumbprint, cancellationToken) is not { } row)
            {
                note.Outcome = "gone";
                return DeleteOutcome.Deleted;
            }

            note.Detail = row.Organization;
            if ((await registry.OfPersonAsync(row.PartnerUserId, cancellationToken)).Count == 1
                && (await registry.LinkedAsync([row.PartnerUserId], cancellationToken)).Count > 0)
            {
                note.Outcome = "last of a linked person";
                return DeleteOutcome.LastOfLinked;
            }

            var deleted = await writing.DeleteAsync(version, thumbprint, cancellationToken);
            note.Outcome = deleted ? "done" : "overtaken";
            return deleted ? DeleteOutcome.Deleted : DeleteOutcome.Overtaken;
        });
}

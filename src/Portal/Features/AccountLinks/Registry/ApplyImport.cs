using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What came of «Применить».</summary>
public enum ApplyOutcome
{
    /// <summary>Every right row is in the registry.</summary>
    Applied,

    /// <summary>The registry changed since the preview: nothing was written, and the preview was made anew.</summary>
    Renewed,

    /// <summary>The preview expired, was cancelled or was applied already.</summary>
    Gone,
}

/// <summary>An administrator applies the preview they looked at: all its right rows in one transaction, or nothing.</summary>
public sealed class ApplyImport(
    RegistryStore registry, RegistryWriteStore writing, RegistryImportStore imports, RegistryPlan plan, ImportPacking packing, RegistrySeal seal,
    StepUp stepUp, AuditLog audit)
{
    /// <summary>Writes what the preview showed.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<ApplyOutcome> RunAsync(Actor actor, string importId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.import", importId, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            if (await imports.FindAsync(actor.PersonId, cancellationToken) is not { } import || import.Id != importId)
            {
                note.Outcome = "gone";
                return ApplyOutcome.Gone;
            }

            note.Detail = ImportPacking.Figures(packing.Preview(import, await imports.CountAsync(importId, cancellationToken)));
            if (await writing.WriteAsync(import.BaseVersion, SealedAsync(importId, cancellationToken), importId, cancellationToken))
            {
                return ApplyOutcome.Applied;
            }

            var version = await registry.VersionAsync(cancellationToken);
            var renewed = await imports.RenewAsync(importId, version, PlannedAnewAsync(importId, cancellationToken), cancellationToken);
            note.Outcome = renewed ? "renewed" : "gone";
            return renewed ? ApplyOutcome.Renewed : ApplyOutcome.Gone;
        });

    private async IAsyncEnumerable<IReadOnlyList<IssuedCertificate>> SealedAsync(
        string importId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var rows in imports.RightRowsAsync(importId, onlyWritten: true, cancellationToken))
        {
            yield return [.. rows.Select(row => seal.Seal(packing.Plan(row).Line))];
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<PendingRow>> PlannedAnewAsync(
        string importId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var rows in imports.RightRowsAsync(importId, onlyWritten: false, cancellationToken))
        {
            var planned = await plan.OfAsync([.. rows.Select(row => packing.Plan(row).Line)], cancellationToken);
            yield return [.. rows.Zip(planned, (row, one) => packing.Pack(row.Number, one))];
        }
    }
}

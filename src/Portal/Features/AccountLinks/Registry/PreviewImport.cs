using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What came of a file: a preview that waits, or the reason why the file cannot be read.</summary>
public sealed record PreviewOutcome(ImportPreview? Preview, string? Problem);

/// <summary>Reads an administrator's file, compares it with the registry and keeps the result for a decision. The registry stays as it is.</summary>
public sealed class PreviewImport(
    RegistryStore registry, RegistryImportStore imports, RegistryPlan plan, ImportPacking packing, AuditLog audit)
{
    /// <summary>Takes the place of the administrator's former preview; a file that cannot be read leaves the former one alone.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<PreviewOutcome> RunAsync(Actor actor, byte[] file, string fileName, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.preview", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var content = RegistryFile.Read(file);
            if (content.Problem is { } problem || content.Rows.Count + content.Errors.Count == 0)
            {
                note.Outcome = "refused";
                return new PreviewOutcome(null, content.Problem ?? "В файле нет ни одной строки, кроме заголовка.");
            }

            var version = await registry.VersionAsync(cancellationToken);
            var import = await imports.BeginAsync(actor.PersonId, packing.PackName(fileName), version, RowsAsync(content, cancellationToken), cancellationToken);
            var preview = packing.Preview(import, await imports.CountAsync(import.Id, cancellationToken));
            (note.ObjectId, note.Detail) = (import.Id, ImportPacking.Figures(preview));
            return new PreviewOutcome(preview, null);
        });

    private async IAsyncEnumerable<IReadOnlyList<PendingRow>> RowsAsync(
        RegistryFileContent content, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var rows in content.Rows.Chunk(RegistryPlan.Batch))
        {
            var planned = await plan.OfAsync([.. rows.Select(row => row.Line)], cancellationToken);
            yield return [.. rows.Zip(planned, (row, one) => packing.Pack(row.Number, one))];
        }

        foreach (var errors in content.Errors.Chunk(RegistryPlan.Batch))
        {
            yield return [.. errors.Select(ImportPacking.Pack)];
        }
    }
}

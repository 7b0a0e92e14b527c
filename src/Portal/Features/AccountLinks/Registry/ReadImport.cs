using Portal.Access;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The preview that waits for an administrator's decision: only their own.</summary>
public sealed class ReadImport(RegistryImportStore imports, ImportPacking packing)
{
    /// <summary>Its figures and a page of one part; null when nothing waits. Without a part: the first of them that has rows.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public async Task<(ImportPreview Preview, ImportPart Part, IReadOnlyList<PreviewRow> Rows)?> RunAsync(
        Actor actor, ImportPart? part, int skip, int take, CancellationToken cancellationToken = default)
    {
        if (!actor.IsAdmin)
        {
            throw new AccessDeniedException();
        }

        if (await imports.FindAsync(actor.PersonId, cancellationToken) is not { } import)
        {
            return null;
        }

        var preview = packing.Preview(import, await imports.CountAsync(import.Id, cancellationToken));
        var shown = part ?? Enum.GetValues<ImportPart>().FirstOrDefault(one => preview.Count(one) > 0);
        var rows = shown switch
        {
            ImportPart.Decisions => await imports.DecisionsAsync(import.Id, skip, take, cancellationToken),
            ImportPart.Refused => await imports.RowsAsync(import.Id, PlanKind.Refused, skip, take, cancellationToken),
            ImportPart.Changed => await imports.RowsAsync(import.Id, PlanKind.Changed, skip, take, cancellationToken),
            ImportPart.New => await imports.RowsAsync(import.Id, PlanKind.New, skip, take, cancellationToken),
            _ => await imports.RowsAsync(import.Id, PlanKind.Unchanged, skip, take, cancellationToken),
        };
        return (preview, shown, [.. rows.Select(packing.Open)]);
    }
}

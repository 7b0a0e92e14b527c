using System.Globalization;
using System.Text;
using Portal.Access;

namespace Portal.Features.Audit;

/// <summary>An administrator takes the filtered rows away as CSV. The export is a row of the audit itself.</summary>
public sealed class ExportAudit(SearchAudit search, AuditSearchStore store, AuditLog audit)
{
    /// <summary>No export is longer; a narrower period gives the rest.</summary>
    public const int MaxRows = 100_000;

    private const int PageSize = 1000;

    /// <summary>Writes the rows, newest first, a page at a time. Returns how many.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator; nothing was written.</exception>
    public Task<int> RunAsync(Actor actor, AuditQuery query, Stream target, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "audit.export", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var filters = string.Join(", ", query.Parameters().Where(part => part.Value is not null).Select(part => $"{part.Name}={part.Value}"));
            var written = 0;
            await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 15, leaveOpen: true);
            await writer.WriteAsync(AuditCsv.Header);
            AuditRow? last = null;
            var (full, _, _) = await search.ResolveAsync(query, cancellationToken);
            while (full is not null && written < MaxRows)
            {
                var rows = await store.OlderAsync(full, last, Math.Min(PageSize, MaxRows - written), cancellationToken);
                foreach (var row in rows)
                {
                    await writer.WriteAsync(AuditCsv.Line(row).AsMemory(), cancellationToken);
                }

                written += rows.Count;
                last = rows is [.., var oldest] ? oldest : null;
                note.Detail = string.Create(CultureInfo.InvariantCulture, $"{written} rows; {filters}").TrimEnd(' ', ';');
                if (rows.Count < PageSize)
                {
                    break;
                }
            }

            note.Outcome = written == MaxRows ? "cut at the limit" : "done";
            return written;
        });
}

using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>The registry as CSV for a spreadsheet: personal identifiers masked, no cell is ever a formula. Streamed, a thousand rows at a time.</summary>
public sealed class ExportRegistry(RegistryStore registry, RegistrySeal seal, AuditLog audit)
{
    /// <summary>Writes UTF-8 with BOM, <c>;</c>, to the stream.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<int> RunAsync(Actor actor, Stream output, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "registry.export", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var count = 0;
            await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 15, leaveOpen: true);
            await writer.WriteAsync(CsvText.Line(RegistryFile.Columns));
            await foreach (var rows in registry.AllAsync(cancellationToken))
            {
                foreach (var row in rows)
                {
                    await writer.WriteAsync(CsvText.Line(
                        row.PartnerUserId, row.FullName, row.Inn, row.Kpp, row.Organization, $"••• •••-{row.PhoneTail[..2]}-{row.PhoneTail[2..]}",
                        seal.Snils(row.Snils) is { } snils ? Masks.Snils(snils) : null, row.Thumbprint, RegistryRules.DayOf(row.ValidUntil)));
                    count++;
                }

                await writer.FlushAsync(cancellationToken);
                note.Detail = $"{count} rows";
            }

            return count;
        });
}

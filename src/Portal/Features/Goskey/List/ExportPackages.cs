using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Goskey.Tracking;
using Portal.Ui;

namespace Portal.Features.Goskey.List;

/// <summary>The actor's packages as CSV for a spreadsheet: no whole SNILS, no cell is ever a formula. Streamed.</summary>
public sealed class ExportPackages(PackageListStore store, AuditLog audit)
{
    /// <summary>Writes UTF-8 with BOM, <c>;</c>, to the stream; returns the rows.</summary>
    public Task<int> RunAsync(Actor actor, PackageFilter filter, Stream output, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.export", null, async note =>
        {
            var count = 0;
            await using var writer = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 15, leaveOpen: true);
            await writer.WriteAsync(CsvText.Line("Название", "Получатель", "СНИЛС", "Отправитель", "Подпись", "Документов", "Состояние", "Номер заявления", "Отправлен", "Подписать до", "Завершён", "Замечаний к подписям"));
            await foreach (var rows in store.AllAsync(actor.PersonId, filter, cancellationToken))
            {
                foreach (var (package, counts) in rows)
                {
                    await writer.WriteAsync(CsvText.Line(
                        package.Title, package.RecipientName, package.SnilsTail is { } tail ? $"***-***-{tail}" : "", package.SenderName, package.SignatureKind == SignatureKind.Ukep ? "УКЭП" : "УНЭП",
                        counts.Documents.ToString(null, null), OutcomeWords.Of(package).Word, package.OrderId?.ToString(null, null), CsvText.Time(package.SentAt), CsvText.Time(package.SignableUntil),
                        CsvText.Time(package.FinalAt), package.ResultsAt is null ? "" : package.Alarms.ToString(null, null)));
                    count++;
                }

                await writer.FlushAsync(cancellationToken);
                note.Detail = $"{count} rows";
            }

            return count;
        });
}

using System.Globalization;
using System.Text;
using Portal.Access;
using Portal.Features.Audit;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>An administrator takes the filtered links away as CSV. The export is a row of the audit.</summary>
public sealed class ExportLinks(AccountLinkStore store, AuditLog audit)
{
    /// <summary>Writes at most <see cref="AccountLinkStore.MostExported"/> links; returns how many.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator; nothing was written.</exception>
    public Task<int> RunAsync(Actor actor, LinkFilter filter, Stream target, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "links.export", null, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var written = 0;
            await using var writer = new StreamWriter(target, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 1 << 15, leaveOpen: true);
            await writer.WriteAsync(CsvText.Line(
                "Имя", "Номер пользователя", "Организация", "ИНН", "Конец телефона", "Состояние", "Отказ Контура", "Номер ошибки", "serviceUserId", "Создана (МСК)",
                "Изменена (МСК)", "Последняя работа (МСК)"));
            await foreach (var link in store.StreamAsync(filter).WithCancellation(cancellationToken))
            {
                await writer.WriteAsync(CsvText.Line(
                    link.FullName ?? link.PersonName, link.Subject, link.Organization, link.Inn, link.PhoneTail, LinkWords.State(link.State).Word, link.RefusalCode,
                    link.RefusalTrace, link.ServiceUserId, CsvText.Time(link.CreatedAt), CsvText.Time(link.ChangedAt), CsvText.Time(link.LastUsedAt)).AsMemory(), cancellationToken);
                written++;
            }

            // What was searched for is a name or a phone: personal data, which the audit would keep for years.
            var search = string.IsNullOrWhiteSpace(filter.Search) ? "no" : "yes";
            note.Detail = string.Create(CultureInfo.InvariantCulture, $"{written} rows; search: {search}; state: {filter.StateKey ?? "all"}");
            note.Outcome = written == AccountLinkStore.MostExported ? "cut at the limit" : "done";
            return written;
        });
}

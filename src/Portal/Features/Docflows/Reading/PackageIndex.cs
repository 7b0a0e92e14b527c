using System.Globalization;
using System.Net;
using System.Text;
using Portal.Features.Docflows.List;
using Portal.Ui;

namespace Portal.Features.Docflows.Reading;

/// <summary>The index of a package, for people: what is in it, who signed it, whether the signatures hold.</summary>
public static class PackageIndex
{
    /// <summary>A page that needs nothing beside it.</summary>
    public static string Write(Package package)
    {
        var entry = package.Entry;
        var incoming = DocflowGroups.IsIncoming(entry.Type, entry.Status);
        var rows = new StringBuilder();
        foreach (var (part, number) in package.Parts.Select((part, i) => (part, i + 1)))
        {
            rows.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{number}</td><td>{Html(DocflowWords.Document(part.Document.Type))}<br><small>{Html(part.Content is null ? part.Document.FileName : part.Name)}</small></td>");
            rows.Append(CultureInfo.InvariantCulture, $"<td>{Html(part.Document.SentAt is { } at ? MoscowTime.Full(at) : "—")}</td>");
            rows.Append(CultureInfo.InvariantCulture, $"<td>{(part.Content is { } content ? $"{Html(FileSize.Of(content.Size))}<br><code>{content.Sha256}</code>" : Html(part.Trouble))}</td><td>");
            foreach (var (signature, nth) in part.Signatures.Select((signature, i) => (signature, i + 1)))
            {
                rows.Append(CultureInfo.InvariantCulture,
                    $"<p>{Html(SignatureWords.Who(signature))}{(signature.SignedAt is { } signed ? $", {Html(MoscowTime.Full(signed))}" : "")}<br>{Html(SignatureWords.Verdict(signature))}<br><small>{Html(part.NameOf(nth))}</small>{(signature.Thumbprint.Length > 0 ? $"<br><code>{Html(signature.Thumbprint)}</code>" : "")}</p>");
            }

            rows.Append("</td></tr>\n");
        }

        var (state, _) = DocflowWords.Status(entry);
        return $$"""
            <!doctype html>
            <html lang="ru"><head><meta charset="utf-8"><title>Опись документов</title>
            <style>
            body { font: 15px/1.45 sans-serif; margin: 32px; color: #1b1f24; } table { border-collapse: collapse; width: 100%; }
            th, td { border: 1px solid #c3c9d1; padding: 8px; text-align: left; vertical-align: top; } code { font-size: 11px; overflow-wrap: anywhere; } p { margin: 0 0 8px; }
            </style></head><body>
            <h1>{{Html(entry.FormName)}}</h1>
            <p>{{Html(entry.Period)}} Плательщик: {{Html(DocflowWords.Payer(entry.Payer))}}. {{(incoming ? "Отправитель" : "Получатель")}}: {{Html(entry.RecipientName)}} {{Html(entry.Recipient)}}.</p>
            <p>Состояние: {{Html(state)}}. {{(incoming ? "Получено" : "Отправлено")}} {{Html(MoscowTime.Full(entry.SentAt))}}. Номер документооборота: {{Html(entry.DocflowId)}}.</p>
            <table><thead><tr><th>№</th><th>Документ</th><th>Дата, московское время</th><th>Размер и SHA-256</th><th>Подписи</th></tr></thead><tbody>
            {{rows}}</tbody></table>
            <p>Пакет собран {{Html(MoscowTime.Full(package.MadeAt))}}. Рядом с каждым документом лежат его отсоединённые подписи (.sig, CMS). Подпись проверена по сертификату, который в ней лежит; издатель и срок сертификата портал не проверяет.</p>
            </body></html>
            """;
    }

    private static string Html(string? text) => WebUtility.HtmlEncode(text ?? "");
}

using System.Text;
using System.Text.Encodings.Web;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The receipt of sending as facts in words, and as a file of its own: HTML that prints and is read aloud without anything from elsewhere.</summary>
public static class ReceiptDocument
{
    private const string Style =
        "body{font:16px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:760px;margin:32px auto;padding:0 16px}h1{font-size:24px}h2{font-size:18px;margin-top:32px}"
        + "dl{display:grid;grid-template-columns:220px 1fr;gap:8px 16px}dt{color:#57606a}dd{margin:0;overflow-wrap:anywhere}table{border-collapse:collapse;width:100%}"
        + "th,td{text-align:left;padding:8px;border-bottom:1px solid #d0d7de;vertical-align:top;overflow-wrap:anywhere}code{font-size:13px}"
        + "@media(max-width:560px){dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:12px}}@media print{body{margin:0;max-width:none}}";

    /// <summary>The facts in the order in which they are read.</summary>
    public static IReadOnlyList<(string Label, string Value)> Facts(SendReceipt receipt)
    {
        ArgumentNullException.ThrowIfNull(receipt);
        var (draft, attempt, facts) = (receipt.Draft, receipt.Attempt, receipt.Draft.Facts);
        var to = Destination.Of(facts, draft.Addressing, []);
        return
        [
            ("Отчёт", $"{facts.Title}. {facts.CorrectionInWords}"),
            ("Плательщик", Joined(facts.PayerName, Numbered("ИНН", facts.Inn), Numbered("КПП", facts.Kpp))),
            ("Получатель", Joined(to.Recipient, to.Code)),
            ("Организация в Контуре", receipt.Account is { } account ? Joined(account.Name, Numbered("ИНН", account.Inn), account.AccountId) : draft.AccountId),
            ("Кнопку «Отправить» нажал(а)", attempt.PersonName),
            ("Когда", MoscowTime.Full(attempt.IntendedAt)),
            ("Ответ Контура", Answer(attempt)),
            ("Номер ответа для поддержки", attempt.AnswerTrace ?? "не сохранился: ответ потерялся, исход узнан отдельным запросом"),
            ("Номер черновика в Контуре", attempt.KonturDraftId ?? draft.KonturDraftId ?? "не сохранился"),
            ("Номер операции отправки", attempt.KonturTaskId ?? "не сохранился"),
            ("Номер документооборота", attempt.DocflowId ?? "ещё не присвоен"),
            ("Подписал(а)", receipt.Handed is { } handed ? $"{handed.ToName} по просьбе: {handed.FromName}, отпечаток сертификата {handed.Thumbprint}"
                : receipt.Signing is { } signing ? $"{signing.Owner}, отпечаток сертификата {signing.Thumbprint}" : "подпись поставлена вне портала"),
        ];
    }

    /// <summary>The file: one page of HTML, UTF-8.</summary>
    public static byte[] Html(SendReceipt receipt)
    {
        var text = new StringBuilder()
            .Append("<!DOCTYPE html><html lang=\"ru\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">")
            .Append("<title>Квитанция об отправке</title><style>").Append(Style).Append("</style></head><body><main><h1>Квитанция об отправке</h1><dl>");
        foreach (var (label, value) in Facts(receipt))
        {
            text.Append("<dt>").Append(Encoded(label)).Append("</dt><dd>").Append(Encoded(value)).Append("</dd>");
        }

        text.Append("</dl><h2>Файлы</h2><table><thead><tr><th scope=\"col\">Файл</th><th scope=\"col\">Размер</th><th scope=\"col\">SHA-256</th></tr></thead><tbody>");
        foreach (var file in receipt.Documents)
        {
            text.Append("<tr><td>").Append(Encoded(file.FileName)).Append("</td><td>").Append(Encoded(FileSize.Of(file.Size))).Append("</td><td><code>")
                .Append(Encoded(file.Sha256)).Append("</code></td></tr>");
        }

        text.Append("</tbody></table><p>Квитанция говорит о том, что отчёт отправлен. О том, что его получили и приняли, говорят документы получателя.</p></main></body></html>");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static string Answer(SendAttempt attempt) => (attempt.Answer, attempt.AnsweredAt) switch
    {
        (SendAnswers.Accepted, { } at) => $"Принято, {MoscowTime.Full(at)}",
        (SendAnswers.Found, { } at) => $"Принято; об этом стало известно {MoscowTime.Full(at)}",
        _ => "Принято",
    };

    private static string Joined(params string?[] parts) => string.Join(", ", parts.Where(part => !string.IsNullOrEmpty(part))) is { Length: > 0 } text ? text : "не указан";

    private static string? Numbered(string name, string? number) => number is null ? null : $"{name}\u00a0{number}";

    private static string Encoded(string text) => HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All).Encode(text);
}

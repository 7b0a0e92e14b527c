using System.Text;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The whole protocol of the last check as a table for Excel.</summary>
public sealed class ExportProtocol(Acting acting, DraftStore drafts)
{
    /// <summary>The file, or null when nothing was checked.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft.</exception>
    public async Task<byte[]?> RunAsync(Actor actor, string draftId, CancellationToken cancellationToken = default)
    {
        var link = await acting.LinkOfAsync(actor, cancellationToken);
        var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
        if (draft.CheckResult is not { } protocol)
        {
            return null;
        }

        var names = (await drafts.DocumentsAsync(draftId, cancellationToken)).ToDictionary(document => document.Id, document => document.FileName, StringComparer.Ordinal);
        var text = new StringBuilder(CsvText.Line("Файл", "Важность", "Что не так", "Где", "Код"));
        foreach (var finding in protocol.Findings)
        {
            var file = finding.DocumentId is { } id && names.TryGetValue(id, out var name) ? name : "Отчёт целиком";
            text.Append(CsvText.Line(file, finding.IsError ? "Ошибка" : "Предупреждение", finding.Text, finding.Place, finding.Code));
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }
}

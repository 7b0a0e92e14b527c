using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Drafts.List;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Files come first: each becomes a report with what was read from it. A single one opens its page.</summary>
public sealed partial class NewReportPage(
    CurrentUser user, EnterAccount enter, ReadReport read, SentFileStore sent, ListUnfinished list, FindAnswered find, AnswerDocflow answer,
    AntiforgeryStateProvider antiforgery, NavigationManager navigation, MoscowTime time) : PortalComponent
{
    private const int MostFiles = 100;
    private readonly Dictionary<string, DroppedFile> dropped = new(StringComparer.Ordinal);
    private IReadOnlyList<ListedDraft> unfinished = [];
    private bool loaded;
    private string? token;
    private string? summary;
    private AnsweredDocflow? answered;

    [Parameter] public Guid AccountId { get; set; }

    /// <summary>Kontur's id of the docflow that the report answers.</summary>
    [SupplyParameterFromQuery(Name = "answers")] private Guid? Answers { get; set; }

    /// <summary>The draft named by the answer of the upload endpoint.</summary>
    internal static string DraftOf(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("draftId").GetString()!;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        token = antiforgery.GetAntiforgeryToken()?.Value;
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        unfinished = await list.RunAsync(await user.ActorAsync(), AccountId.ToString(), cancellationToken: ct);
        answered = Answers is { } docflow ? await find.RunAsync(await user.ActorAsync(), AccountId.ToString(), docflow, ct) : null;
        loaded = true;
    });

    private Task UploadedAsync(string response) => RunAsync(async ct =>
    {
        // The draft is made even when the answer cannot be tied to it: its page shows whether it is, and lets one choose.
        if (answered is not null)
        {
            await answer.RunAsync(await user.ActorAsync(), DraftOf(response), Guid.Parse(answered.DocflowId), ct);
        }

        var view = await read.RunAsync(await user.ActorAsync(), AccountId.ToString(), DraftOf(response), ct);
        var facts = view.Draft.Facts;
        IReadOnlyList<string> notes = [.. view.Differences.Select(difference => difference.Sentence)];
        if (await sent.BeforeAsync(view.Draft.Id, ct) is [var before, ..])
        {
            notes = [.. notes, $"Такой же файл уже отправляли: {time.Near(before.IntendedAt)}, {before.PersonName}."];
        }

        var payer = facts.Inn is null ? facts.PayerName : $"{facts.PayerName}, ИНН {facts.Inn}".TrimStart(' ', ',');
        dropped[response] = new DroppedFile(view.Draft.Id, facts.Title, payer ?? "", view.Documents is [var report, ..] ? report.Sha256 : "", notes);
    });

    private void Finished(IReadOnlyList<UploadRow> rows)
    {
        if (rows is [{ State: UploadState.Uploaded, Answer: { } only }])
        {
            navigation.NavigateTo(PortalUrls.Report(AccountId, DraftOf(only)));
            return;
        }

        var taken = rows.Count(row => row.State == UploadState.Uploaded);
        var noted = rows.Count(row => Found(row) is { } file && Notes(file).Any());
        summary = $"Загружено: {taken} из {rows.Count}{(noted > 0 ? $", с замечаниями: {noted}" : "")}";
    }

    private DroppedFile? Found(UploadRow row) => row.Answer is { } response ? dropped.GetValueOrDefault(response) : null;

    private IEnumerable<string> Notes(DroppedFile file) =>
        dropped.Values.Any(other => other.DraftId != file.DraftId && other.Sha256 == file.Sha256)
            ? file.Notes.Append("Этот файл загружен сейчас дважды: один из отчётов лишний.")
            : file.Notes;

    /// <summary>A file that became a report, with what was read from it.</summary>
    private sealed record DroppedFile(string DraftId, string Title, string Payer, string Sha256, IReadOnlyList<string> Notes);
}

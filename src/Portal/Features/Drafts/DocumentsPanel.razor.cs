using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The files of a report: attachments and a warrant are added, put in order, replaced and removed while nothing is signed.</summary>
public sealed partial class DocumentsPanel(
    CurrentUser user, RemoveDocument remove, MoveDocument move, AntiforgeryStateProvider antiforgery, ISnackbar snackbar) : PortalComponent
{
    private readonly Dictionary<string, DocumentRow> rows = [];
    private ElementReference title;
    private string? token;
    private DraftDocument? replacing;
    private string? spoken;
    private Func<ValueTask>? focus;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter] public IReadOnlyList<DraftDocument> Documents { get; set; } = [];
    [Parameter] public EventCallback OnChanged { get; set; }

    /// <summary>The print form of a file is asked for.</summary>
    [Parameter] public EventCallback<DraftDocument> OnPrint { get; set; }

    private string AddSummary => Draft.Facts.Purpose switch
    {
        DraftPurpose.Letter => "Приложить файлы к письму",
        DraftPurpose.Request or DraftPurpose.Inventory => "Добавить доверенность",
        _ => DocumentRules.TakesWarrant(Draft) ? "Добавить доверенность или приложения" : "Добавить приложения",
    };

    private string AddHint => Draft.Facts.Purpose switch
    {
        DraftPurpose.Letter => $"Любые файлы до 4 МБ каждый{(DocumentRules.TakesWarrant(Draft) ? "; файл ON_DOV… станет доверенностью" : null)}",
        DraftPurpose.Request or DraftPurpose.Inventory => "Файл доверенности ON_DOV…",
        _ when DocumentRules.TakesWarrant(Draft) => "Файл ON_DOV… добавится как доверенность, остальные — как приложения. Каждый файл нужно будет подписать.",
        _ => "Каждый файл нужно будет подписать",
    };

    private DocumentRow Row { set => rows[value.Document.Id] = value; }
    private List<DraftDocument> Beside => [.. Documents.Where(document => document.Kind != DocumentKind.Report)];

    protected override void OnInitialized() => token = antiforgery.GetAntiforgeryToken()?.Value;

    protected override void OnParametersSet()
    {
        // The notice of a replacement may come before the answer of the upload, and takes the row with its field away: the word is said here.
        if (replacing is { } old && Documents.All(document => document.Id != old.Id))
        {
            snackbar.Add($"«{old.FileName}» заменён другим файлом. Проверьте отчёт заново.", Severity.Info);
            (replacing, spoken, focus) = (null, $"{old.FileName} заменён", () => title.FocusAsync());
        }
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (focus is { } move)
        {
            focus = null;
            await move();
        }
    }

    private string KindOf(DraftDocument document) => document.Kind switch
    {
        DocumentKind.Report when Draft.Facts.Purpose != DraftPurpose.Report => DraftWords.File(document.Kind, Draft.Facts.Purpose),
        DocumentKind.Report => $"Отчёт: {Draft.Facts.Form}",
        DocumentKind.Warrant => "Доверенность",
        _ => $"Приложение: {document.Form ?? DocumentRules.InWords(document.FileName)}",
    };

    private EventCallback PrintOf(DraftDocument document) => OnPrint.HasDelegate && PrintDocument.IsPrintable(document)
        ? EventCallback.Factory.Create(this, () => OnPrint.InvokeAsync(document))
        : default;

    private IReadOnlyList<string> ExtensionsOf(DraftDocument document) => document.Kind == DocumentKind.Report ? [".xml"] : DocumentRules.ExtensionsOf(Draft);

    private static string HintOf(DraftDocument document) => document.MissingAt is null
        ? "Новый файл займёт место прежнего, проверка начнётся заново"
        : "Тот же самый файл просто вернётся на место. Другой файл заменит его, и проверка начнётся заново";

    private void ToggleReplacing(DraftDocument document) => replacing = replacing?.Id == document.Id ? null : document;

    private async Task ReplacedAsync(DraftDocument document, string answer)
    {
        using var json = JsonDocument.Parse(answer);
        if (json.RootElement.GetProperty("outcome").GetString() == nameof(AddOutcome.Same))
        {
            (replacing, spoken, focus) = (null, $"{document.FileName} снова на месте", () => title.FocusAsync());
        }

        await OnChanged.InvokeAsync();
    }

    private async Task RemoveAsync(DraftDocument document)
    {
        var removed = false;
        replacing = null;
        await RunAsync(async ct => removed = await remove.RunAsync(await user.ActorAsync(), Draft.Id, document.Id, ct));
        rows.Remove(document.Id);
        spoken = removed ? $"{document.FileName} убран из отчёта" : null;
        Say(removed);
        await OnChanged.InvokeAsync();
        focus = () => title.FocusAsync();
    }

    private async Task MoveAsync(DraftDocument document, bool up)
    {
        var moved = false;
        var place = Beside.FindIndex(one => one.Id == document.Id) + (up ? 0 : 2);
        await RunAsync(async ct => moved = await move.RunAsync(await user.ActorAsync(), Draft.Id, document.Id, up, ct));
        Say(moved);
        spoken = moved ? $"{document.FileName}: место {place} из {Beside.Count}" : null;
        await OnChanged.InvokeAsync();
        focus = () => rows.TryGetValue(document.Id, out var row) ? row.FocusAsync(up) : ValueTask.CompletedTask;
    }

    private void Say(bool done)
    {
        if (!done && Trouble is null)
        {
            snackbar.Add("Файлы отчёта уже не меняются: его подписывают, проверяют или он изменился в другой вкладке.", Severity.Warning);
        }
    }
}

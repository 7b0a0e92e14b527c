using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Features.Goskey.Assembly;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>The second step: documents are dropped, put in order, named and described; every change is saved at once, and another tab shows it.</summary>
public sealed partial class DocumentsPage(
    CurrentUser user, OpenDraft open, SaveTitle saveTitle, ArrangeDocuments arrange, AntiforgeryStateProvider antiforgery, NavigationManager navigation, Noticeboard noticeboard,
    HeaderState header) : PortalComponent
{
    private readonly Dictionary<string, DocumentRow> rows = [];
    private ElementReference heading;
    private bool loaded;
    private bool gone;
    private DraftView? draft;
    private IReadOnlyList<PackageComplaint> complaints = [];
    private string title = "";
    private string savedTitle = "";
    private string? titleProblem;
    private string? token;
    private string? spoken;
    private Func<ValueTask>? focus;
    private Guid? shown;

    [Parameter] public Guid Id { get; set; }

    private IReadOnlyList<string> Extensions => [.. draft!.Rules.Formats.Select(format => $".{format.Extension}")];
    private DocumentRow Row { set => rows[value.Document.Id] = value; }

    protected override void OnInitialized()
    {
        header.ShowNoAccount();
        token = antiforgery.GetAntiforgeryToken()?.Value;
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Id)
        {
            shown = Id;
            Own(noticeboard.Subscribe(Package.Topic(Id.ToString()), () => RedrawAsync(ReadAsync)));
            await LoadAsync();
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

    private Task LoadAsync() => RunAsync(async _ =>
    {
        await ReadAsync();
        loaded = true;
    });

    private Task ReadQuietlyAsync() => RedrawAsync(ReadAsync);

    // What is being typed stays; a title that another tab has saved is taken when nothing is being typed here.
    private async Task ReadAsync()
    {
        draft = await open.RunAsync(await user.ActorAsync(), Id.ToString(), Life);
        gone = draft is null;
        if (draft is not null)
        {
            title = title == savedTitle ? draft.Package.Title : title;
            savedTitle = draft.Package.Title;
            complaints = PackageCheck.Run(draft.Rules, OwnDrafts.Planned(draft.Documents));
        }
    }

    private Task SaveTitleAsync() => title.Trim() == savedTitle ? Task.CompletedTask : RunAsync(async ct =>
    {
        var outcome = await saveTitle.RunAsync(await user.ActorAsync(), Id.ToString(), title, ct);
        titleProblem = (outcome as StepOutcome.Wrong)?.Problems[SaveTitle.Field];
        savedTitle = outcome is StepOutcome.Saved ? title.Trim() : savedTitle;
        title = outcome is StepOutcome.Saved ? savedTitle : title;
        await ReadAsync();
    });

    private Task MoveAsync(PackageDocument document, bool up) => ChangeAsync(
        new DocumentChange.Move(document.Id, up), $"{document.DisplayName}: место {document.Position + (up ? -1 : 1)} из {draft!.Documents.Count}",
        () => rows.TryGetValue(document.Id, out var row) ? row.FocusAsync(up) : ValueTask.CompletedTask);

    private async Task RemoveAsync(PackageDocument document)
    {
        await ChangeAsync(new DocumentChange.Remove(document.Id), $"{document.DisplayName} убран из пакета", () => heading.FocusAsync());
        rows.Remove(document.Id);
    }

    private async Task<StepOutcome> DescribeAsync(PackageDocument document, (string Name, string Description) described)
    {
        StepOutcome outcome = new StepOutcome.Gone();
        await RunAsync(async ct =>
        {
            outcome = await arrange.RunAsync(await user.ActorAsync(), Id.ToString(), new DocumentChange.Describe(document.Id, described.Name, described.Description), ct);
            await ReadAsync();
        });
        StateHasChanged();
        return outcome;
    }

    private Task ChangeAsync(DocumentChange change, string done, Func<ValueTask> then) => RunAsync(async ct =>
    {
        spoken = await arrange.RunAsync(await user.ActorAsync(), Id.ToString(), change, ct) is StepOutcome.Saved ? done : "Документы изменились в другой вкладке";
        await ReadAsync();
        focus = then;
    });

    private async Task GoOnAsync()
    {
        await SaveTitleAsync();
        titleProblem ??= draft is null ? null : PackageCheck.TitleProblem(draft.Rules, title);
        if (draft is { Documents.Count: 0 })
        {
            spoken = "Добавьте хотя бы один документ";
            Trouble = new Trouble("Добавьте хотя бы один документ");
        }
        else if (titleProblem is null && complaints.Count == 0 && draft is not null && Trouble is null)
        {
            navigation.NavigateTo(PortalUrls.GoskeyReview(Id.ToString()));
        }
    }
}

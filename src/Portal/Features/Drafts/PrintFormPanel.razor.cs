using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The print form of one file: asked for when it opens, shown when it is there, although nobody may have waited for it.</summary>
public sealed partial class PrintFormPanel(CurrentUser user, PrintDocument print, PrintFormStore forms, Noticeboard noticeboard) : PortalComponent
{
    private ElementReference title;
    private PrintForm? form;
    private PrintOutcome? outcome;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter, EditorRequired] public DraftDocument Document { get; set; } = null!;
    [Parameter] public EventCallback OnClose { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Own(noticeboard.Subscribe(Draft.Topic(Draft.Id), () => RedrawAsync(ReadAsync)));
        await AskAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            await title.FocusAsync();
        }
    }

    private Task AskAsync(bool anew = false) => RunAsync(async ct =>
    {
        outcome = await print.RunAsync(await user.ActorAsync(), Draft.Id, Document.Id, anew, ct);
        await ReadAsync();
    });

    private async Task ReadAsync() => form = await forms.FindAsync(Draft.LinkId, Draft.Id, Document.Id, Life);
}

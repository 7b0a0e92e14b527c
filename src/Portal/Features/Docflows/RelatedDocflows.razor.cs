using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>«Связанные документы»: what a docflow answers, and its answers.</summary>
public sealed partial class RelatedDocflows(CurrentUser user, ListRelated list, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private IReadOnlyList<DocflowEntry> related = [];
    private string? shown;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public DocflowEntry Entry { get; set; } = null!;

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Entry.Id)
        {
            return;
        }

        shown = Entry.Id;
        Own(noticeboard.Subscribe(DocflowEntry.ListTopic(Entry.LinkId, Entry.AccountId), () => RedrawAsync(ReadAsync)));
        await RunAsync(async ct =>
        {
            await ReadAsync();
            StateHasChanged();
            related = await list.RefreshAsync(await user.ActorAsync(), Entry.Id, ct);
        });
    }

    private async Task ReadAsync() => related = await list.RunAsync(await user.ActorAsync(), Entry.Id, Life);
}

using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Docflows.List;

/// <summary>Filters that the person keeps, as links; what is on the screen may be kept under a name, or forgotten.</summary>
public sealed partial class SavedFilters(CurrentUser user, SaveFilter save, DeleteFilter delete) : PortalComponent
{
    private string name = "";

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public DocflowListFilter Filter { get; set; } = new();
    [Parameter, EditorRequired] public IReadOnlyList<SavedFilter> Saved { get; set; } = [];

    /// <summary>The kept filters are others now.</summary>
    [Parameter] public EventCallback OnChanged { get; set; }

    private SavedFilter? Current => Filter.IsEmpty ? null : Saved.FirstOrDefault(one => one.Query == Filter.Query);
    private IReadOnlyList<FilterChoice> Choices => [.. Saved.Select(one => new FilterChoice(one.Name, $"{PortalUrls.Docflows(AccountId)}?{one.Query}", one == Current))];

    private async Task SaveAsync()
    {
        var full = false;
        await RunAsync(async ct => full = !await save.RunAsync(await user.ActorAsync(), name, Filter, ct));
        Trouble ??= full ? new Trouble($"Сохранено уже {SavedFilterStore.Most} отборов", null, "Удалите один из них и повторите.") : null;
        name = full ? name : "";
        await OnChanged.InvokeAsync();
    }

    private async Task DeleteAsync(SavedFilter kept)
    {
        await RunAsync(async ct => await delete.RunAsync(await user.ActorAsync(), kept.Name, ct));
        await OnChanged.InvokeAsync();
    }
}

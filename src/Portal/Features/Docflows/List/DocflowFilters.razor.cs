using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Docflows.List;

/// <summary>Search and filters of the list: each choice is an address. What an account has never had is not offered.</summary>
public sealed partial class DocflowFilters(NavigationManager navigation)
{
    [Parameter, EditorRequired] public DocflowListFilter Filter { get; set; } = new();
    [Parameter, EditorRequired] public DocflowsFound Found { get; set; } = null!;

    /// <summary>The address of a filter.</summary>
    [Parameter, EditorRequired] public Func<DocflowListFilter, string> Href { get; set; } = null!;

    private IEnumerable<StateBody> Bodies => Enum.GetValues<StateBody>().Where(body => body == Filter.Body || Found.Cells.Any(cell => cell.Body == body));
    private IEnumerable<DocflowStage> Stages => Enum.GetValues<DocflowStage>().Where(stage => stage == Filter.Stage || Found.Cells.Any(cell => cell.Stage == stage));

    private IReadOnlyList<FilterChoice> Choices =>
    [
        new("Все", Href(Filter with { Kind = null, Unread = false, Awaits = false }), Filter is { Kind: null, Unread: false, Awaits: false }),
        .. new[]
        {
            new FilterChoice("Ждут моего ответа", Href(Filter with { Awaits = !Filter.Awaits }), Filter.Awaits, Found.Awaiting, Found.Awaiting == DocflowListStore.Counted),
            new FilterChoice("Не прочитаны", Href(Filter with { Unread = !Filter.Unread }), Filter.Unread, Found.Unread, Found.Unread == DocflowListStore.Counted),
        }.Where(choice => choice.IsChosen || choice.Count > 0),
        .. Enum.GetValues<DocflowKind>().Where(kind => kind == Filter.Kind || Found.Cells.Any(cell => cell.Kind == kind))
            .Select(kind => new FilterChoice(DocflowListWords.Of(kind), Href(Filter with { Kind = Filter.Kind == kind ? null : kind }), Filter.Kind == kind)),
    ];

    private static string? Given(ChangeEventArgs change) => change.Value?.ToString() is { Length: > 0 } value ? value : null;

    private void Go(DocflowListFilter wanted) => navigation.NavigateTo(Href(wanted));
}

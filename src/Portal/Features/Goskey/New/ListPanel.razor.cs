using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>A list of people: from a file, from a remembered group, and who is in it.</summary>
public sealed partial class ListPanel : PortalComponent
{
    private const int MostShown = 100;

    [Parameter, EditorRequired] public DraftView Draft { get; set; } = null!;
    [Parameter] public IReadOnlyList<RecipientGroup> Groups { get; set; } = [];
    [Parameter] public string? Token { get; set; }
    [Parameter] public string GroupName { get; set; } = "";
    [Parameter] public EventCallback<string> GroupNameChanged { get; set; }
    [Parameter] public string? GroupError { get; set; }
    [Parameter] public string? Error { get; set; }

    /// <summary>What became of the last change.</summary>
    [Parameter] public string? Said { get; set; }
    [Parameter] public EventCallback<ListChange> OnChange { get; set; }

    /// <summary>A file was read.</summary>
    [Parameter] public EventCallback OnRead { get; set; }
    [Parameter] public new bool Busy { get; set; }

    private IReadOnlyList<ReadError> Errors => [.. Draft.Read!.Errors.Take(MostShown)];
}

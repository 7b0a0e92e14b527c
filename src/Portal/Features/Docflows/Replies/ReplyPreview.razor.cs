using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Ui;

namespace Portal.Features.Docflows.Replies;

/// <summary>Shows an answer before it is signed; ends with the press that gives it.</summary>
public sealed partial class ReplyPreview : PortalComponent
{
    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public string EntryId { get; set; } = "";
    [Parameter, EditorRequired] public string ReplyId { get; set; } = "";
    [Parameter, EditorRequired] public string FileName { get; set; } = "";
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>On the button: «Отправить извещение».</summary>
    [Parameter, EditorRequired] public string Press { get; set; } = "";

    [CascadingParameter] private IMudDialogInstance Window { get; set; } = null!;
}

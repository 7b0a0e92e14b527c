using Microsoft.AspNetCore.Components;
using Portal.Features.Goskey.Senders;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>From which organisation: told when there is one, chosen when there are several.</summary>
public sealed partial class SenderFields : PortalComponent
{
    [Parameter, EditorRequired] public IReadOnlyList<OwnSender> Senders { get; set; } = [];
    [Parameter] public string SenderId { get; set; } = "";
    [Parameter] public EventCallback<string> SenderIdChanged { get; set; }
    [Parameter] public string? Error { get; set; }

    /// <summary>The day in Moscow.</summary>
    [Parameter, EditorRequired] public DateOnly Today { get; set; }
}

using Microsoft.AspNetCore.Components;
using Portal.Features.AccountLinks.Registry;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>An open move to another Kontur user: who asked, what it waits for, and the decision of a second administrator.</summary>
public sealed partial class RelinkPanel(MoscowTime time)
{
    [Parameter, EditorRequired] public Relink Relink { get; set; } = null!;
    [Parameter] public string? From { get; set; }

    /// <summary>The administrator who looks is who asked.</summary>
    [Parameter] public bool IsMine { get; set; }

    /// <summary>It is about the administrator who looks.</summary>
    [Parameter] public bool IsOwn { get; set; }
    [Parameter] public bool Disabled { get; set; }

    /// <summary>True approves, false calls off.</summary>
    [Parameter] public EventCallback<bool> OnDecide { get; set; }

    private string To => Masks.Phone(Relink.PhoneTail);
}

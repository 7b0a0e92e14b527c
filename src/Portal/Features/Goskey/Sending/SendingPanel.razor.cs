using Microsoft.AspNetCore.Components;

namespace Portal.Features.Goskey.Sending;

/// <summary>How far a package is that is being sent: each document, then the bytes.</summary>
public sealed partial class SendingPanel
{
    [Parameter, EditorRequired] public IReadOnlyList<PackageDocument> Documents { get; set; } = [];

    /// <summary>Null when another node sends it.</summary>
    [Parameter] public SendingNote? Note { get; set; }
}

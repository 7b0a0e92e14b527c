using Microsoft.AspNetCore.Components;

namespace Portal.Shell;

/// <summary>An icon with its word; one above the other on a phone, unless it stands in a menu.</summary>
public sealed partial class NavMenuLink
{
    [Parameter, EditorRequired] public NavItem Item { get; set; } = null!;
    [Parameter] public bool Across { get; set; }
}

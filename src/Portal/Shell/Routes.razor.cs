using Microsoft.AspNetCore.Components;

namespace Portal.Shell;

/// <summary>The root of the circuit.</summary>
public sealed partial class Routes
{
    [Parameter] public ThemeChoice? Theme { get; set; }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Portal.Shell;

/// <summary>Light, dark, or as the system is.</summary>
public sealed partial class ThemeSwitch : IDisposable
{
    private static readonly string[] Modes = ["light", "dark", "system"];
    private ThemeRoot? root;

    [CascadingParameter]
    private ThemeRoot? Root
    {
        get => root;
        set => root ??= value;
    }

    private string Icon => root?.Mode switch
    {
        "light" => Icons.Material.Outlined.LightMode,
        "dark" => Icons.Material.Outlined.DarkMode,
        _ => Icons.Material.Outlined.Contrast,
    };

    protected override void OnInitialized()
    {
        if (root is not null)
        {
            root.Changed += Redraw;
        }
    }

    public void Dispose()
    {
        if (root is not null)
        {
            root.Changed -= Redraw;
        }
    }

    private static string Word(string? mode) => mode switch { "light" => "Светлое", "dark" => "Тёмное", _ => "Как в системе" };

    private Task ChooseAsync(string mode) => root?.SetAsync(mode) ?? Task.CompletedTask;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

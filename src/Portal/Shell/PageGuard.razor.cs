using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Shell;

/// <summary>Keeps the frame when a page falls: says so with a number, and recovers on the next navigation.</summary>
public sealed partial class PageGuard(NavigationManager navigation) : IDisposable
{
    private CaughtError? boundary;

    [Parameter] public RenderFragment? ChildContent { get; set; }

    protected override void OnInitialized() => navigation.LocationChanged += OnMoved;

    public void Dispose() => navigation.LocationChanged -= OnMoved;

    private void OnMoved(object? sender, LocationChangedEventArgs e) => Recover();

    private void Recover() => boundary?.Recover();
}

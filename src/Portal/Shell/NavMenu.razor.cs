using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Portal.Shell;

/// <summary>The sections: down the left side, or along the foot of a phone with the rest under «Ещё».</summary>
public sealed partial class NavMenu(HeaderState header) : IDisposable
{
    private const int OnPhone = 4;

    private List<NavItem> Items => header.AccountId is { } account
        ?
        [
            new("Отчёты", Icons.Material.Outlined.EditNote, PortalUrls.Reports(account)),
            new("Отправленные", Icons.Material.Outlined.Send, PortalUrls.Sent(account)),
            new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts),
        ]
        : header.IsLinked ? [new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts)] : [];

    private List<NavItem> AdminItems => header.IsAdmin
        ?
        [
            new("Реестр", Icons.Material.Outlined.VerifiedUser, PortalUrls.Registry),
            new("Журнал", Icons.Material.Outlined.History, PortalUrls.Audit),
        ]
        : [];

    private List<NavItem> More => Items.Count + AdminItems.Count <= OnPhone ? [] : [.. Items.Skip(OnPhone), .. AdminItems];

    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

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
            new("Черновики", Icons.Material.Outlined.EditNote, PortalUrls.Drafts(account)),
            new("Отчёты", Icons.Material.Outlined.Description, PortalUrls.Reports(account)),
            new("Входящие", Icons.Material.Outlined.Inbox, PortalUrls.Inbox(account)),
            new("Подписание", Icons.Material.Outlined.Draw, PortalUrls.Confirmations(account), Count: header.WaitingConfirmations),
            new("Госключ", Icons.Material.Outlined.PhoneIphone, PortalUrls.Packages(account)),
            new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts, NavLinkMatch.All),
        ]
        : [new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts)];

    private List<NavItem> AdminItems => header.IsAdmin
        ?
        [
            new("Связи", Icons.Material.Outlined.Link, PortalUrls.AccountLinks),
            new("Журнал", Icons.Material.Outlined.History, PortalUrls.Audit),
        ]
        : [];

    private List<NavItem> More => [.. Items.Skip(OnPhone), .. AdminItems];

    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using Portal.Features.Goskey;

namespace Portal.Shell;

/// <summary>The sections: down the left side, or along the foot of a phone with the rest under «Ещё».</summary>
public sealed partial class NavMenu(HeaderState header, GoskeySwitch goskey) : IDisposable
{
    private const int OnPhone = 4;

    private List<NavItem> Items => [.. OfKontur, .. header.HasGoskey ? (NavItem[])[new("Госключ", Icons.Material.Outlined.PhonelinkLock, PortalUrls.Goskey)] : []];

    private List<NavItem> OfKontur => header.AccountId is { } account
        ?
        [
            new("Главная", Icons.Material.Outlined.Home, PortalUrls.Attention, Count: header.AwaitedAnswers),
            new("Отчёты", Icons.Material.Outlined.EditNote, PortalUrls.Reports(account)),
            new("Документы", Icons.Material.Outlined.Send, PortalUrls.Docflows(account)),
            new("На подпись", Icons.Material.Outlined.Draw, PortalUrls.Inbox(account), Count: header.WaitingForSignature),
            new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts),
        ]
        : header.IsLinked ? [new("Главная", Icons.Material.Outlined.Home, PortalUrls.Attention, Count: header.AwaitedAnswers), new("Организации", Icons.Material.Outlined.Business, PortalUrls.Accounts)] : [];

    private List<NavItem> AdminItems => header.IsAdmin
        ?
        [
            new("Связи", Icons.Material.Outlined.Link, PortalUrls.Links),
            new("Реестр", Icons.Material.Outlined.VerifiedUser, PortalUrls.Registry),
            .. goskey.IsOn ? [new NavItem("Отправители", Icons.Material.Outlined.PhonelinkLock, PortalUrls.Senders)] : (NavItem[])[],
            new("Календарь", Icons.Material.Outlined.CalendarMonth, PortalUrls.Calendars),
            new("Журнал", Icons.Material.Outlined.History, PortalUrls.Audit),
        ]
        : [];

    private List<NavItem> More => Items.Count + AdminItems.Count <= OnPhone ? [] : [.. Items.Skip(OnPhone), .. AdminItems];

    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

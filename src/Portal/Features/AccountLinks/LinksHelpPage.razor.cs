using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>«Нужна помощь»: what Kontur refused, and what to do about each.</summary>
public sealed partial class LinksHelpPage(CurrentUser user, FindLinks find, ChangeLink change, ISnackbar snackbar, HeaderState header, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private LinksFound? found;

    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, AccountLinkStore.Counted / PageSize);

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken cancellationToken) =>
        found = await find.RunAsync(await user.ActorAsync(), new LinkFilter(State: LinkState.Refused), (PageNumber - 1) * PageSize, PageSize, cancellationToken);

    private Task RetryAsync(AccountLink link) => RunAsync(async ct =>
    {
        var name = link.FullName ?? link.PersonName;
        var outcome = await change.RunAsync(await user.ActorAsync(), link.Id, link.ServiceUserId, LinkAction.Retry, null, ct);
        await ReadAsync(ct);
        var (text, severity) = LinkWords.Outcome(outcome, LinkAction.Retry, found?.Rows.FirstOrDefault(row => row.Id == link.Id)?.RefusalCode);
        snackbar.Add($"{name}: {text}", severity);
    });
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Drafts.List;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Accounts;

/// <summary>The choice of organisations, with search in the address.</summary>
public sealed partial class AccountsPage(
    CurrentUser user, ListAccounts list, RefreshAccounts refresh, DeleteAccount delete, IDialogService dialogs, ISnackbar snackbar, HeaderState header, ListUnfinished begun, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private bool loaded;
    private IReadOnlyList<Account> rows = [];
    private IReadOnlyList<ListedDraft> unfinished = [];
    private int total;
    private int asked;

    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Max(1, PageGiven ?? 1);

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override async Task OnParametersSetAsync()
    {
        if (loaded)
        {
            await RunAsync(ReadAsync);
            return;
        }

        // What is stored shows at once; Kontur's answer follows.
        await RunAsync(async ct =>
        {
            await ReadAsync(ct);
            unfinished = await begun.RunAsync(await user.ActorAsync(), cancellationToken: ct);
        });
        loaded = rows.Count > 0;
        await RefreshAsync();
    }

    private async Task RefreshAsync()
    {
        await RunAsync(async ct =>
        {
            await refresh.RunAsync(await user.ActorAsync(), ct);
            await ReadAsync(ct);
            loaded = true;
        });
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        var found = await list.RunAsync(await user.ActorAsync(), Search, (PageNumber - 1) * PageSize, PageSize, cancellationToken);
        if (mine == asked)
        {
            (rows, total) = found;
        }
    }

    private async Task DeleteAsync(Account account)
    {
        if (!await ConfirmTypingDialog.AskAsync(
            dialogs, "Удалить учётную запись?",
            $"Учётная запись организации «{account.Name}» будет удалена в Контуре вместе с неотправленными отчётами. Отправленное в налоговую остаётся в налоговой.",
            account.Name))
        {
            return;
        }

        await RunAsync(async ct =>
        {
            if (await delete.RunAsync(await user.ActorAsync(), account.AccountId, account.Name, ct))
            {
                snackbar.Add($"Учётная запись «{account.Name}» удалена", Severity.Success);
            }

            await ReadAsync(ct);
        });
    }
}

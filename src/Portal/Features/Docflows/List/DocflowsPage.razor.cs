using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows.List;

/// <summary>Everything sent to and received from state bodies, newest first: search, filters and page are in the address. What is stored shows at once, Kontur's answer follows.</summary>
public sealed partial class DocflowsPage(CurrentUser user, EnterAccount enter, FindDocflows find, RefreshDocflows refresh, Noticeboard noticeboard, MoscowTime time)
    : PortalComponent
{
    private const int PageSize = 50;
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private DocflowListFilter filter = new();
    private DocflowsFound? found;
    private Trouble? offline;
    private Guid subscribed;
    private int asked;

    [Parameter] public Guid AccountId { get; set; }
    [SupplyParameterFromQuery(Name = "q")] private string? Search { get; set; }
    [SupplyParameterFromQuery(Name = "kind")] private string? Kind { get; set; }
    [SupplyParameterFromQuery(Name = "body")] private string? Body { get; set; }
    [SupplyParameterFromQuery(Name = "state")] private string? StateGiven { get; set; }
    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "unread")] private string? Unread { get; set; }
    [SupplyParameterFromQuery(Name = "awaits")] private string? Awaits { get; set; }
    [SupplyParameterFromQuery(Name = "payer")] private string? Payer { get; set; }
    [SupplyParameterFromQuery(Name = "form")] private string? Form { get; set; }
    [SupplyParameterFromQuery] private string? Package { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, DocflowListStore.Counted / PageSize);
    private bool IsReady => found is not null && (found.ReadAt is not null || found.Total > 0 || offline is not null);
    private bool IsNothing => found!.Total == 0 && filter.IsEmpty;

    protected override async Task OnParametersSetAsync()
    {
        var entered = await RunAsync(async ct =>
        {
            await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
            await ReadAsync();
        });
        if (entered && subscribed != AccountId)
        {
            subscribed = AccountId;
            Own(noticeboard.Subscribe(DocflowEntry.ListTopic(await user.LinkIdAsync(Life), AccountId.ToString()), () => RedrawAsync(ReadAsync)));
            StateHasChanged();
            await RefreshAsync(full: false);
        }
    }

    private Task RefreshAsync() => RefreshAsync(full: true);

    // That Kontur does not answer is said once, beside what is stored; the job tries again by itself.
    private Task RefreshAsync(bool full) => RunAsync(async ct =>
    {
        try
        {
            await refresh.RunAsync(await user.ActorAsync(), AccountId.ToString(), full, ct);
            offline = null;
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.Unavailable or VendorErrorKind.Throttled or VendorErrorKind.Unexpected or VendorErrorKind.SignedOut)
        {
            offline = new Trouble(
                found?.ReadAt is { } at ? $"Контур не отвечает. Показано на {time.Near(at).Replace("сегодня, ", "", StringComparison.Ordinal)}" : "Контур не отвечает. Список ещё не получен",
                "Список обновится сам, когда Контур ответит.") { IsUnclear = true };
        }

        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        // Of overlapping reads (one a keystroke) only the last one counts.
        var mine = ++asked;
        var wanted = DocflowListFilter.Read(Search, Kind, Body, StateGiven, From, To, Unread, Awaits, Payer, Form);
        var read = await find.RunAsync(await user.ActorAsync(), AccountId.ToString(), wanted, (PageNumber - 1) * PageSize, PageSize, Life);
        if (mine != asked)
        {
            return;
        }

        offline = read.ReadAt > found?.ReadAt || (found is { ReadAt: null } && read.ReadAt is not null) ? null : offline;
        (filter, found) = (wanted, read);
    }

    private bool AllChosen => found!.Rows.Count > 0 && found.Rows.All(row => chosen.Contains(row.Id));

    private void Choose(string id)
    {
        if (!chosen.Remove(id))
        {
            chosen.Add(id);
        }
    }

    private void ChooseAll(ChangeEventArgs change)
    {
        if (change.Value is true)
        {
            chosen.UnionWith(found!.Rows.Select(row => row.Id));
        }
        else
        {
            chosen.ExceptWith(found!.Rows.Select(row => row.Id));
        }
    }

    private string Address(DocflowListFilter wanted, int page = 1) => PortalUrls.DocflowsSearch(AccountId, wanted.Write(), page);
}

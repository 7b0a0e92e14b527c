using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Audit;

/// <summary>Administrators look through what was done; every filter is in the address.</summary>
public sealed partial class AuditPage(CurrentUser user, SearchAudit search, HeaderState header, MoscowTime time) : PortalComponent
{
    private const int PageSize = 50;
    private AuditQuery asked = new();
    private AuditFound? found;

    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }
    [SupplyParameterFromQuery(Name = "person")] private string? Person { get; set; }
    [SupplyParameterFromQuery(Name = "who")] private string? Who { get; set; }
    [SupplyParameterFromQuery(Name = "account")] private string? Account { get; set; }
    [SupplyParameterFromQuery(Name = "object")] private string? Object { get; set; }
    [SupplyParameterFromQuery(Name = "operation")] private string? Operation { get; set; }
    [SupplyParameterFromQuery(Name = "outcome")] private string? Outcome { get; set; }
    [SupplyParameterFromQuery(Name = "trace")] private string? Trace { get; set; }
    [SupplyParameterFromQuery(Name = "from")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, AuditSearchStore.Counted / PageSize);

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync()
    {
        var read = AuditQuery.Read(name => name switch
        {
            "person" => Person, "who" => Who, "account" => Account, "object" => Object, "operation" => Operation, "outcome" => Outcome, "trace" => Trace,
            "from" => From, _ => To,
        });
        asked = read == asked ? asked : read;
        return LoadAsync();
    }

    private static string? Short(string? id) => id is { Length: > 13 } ? id[..8] + "…" : id;

    private Task LoadAsync() => RunAsync(async ct =>
        found = await search.RunAsync(await user.ActorAsync(), asked, (PageNumber - 1) * PageSize, PageSize, ct));
}

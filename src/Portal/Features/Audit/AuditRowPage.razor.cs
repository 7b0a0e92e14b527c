using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Audit;

/// <summary>One row of the audit: states, ids and trace ids, never documents.</summary>
public sealed partial class AuditRowPage(CurrentUser user, OpenAuditRow open, HeaderState header) : PortalComponent
{
    private AuditRow? row;
    private AuditPerson? person;

    [Parameter] public long Seq { get; set; }

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct => (row, person) = await open.RunAsync(await user.ActorAsync(), Seq, ct));
}

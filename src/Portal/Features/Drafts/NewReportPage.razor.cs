using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The file comes first: it is dropped, and the report's page opens.</summary>
public sealed partial class NewReportPage(CurrentUser user, EnterAccount enter, AntiforgeryStateProvider antiforgery, NavigationManager navigation) : PortalComponent
{
    private bool loaded;
    private string? token;

    [Parameter] public Guid AccountId { get; set; }

    /// <summary>The draft named by the answer of the upload endpoint.</summary>
    internal static string DraftOf(string answer)
    {
        using var json = JsonDocument.Parse(answer);
        return json.RootElement.GetProperty("draftId").GetString()!;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        token = antiforgery.GetAntiforgeryToken()?.Value;
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        loaded = true;
    });

    private void Uploaded(string answer) => navigation.NavigateTo(PortalUrls.Report(AccountId, DraftOf(answer)));
}

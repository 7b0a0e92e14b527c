using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>Administrators see the registry and bring it up to date from a file.</summary>
public sealed partial class RegistryPage(CurrentUser user, RegistryStore store, AntiforgeryStateProvider antiforgery, ISnackbar snackbar, HeaderState header, TimeProvider clock)
    : PortalComponent
{
    private const int PageSize = 50;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);
    private bool loaded;
    private IReadOnlyList<IssuedCertificate> rows = [];
    private int total;
    private ImportOutcome? outcome;
    private string? token;
    private DateTimeOffset now;

    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Max(1, PageGiven ?? 1);

    protected override void OnInitialized()
    {
        header.ShowNoAccount();
        token = antiforgery.GetAntiforgeryToken()?.Value;
        now = clock.GetUtcNow();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        if (!(await user.ActorAsync()).IsAdmin)
        {
            throw new AccessDeniedException();
        }

        (rows, total) = await store.PageAsync((PageNumber - 1) * PageSize, PageSize, ct);
        loaded = true;
    });

    private async Task ImportedAsync(string answer)
    {
        outcome = JsonSerializer.Deserialize<ImportOutcome>(answer, Json);
        if (outcome is { Errors.Count: 0 })
        {
            snackbar.Add($"Загружено: {Plural.Of(outcome.Imported, "строка", "строки", "строк")}", Severity.Success);
            await LoadAsync();
        }
    }
}

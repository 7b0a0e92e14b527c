using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>Import in two steps: a file becomes a preview that the server keeps, and the preview is applied or cancelled.</summary>
public sealed partial class ImportPage(
    CurrentUser user, ReadImport read, ApplyImport apply, DropImport drop, AntiforgeryStateProvider antiforgery, NavigationManager navigation, ISnackbar snackbar,
    HeaderState header) : PortalComponent
{
    private const int PageSize = 50;
    private bool loaded;
    private bool renewed;
    private bool applying;
    private string? token;
    private ImportPreview? preview;
    private ImportPart part;
    private IReadOnlyList<PreviewRow> rows = [];

    [SupplyParameterFromQuery(Name = "part")] private string? PartGiven { get; set; }
    [SupplyParameterFromQuery(Name = "page")] private int? PageGiven { get; set; }

    private int PageNumber => Math.Clamp(PageGiven ?? 1, 1, 1_000_000);

    private IReadOnlyList<FilterChoice> Choices =>
        [.. Enum.GetValues<ImportPart>().Where(one => preview!.Count(one) > 0).Select(one =>
            new FilterChoice(Name(one), PortalUrls.RegistryImportPart(one.ToString().ToLowerInvariant()), one == part, preview!.Count(one)))];

    protected override void OnInitialized()
    {
        header.ShowNoAccount();
        token = antiforgery.GetAntiforgeryToken()?.Value;
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        ImportPart? asked = Enum.TryParse<ImportPart>(PartGiven, ignoreCase: true, out var given) && Enum.IsDefined(given) ? given : null;
        var waiting = await read.RunAsync(await user.ActorAsync(), asked, (PageNumber - 1) * PageSize, PageSize, ct);
        (preview, part, rows) = waiting ?? (null!, ImportPart.Refused, []);
        loaded = true;
    });

    private Task UploadedAsync(string answer)
    {
        renewed = false;
        return LoadAsync();
    }

    private async Task ApplyAsync()
    {
        applying = true;
        await RunAsync(async ct =>
        {
            var written = preview!;
            switch (await apply.RunAsync(await user.ActorAsync(), written.Id, ct))
            {
                case ApplyOutcome.Applied:
                    snackbar.Add($"В реестр записано: {Plural.Of(written.Written, "запись", "записи", "записей")}", Severity.Success);
                    navigation.NavigateTo(written.Decisions > 0 ? PortalUrls.RegistryChanged : PortalUrls.Registry);
                    break;
                case ApplyOutcome.Renewed:
                    renewed = true;
                    break;
                case ApplyOutcome.Gone:
                    snackbar.Add("Этот файл уже применён или отменён", Severity.Info);
                    break;
            }
        });
        applying = false;
        if (Trouble is null)
        {
            await LoadAsync();
        }
    }

    private async Task DropAsync()
    {
        if (await RunAsync(async ct => await drop.RunAsync(await user.ActorAsync(), preview!.Id, ct)))
        {
            navigation.NavigateTo(PortalUrls.RegistryImport);
            await LoadAsync();
        }
    }

    private static string Figure(int number) => number.ToString("N0", CultureInfo.GetCultureInfo("ru-RU"));

    private static string Name(ImportPart one) => one switch
    {
        ImportPart.Refused => "С ошибками",
        ImportPart.Decisions => "Связанные люди",
        ImportPart.Changed => "Изменятся",
        ImportPart.New => "Новые",
        _ => "Без изменений",
    };
}

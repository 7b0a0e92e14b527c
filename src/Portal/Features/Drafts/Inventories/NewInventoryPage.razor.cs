using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Docflows;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts.Inventories;

/// <summary>The documents that a demand asks for: files are gathered and keep, each with its item of the demand; Kontur makes the inventory of them.</summary>
public sealed partial class NewInventoryPage(
    CurrentUser user, EnterAccount enter, FindDemand find, FindOfDocflow findEntry, ListInventoryFiles list, SetInventoryItem setItem, RemoveInventoryFile remove, BuildInventory build, AntiforgeryStateProvider antiforgery, NavigationManager navigation) : PortalComponent
{
    private readonly Dictionary<string, string> wrong = new(StringComparer.Ordinal);
    private AnsweredDemand? demand;
    private IReadOnlyList<InventoryFile> files = [];
    private string? attachment;
    private string? entry;
    private string? token;
    private string? problem;
    private bool loaded;
    private bool building;

    [Parameter] public Guid AccountId { get; set; }

    /// <summary>Kontur's id of the demand.</summary>
    [SupplyParameterFromQuery(Name = "answers")] private Guid Answers { get; set; }

    private string Back => entry is null ? PortalUrls.Docflows(AccountId) : PortalUrls.Docflow(AccountId, entry);

    protected override Task OnParametersSetAsync() => LoadAsync();

    private string ItemOf(InventoryFile file) => wrong.GetValueOrDefault(file.Id, file.Item);

    private Task LoadAsync() => RunAsync(async ct =>
    {
        token = antiforgery.GetAntiforgeryToken()?.Value;
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        demand = await find.RunAsync(await user.ActorAsync(), AccountId.ToString(), Answers, ct);
        entry = await findEntry.RunAsync(await user.ActorAsync(), Answers.ToString(), ct);
        attachment ??= demand?.Attachments[0].Id;
        await ReadAsync();
        loaded = true;
    });

    private async Task ReadAsync() => files = await list.RunAsync(await user.ActorAsync(), Answers, Life);

    // What is wrong stays in its field, to be mended.
    private Task SetItemAsync(InventoryFile file, string? text) => RunAsync(async ct =>
    {
        var item = (text ?? "").Trim().Replace(',', '.');
        wrong.Remove(file.Id);
        if (!await setItem.RunAsync(await user.ActorAsync(), file.Id, item, ct))
        {
            wrong[file.Id] = item;
        }

        await ReadAsync();
    });

    private Task RemoveAsync(InventoryFile file) => RunAsync(async ct =>
    {
        wrong.Remove(file.Id);
        await remove.RunAsync(await user.ActorAsync(), file.Id, ct);
        await ReadAsync();
    });

    private async Task BuildAsync()
    {
        problem = wrong.Count > 0 ? "Исправьте пункты требования: они подчёркнуты." : null;
        if (problem is not null)
        {
            return;
        }

        building = true;
        await RunAsync(async ct =>
        {
            try
            {
                var outcome = await build.RunAsync(await user.ActorAsync(), AccountId.ToString(), Answers, attachment!, ct);
                problem = outcome.Problem;
                await ReadAsync();
                if (outcome.DraftIds is [var only] && files.Count == 0)
                {
                    navigation.NavigateTo(PortalUrls.Report(AccountId, only));
                }
                else if (outcome.DraftIds.Count > 0)
                {
                    problem = files.Count > 0 ? "Опись составлена не из всех файлов: причины указаны у оставшихся. Составленный ответ ждёт в отчётах." : null;
                    if (files.Count == 0)
                    {
                        navigation.NavigateTo(PortalUrls.Reports(AccountId));
                    }
                }
            }
            catch (ReportFileException error)
            {
                problem = error.Message;
            }
        });
        building = false;
    }
}

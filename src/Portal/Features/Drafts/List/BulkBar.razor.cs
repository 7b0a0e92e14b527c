using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Confirmations.Batches;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts.List;

/// <summary>A bulk action has ended.</summary>
public sealed record BulkDone(string Heading, IReadOnlyList<BulkLine> Lines);

/// <summary>What may be done with the chosen reports; each button takes those that it is for.</summary>
public sealed partial class BulkBar(
    CurrentUser user, ListCertificates certificates, CheckDrafts check, BeginBatch batch, DeleteDrafts delete, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation)
    : PortalComponent
{
    private IReadOnlyList<CertificateChoice> usable = [];
    private string? thumbprint;
    private string doing = "";
    private bool loaded;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter] public IReadOnlyList<ListedDraft> Chosen { get; set; } = [];
    [Parameter] public EventCallback<BulkDone> OnDone { get; set; }
    [Parameter] public EventCallback OnClear { get; set; }

    private IReadOnlyList<string> ToCheck => Ids(draft => draft.State is DraftState.Editing or DraftState.CheckFailed);
    private IReadOnlyList<string> ToSign => Ids(draft => draft is { State: DraftState.Checked, Way: null, HandedTo: null });
    private IReadOnlyList<string> ToSend => Ids(draft => draft.State == DraftState.Ready);

    protected override Task OnInitializedAsync() => RunAsync(async ct =>
    {
        usable = [.. (await certificates.RunAsync(await user.ActorAsync(), AccountId.ToString(), ct)).Where(choice => choice.WhyNot is null)];
        thumbprint = usable is [var first, ..] ? first.Certificate.Thumbprint : null;
        loaded = true;
    });

    private static string? Figure(IReadOnlyList<string> ids) => ids.Count > 1 ? $"({ids.Count})" : null;

    private IReadOnlyList<string> Ids(Func<ListedDraft, bool> which) => [.. Chosen.Where(which).Select(draft => draft.Id)];

    private Task CheckAsync() => DoAsync("Начинаем проверку", "Проверка не началась", async (actor, ct) => await check.RunAsync(actor, AccountId.ToString(), ToCheck, thumbprint!, ct));

    // The queue's page says how many codes there will be before any is asked for.
    private Task SignAsync() => RunAsync(async ct =>
    {
        if (await batch.RunAsync(await user.ActorAsync(), AccountId.ToString(), SigningKind.DraftSignature, ToSign, thumbprint!, ct) is { } id)
        {
            navigation.NavigateTo(PortalUrls.SigningBatch(AccountId, id));
        }
    });

    private async Task DeleteAsync()
    {
        var all = Ids(_ => true);
        var words = $"Будет удалено: {Plural.Of(all.Count, "отчёт", "отчёта", "отчётов")} с файлами и подписями. Отправленные останутся. Файлы на вашем компьютере не изменятся.";
        if (await dialogs.ShowMessageBoxAsync("Удалить выбранные отчёты?", words, "Удалить", cancelText: "Оставить") == true)
        {
            await DoAsync("Удаляем", "Не удалены", async (actor, ct) => await delete.RunAsync(actor, AccountId.ToString(), all, ct));
        }
    }

    private async Task DoAsync(string what, string problem, Func<Actor, CancellationToken, Task<IReadOnlyList<BulkLine>>> act)
    {
        doing = what;
        IReadOnlyList<BulkLine>? lines = null;
        await RunAsync(async ct => lines = await act(await user.ActorAsync(), ct));
        if (lines is not null)
        {
            var failed = lines.Count(line => line.Problem is not null);
            if (failed < lines.Count)
            {
                snackbar.Add($"Сделано: {lines.Count - failed} из {lines.Count}", Severity.Success);
            }

            await OnDone.InvokeAsync(new BulkDone($"{problem}: {failed} из {lines.Count}", lines));
        }
    }
}

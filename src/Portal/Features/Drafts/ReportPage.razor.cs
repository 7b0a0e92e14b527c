using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>One report on its way: what was read from the file, the check, the signature. It reads the store again at every notice, so it is right after a reload too.</summary>
public sealed partial class ReportPage(
    CurrentUser user, EnterAccount enter, ReadReport read, CheckDraft check, SignDraft sign, ConfirmSigning confirm, LeaveSigning leave, PrepareDraft prepare,
    DeleteDraft delete, FindSigningWay ways, Noticeboard noticeboard, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation, TimeProvider clock)
    : PortalComponent
{
    private ReportView? view;
    private Draft? draft;
    private IReadOnlyList<DraftDocument> documents = [];
    private IReadOnlyList<CertificateChoice> certificates = [];
    private DraftTask? running;
    private Signing? signing;
    private Signing? shown;
    private ConfirmOutcome? confirmOutcome;
    private SigningWay? way;
    private string? chosen;
    private string? entryId;
    private string? subscribed;
    private DraftDocument? printed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string DraftId { get; set; } = "";

    private Sending? Sending => view?.SendingWith(chosen, Drafts.Sending.Today(clock));
    private bool CanCheck => chosen is not null && view is { To.Missing.Count: 0 };
    private bool CanSign => view is not null && view.Differences.All(difference => !difference.Blocks) && Sending is { Problem: null };

    // The check was made with another certificate than the one chosen since: Kontur would sign with the old one.
    private bool OtherCertificate => draft is { State: DraftState.Checked } && chosen is not null && chosen != draft.CertificateThumbprint;

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (draft is not null && subscribed != DraftId)
        {
            subscribed = DraftId;
            Own(noticeboard.Subscribe(Draft.Topic(DraftId), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(Signing.Topic(draft.LinkId), () => RedrawAsync(ReadAsync)));
        }
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        var page = view = await read.RunAsync(await user.ActorAsync(), AccountId.ToString(), DraftId, Life);
        (draft, documents, certificates) = (page.Draft, page.Documents, page.Certificates);
        (running, signing, entryId) = (page.Running, page.Signing, page.EntryId);
        chosen = Usable(chosen) ?? Usable(draft.CertificateThumbprint) ?? certificates.FirstOrDefault(choice => choice.WhyNot is null)?.Certificate.Thumbprint;
        printed = documents.FirstOrDefault(document => document.Id == printed?.Id);
        way = chosen is null ? null : await ways.RunAsync(await user.ActorAsync(), chosen, Life);

        // The dialog shows what the store says; a finished signature closes it.
        shown = shown is null || signing is { State: SigningState.Confirmed } ? null : signing;
    }

    private string? Usable(string? thumbprint) => certificates.Any(choice => choice.Certificate.Thumbprint == thumbprint && choice.WhyNot is null) ? thumbprint : null;

    private Task Choose(string thumbprint) => RunAsync(async ct => (chosen, way) = (thumbprint, await ways.RunAsync(await user.ActorAsync(), thumbprint, ct)));

    private Task CheckAsync() => RunAsync(async ct =>
    {
        var outcome = chosen is { } thumbprint ? await check.RunAsync(await user.ActorAsync(), DraftId, thumbprint, ct) : CheckOutcome.NotReady;
        await ReadAsync();
        Say(DraftWords.Of(outcome));
    });

    private Task SignAsync() => RunAsync(async ct =>
    {
        confirmOutcome = null;
        var begun = await sign.RunAsync(await user.ActorAsync(), DraftId, chosen ?? "", ct);
        await ReadAsync();
        shown = begun is { State: not SigningState.Confirmed } ? signing : null;
        Say(begun is null ? "Подписание не началось: отчёт изменился или уже подписывается. Проверьте его состояние." : null);
    });

    private Task ConfirmAsync(string code) => RunAsync(async ct =>
    {
        if (shown is null)
        {
            return;
        }

        confirmOutcome = await confirm.RunAsync(await user.ActorAsync(), shown.Id, code, ct);
        await ReadAsync();
        if (confirmOutcome is ConfirmOutcome.Confirmed)
        {
            CloseDialog();
            snackbar.Add("Отчёт подписан", Severity.Success);
        }
    });

    private void OpenDialog() => (shown, confirmOutcome) = (signing, null);
    private void CloseDialog() => (shown, confirmOutcome) = (null, null);

    private Task LeaveAsync() => RunAsync(async ct =>
    {
        if (signing is not null)
        {
            var left = await leave.RunAsync(await user.ActorAsync(), signing.Id, ct);
            await ReadAsync();
            Say(left ? null : "Отказаться уже нельзя: код отправлен или подпись поставлена.");
        }
    });

    private Task PrepareAsync() => RunAsync(async ct =>
    {
        var started = await prepare.RunAsync(await user.ActorAsync(), DraftId, ct);
        await ReadAsync();
        Say(started || draft?.Problem is not null ? null : "Подготовка уже идёт.");
    });

    private async Task DeleteAsync()
    {
        if (await dialogs.ShowMessageBoxAsync("Удалить отчёт?", "Отчёт не отправлен и будет удалён вместе с файлами и подписью. Файл на вашем компьютере останется.", "Удалить", cancelText: "Оставить") == true)
        {
            await RunAsync(async ct =>
            {
                if (await delete.RunAsync(await user.ActorAsync(), DraftId, ct))
                {
                    navigation.NavigateTo(PortalUrls.Reports(AccountId));
                    return;
                }

                await ReadAsync();
                Say("Удалить уже нельзя: отчёт отправляется или отправлен.");
            });
        }
    }

    private void Say(string? sentence) => _ = sentence is null ? null : snackbar.Add(sentence, Severity.Warning);
}

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
    DeleteDraft delete, Noticeboard noticeboard, IDialogService dialogs, ISnackbar snackbar, NavigationManager navigation) : PortalComponent
{
    private Draft? draft;
    private IReadOnlyList<DraftDocument> documents = [];
    private IReadOnlyList<Difference> differences = [];
    private IReadOnlyList<Account> others = [];
    private IReadOnlyList<CertificateChoice> certificates = [];
    private DraftTask? running;
    private Signing? signing;
    private Signing? shown;
    private ConfirmOutcome? confirmOutcome;
    private string? chosen;
    private string? submissionId;
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string DraftId { get; set; } = "";

    private bool CanCheck => chosen is not null && draft?.Facts.FinalInspection is not null;
    private bool CanSign => differences.All(difference => !difference.Blocks);

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
        var page = await read.RunAsync(await user.ActorAsync(), AccountId.ToString(), DraftId, Life);
        (draft, documents, differences, others, certificates) = (page.Draft, page.Documents, page.Differences, page.OtherAccounts, page.Certificates);
        (running, signing, submissionId) = (page.Running, page.Signing, page.SubmissionId);
        chosen = Usable(chosen) ?? Usable(draft.CertificateThumbprint) ?? certificates.FirstOrDefault(choice => choice.WhyNot is null)?.Certificate.Thumbprint;
        if (shown is not null)
        {
            // The dialog shows what the store says; a finished signature closes it.
            shown = signing is { State: SigningState.Confirmed } ? null : signing;
        }
    }

    private string? Usable(string? thumbprint) => certificates.Any(choice => choice.Certificate.Thumbprint == thumbprint && choice.WhyNot is null) ? thumbprint : null;

    private void Choose(string thumbprint) => chosen = thumbprint;

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
        shown = begun is { IsOpen: true } ? signing : null;
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

    private void Say(string? sentence)
    {
        if (sentence is not null)
        {
            snackbar.Add(sentence, Severity.Warning);
        }
    }
}

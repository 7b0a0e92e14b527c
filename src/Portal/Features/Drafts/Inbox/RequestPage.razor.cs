using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts.Inbox;

/// <summary>One report that a colleague asks to sign: what it is, the signature, or the refusal.</summary>
public sealed partial class RequestPage(
    CurrentUser user, EnterAccount enter, ReadRequest read, SignRequest sign, DeclineRequest decline, ConfirmSigning confirm, Noticeboard noticeboard, ISnackbar snackbar,
    MoscowTime time) : PortalComponent
{
    private RequestView? view;
    private Signing? shown;
    private ConfirmOutcome? outcome;
    private string reason = "";
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string RequestId { get; set; } = "";

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (view is not null && subscribed != RequestId)
        {
            subscribed = RequestId;
            Own(noticeboard.Subscribe(Draft.Topic(view.Draft.Id), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(Signing.Topic(view.Request.ToLinkId), () => RedrawAsync(ReadAsync)));
        }
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync()
    {
        var found = await read.RunAsync(await user.ActorAsync(), RequestId, Life);
        view = found.Request.AccountId == AccountId.ToString() ? found : throw new AccessDeniedException();
        if (shown is not null)
        {
            // The dialog shows what the store says; a finished signature closes it.
            shown = view.Signing is { State: SigningState.Confirmed } ? null : view.Signing;
        }
    }

    private Task SignAsync()
    {
        if (view is { Signing: { IsOpen: true } open })
        {
            (shown, outcome) = (open, null);
            return Task.CompletedTask;
        }

        return AskAnewAsync();
    }

    private Task AskAnewAsync() => RunAsync(async ct =>
    {
        outcome = null;
        var begun = await sign.RunAsync(await user.ActorAsync(), RequestId, ct);
        await ReadAsync();
        shown = begun is { IsOpen: true } ? view!.Signing : null;
        if (begun is null)
        {
            snackbar.Add("Подписание не началось: отчёт изменился, отозван или уже подписывается", Severity.Warning);
        }
    });

    private Task ConfirmAsync(string code) => RunAsync(async ct =>
    {
        if (shown is null)
        {
            return;
        }

        outcome = await confirm.RunAsync(await user.ActorAsync(), shown.Id, code, ct);
        await ReadAsync();
        if (outcome is ConfirmOutcome.Confirmed)
        {
            Close();
            snackbar.Add("Отчёт подписан", Severity.Success);
        }
    });

    private Task DeclineAsync() => RunAsync(async ct =>
    {
        await decline.RunAsync(await user.ActorAsync(), RequestId, reason, ct);
        await ReadAsync();
    });

    private void Close() => (shown, outcome) = (null, null);
}

using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using Portal.Access;
using Portal.Features.Linking;
using Portal.Hosting.Mail;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.AccountLinks;

/// <summary>One link: its state and history, and what an administrator may do about it.</summary>
public sealed partial class AccountLinkPage(
    CurrentUser user, OpenLink open, ChangeLink change, AskRelink askRelink, DecideRelink decideRelink, StepUp stepUp, IOptions<LinkingOptions> options, IOptions<MailOptions> mail,
    IDialogService dialogs, ISnackbar snackbar, Noticeboard noticeboard, HeaderState header, MoscowTime time) : PortalComponent
{
    private LinkDetails? all;
    private string me = "";
    private string? followed;

    [Parameter] public string LinkId { get; set; } = "";

    private string? Name => all?.Link.FullName ?? all?.Link.PersonName;

    // A first link is rejected rather than undone; one that needs two administrators is not approved by one.
    private IEnumerable<LinkAction> Actions => all is null or { IsOwn: true } ? []
        : LinkLife.Possible(all.Link.State).Where(action => all.Link.State != LinkState.AwaitingApproval
            || (action != LinkAction.Unlink && (action != LinkAction.Approve || !all.Link.IsMove)));

    private bool CanAskRelink => all is { IsOwn: false, Relink: null, Target: not null, Link.State: LinkState.Active or LinkState.Refused or LinkState.AwaitingApproval }
        && (all.Link.State != LinkState.AwaitingApproval || all.Link.IsMove);

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (all is not null && followed != all.Link.PersonId)
        {
            followed = all.Link.PersonId;
            Own(noticeboard.Subscribe(ProveLink.Topic(all.Link.PersonId), () => RedrawAsync(() => ReadAsync(Life))));
        }
    }

    private static string Look(LinkAction action) => action switch
    {
        LinkAction.Approve or LinkAction.Retry or LinkAction.Unblock => "btn-primary",
        LinkAction.Unlink => "btn-danger",
        _ => "",
    };

    private Task LoadAsync() => RunAsync(ReadAsync);

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var actor = await user.ActorAsync();
        all = await open.RunAsync(actor, LinkId, cancellationToken);
        me = actor.PersonId;
    }

    private async Task ActAsync(LinkAction action)
    {
        if (action == LinkAction.Unlink && !await IsFreshAsync())
        {
            return;
        }

        var seen = all!.Link.ServiceUserId;
        if (await LinkActionDialog.AskAsync(dialogs, action, Name!) is { } reason)
        {
            await RunAsync(async ct =>
            {
                var outcome = await change.RunAsync(await user.ActorAsync(), LinkId, seen, action, reason, ct);
                await ReadAsync(ct);
                var (text, severity) = LinkWords.Outcome(outcome, action, all.Link.RefusalCode);
                snackbar.Add(text, severity);
            });
        }
    }

    private async Task AskRelinkAsync()
    {
        var hours = (long)Math.Ceiling(options.Value.RelinkCoolOff.TotalHours);
        if (await IsFreshAsync()
            && await RelinkDialog.AskAsync(dialogs, Name!, all!.MaskedPhone, all.Target!.MaskedPhone, Plural.Of(hours, "час", "часа", "часов"), mail.Value.Host is not "") is { } reason)
        {
            await RunAsync(async ct =>
            {
                Tell(await askRelink.RunAsync(await user.ActorAsync(), LinkId, reason, ct));
                await ReadAsync(ct);
            });
        }
    }

    private Task DecideAsync(Relink relink, bool approve) => RunAsync(async ct =>
    {
        Tell(await decideRelink.RunAsync(await user.ActorAsync(), relink.Id, approve, ct));
        await ReadAsync(ct);
    });

    // Before anything is typed: the way to the provider and back would lose it.
    private Task<bool> IsFreshAsync() => RunAsync(async ct => await stepUp.RequireAsync(await user.ActorAsync(), ct));

    private void Tell(RelinkOutcome outcome)
    {
        var (text, severity) = outcome switch
        {
            RelinkOutcome.Asked => ("Запрос отправлен: ждём второго администратора", Severity.Success),
            RelinkOutcome.Approved => ("Перепривязка согласована", Severity.Success),
            RelinkOutcome.Cancelled => ("Перепривязка отменена", Severity.Success),
            RelinkOutcome.SecondAdministratorNeeded => ("Согласовать должен другой администратор", Severity.Warning),
            RelinkOutcome.NothingToMove => ("В реестре тот же телефон: перепривязывать некуда", Severity.Info),
            RelinkOutcome.RegistryChanged => ("В реестре уже другой телефон: перепривязка отменена, попросите о ней заново", Severity.Warning),
            RelinkOutcome.TakenByAnother => ("С этим пользователем Контура связан другой человек: сначала снимите ту связь", Severity.Warning),
            RelinkOutcome.NoReason => ("Напишите причину", Severity.Warning),
            _ => ("Перепривязка уже изменилась: посмотрите, что с ней теперь", Severity.Info),
        };
        snackbar.Add(text, severity);
    }
}

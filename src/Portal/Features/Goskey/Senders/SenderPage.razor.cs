using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>A profile: its fields, what ends when, whether ESIA takes its key, who may send, and closing it.</summary>
public sealed partial class SenderPage(
    CurrentUser user, OpenSender open, SaveSender save, CheckSender check, CloseSender close, SigningKeys keys, NavigationManager navigation, IDialogService dialogs, ISnackbar snackbar,
    HeaderState header, MoscowTime time) : PortalComponent
{
    private Typing typing = new();
    private SenderInput input = new();
    private OpenedSender? opened;
    private SenderCheck? checkedKey;
    private string? shown;
    private bool loaded;
    private bool checking;
    private bool overtaken;

    [Parameter] public string? SenderId { get; set; }

    private bool IsOpen => opened is null or { Profile.State: SenderState.Active };

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override Task OnParametersSetAsync() => loaded && shown == SenderId ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        opened = SenderId is null ? null : await open.RunAsync(await user.ActorAsync(), SenderId, ct);
        (input, typing, checkedKey, overtaken) = (opened?.Typed ?? new SenderInput { KeyName = keys.Names is [var only] ? only : "" }, new Typing(), null, false);
        (shown, loaded) = (SenderId, true);
    });

    // What is typed stays; what ends when is read anew.
    private Task ReadAsync() => RunAsync(async ct => opened = await open.RunAsync(await user.ActorAsync(), SenderId!, ct) is { } now ? now with { Profile = opened!.Profile } : opened);

    private void Type((string Field, SenderInput Input) typed)
    {
        input = typed.Input;
        typing.Typed(typed.Field);
        Check(sending: false);
    }

    private void Leave(string field)
    {
        typing.Leave(field);
        Check(sending: false);
    }

    private bool Check(bool sending) => typing.Take(new SenderRules(isNew: opened is null).Validate(input.Trimmed()), sending);

    private async Task SaveAsync()
    {
        overtaken = false;
        if (!Check(sending: true))
        {
            return;
        }

        await RunAsync(async ct =>
        {
            switch (await save.RunAsync(await user.ActorAsync(), input, opened?.Profile, ct))
            {
                case SaveSenderOutcome.Saved { Id: var id }:
                    snackbar.Add(opened is null ? "Отправитель добавлен" : "Профиль сохранён", Severity.Success);
                    if (SenderId is null)
                    {
                        navigation.NavigateTo(PortalUrls.Sender(id));
                    }
                    else
                    {
                        await LoadAsync();
                    }

                    break;
                case SaveSenderOutcome.Wrong wrong:
                    typing.Refuse(wrong.Problems);
                    break;
                default:
                    overtaken = true;
                    break;
            }
        });
    }

    private async Task CheckAsync()
    {
        (checking, checkedKey) = (true, null);
        await RunAsync(async ct => checkedKey = await check.RunAsync(await user.ActorAsync(), SenderId!, ct));
        checking = false;
    }

    private async Task CloseAsync()
    {
        var sure = await dialogs.ShowMessageBoxAsync(
            "Закрыть профиль отправителя?", $"{opened!.Profile.Organization}: отправлять от её имени больше никто не сможет, открыть профиль снова нельзя. Уже отправленное дойдёт до конца.",
            yesText: "Закрыть профиль", cancelText: "Не закрывать");
        if (sure != true)
        {
            return;
        }

        await RunAsync(async ct =>
        {
            overtaken = !await close.RunAsync(await user.ActorAsync(), opened.Profile.Id, opened.Profile.Version, ct);
            if (!overtaken)
            {
                snackbar.Add("Профиль закрыт", Severity.Success);
                await LoadAsync();
            }
        });
    }
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Ui;

namespace Portal.Features.Drafts.Inbox;

/// <summary>On the report's page: whom to ask for a signature, or who has been asked, and how that ended.</summary>
public sealed partial class HandOverPanel(
    CurrentUser user, ListColleagues list, HandOver handOver, WithdrawRequest withdraw, ISnackbar snackbar, MoscowTime time) : PortalComponent
{
    private IReadOnlyList<Colleague> colleagues = [];
    private string? chosen;
    private string message = "";

    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;

    /// <summary>The newest request about the report.</summary>
    [Parameter] public SignatureRequest? Last { get; set; }
    [Parameter] public EventCallback OnChanged { get; set; }

    protected override Task OnInitializedAsync() => RunAsync(async ct =>
    {
        colleagues = await list.RunAsync(await user.ActorAsync(), Draft.AccountId, ct);
        chosen = colleagues is [var only] ? only.LinkId : null;
    });

    private Task HandOverAsync() => RunAsync(async ct =>
    {
        var outcome = await handOver.RunAsync(await user.ActorAsync(), Draft.Id, chosen!, message, ct);
        snackbar.Add(
            outcome switch
            {
                HandOverOutcome.Handed => "Отчёт передан на подпись",
                HandOverOutcome.Busy => "Не передан: отчёт проверяется, подписывается или уже у коллеги",
                _ => "Не передан: сначала устраните замечания к отчёту",
            },
            outcome == HandOverOutcome.Handed ? Severity.Success : Severity.Warning);
        await OnChanged.InvokeAsync();
    });

    private Task WithdrawAsync() => RunAsync(async ct =>
    {
        if (!await withdraw.RunAsync(await user.ActorAsync(), Draft.Id, ct))
        {
            snackbar.Add("Отозвать уже нельзя: коллега подписал или отказался", Severity.Warning);
        }

        await OnChanged.InvokeAsync();
    });
}

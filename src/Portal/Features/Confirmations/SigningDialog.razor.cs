using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Options;
using MudBlazor;
using Portal.Ui;

namespace Portal.Features.Confirmations;

/// <summary>
/// Shows one cloud signature: whose certificate, what is signed, where the code went. It decides nothing: the operation lives in the store,
/// closing the dialog leaves it going, and coming back shows it where it is.
/// </summary>
public sealed partial class SigningDialog(IOptions<ConfirmationOptions> options) : PortalComponent
{
    private static readonly DialogOptions Window = new() { MaxWidth = MaxWidth.Small, FullWidth = true, CloseOnEscapeKey = true, BackdropClick = false };
    private CodeField? field;
    private string code = "";
    private string? shownId;
    private bool edited;

    /// <summary>The operation to show; null closes the dialog.</summary>
    [Parameter] public Signing? Signing { get; set; }
    [Parameter] public ConfirmOutcome? Outcome { get; set; }
    [Parameter] public new bool Busy { get; set; }
    [Parameter] public new Trouble? Trouble { get; set; }

    /// <summary>The code, once it is complete or sent by the button.</summary>
    [Parameter] public EventCallback<string> OnCode { get; set; }
    [Parameter] public EventCallback OnNewCode { get; set; }
    [Parameter] public EventCallback OnClose { get; set; }

    /// <summary>The person does not wait for the phone any more; unset where that is offered elsewhere.</summary>
    [Parameter] public EventCallback OnLeave { get; set; }

    /// <summary>In a batch: goes on with the next one.</summary>
    [Parameter] public EventCallback OnSkip { get; set; }

    private string Title => Signing switch
    {
        { State: SigningState.Confirmed } => Words.Done,
        { State: SigningState.Ended } => Words.Failed,
        { Way: SigningWay.MyDss } => "Подтверждение в MyDSS",
        _ => Words.Asked,
    };

    private KindWords Words => KindWords.Of(Signing?.Kind ?? default);

    private static bool CanAskAgain(Signing over) =>
        over.State is SigningState.Ended or SigningState.Left && over.Phase is not (SigningPhase.Changed or SigningPhase.NotAvailable);

    private string? CodeError => edited ? null : Outcome switch
    {
        ConfirmOutcome.NotTaken taken => taken.Message,
        _ => Signing?.Message,
    };

    protected override void OnParametersSet()
    {
        if (shownId != Signing?.Id)
        {
            (shownId, code, edited) = (Signing?.Id, "", false);
        }
    }

    // A complaint about the last code goes as soon as the next one is begun.
    private void Type(string typed)
    {
        edited |= typed.Length > 0 && typed != code;
        code = typed;
    }

    private async Task SendAsync(string typed)
    {
        if (Busy || typed.Length < 4)
        {
            return;
        }

        edited = false;
        await OnCode.InvokeAsync(typed);
        if (Signing is { State: SigningState.Waiting })
        {
            code = "";
            if (field is not null)
            {
                await field.FocusAsync();
            }
        }
    }

    private Task NewCodeAsync()
    {
        (code, edited) = ("", true);
        return OnNewCode.InvokeAsync();
    }

    private Task VisibleAsync(bool visible) => visible ? Task.CompletedTask : OnClose.InvokeAsync();
}

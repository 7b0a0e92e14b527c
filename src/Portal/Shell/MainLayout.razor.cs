using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Shell;

/// <summary>The frame: the account and the person above, navigation at the left or at the foot of a phone.</summary>
public sealed partial class MainLayout(HeaderState header, NavigationManager navigation) : IDisposable
{
    private string WaitingLabel
    {
        get
        {
            var words = Plural.Of(header.WaitingConfirmations, "подтверждение", "подтверждения", "подтверждений");
            return $"{(Plural.Form(header.WaitingConfirmations, "Ждёт", "Ждут", "Ждут"))} вас: {words}";
        }
    }

    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

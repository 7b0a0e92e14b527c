namespace Portal.Shell;

/// <summary>Whose reports these are. Redrawn with the frame.</summary>
public sealed partial class AccountSlot(HeaderState header) : IDisposable
{
    protected override void OnInitialized() => header.Changed += Redraw;

    public void Dispose() => header.Changed -= Redraw;

    private void Redraw() => _ = InvokeAsync(StateHasChanged);
}

using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>The receipt of sending on the screen; the file says the same.</summary>
public sealed partial class ReceiptPage(CurrentUser user, EnterAccount enter, ReadReceipt read) : PortalComponent
{
    private SendReceipt? receipt;
    private bool loaded;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string DraftId { get; set; } = "";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        receipt = await read.RunAsync(await user.ActorAsync(), AccountId.ToString(), DraftId, ct);
        loaded = true;
    });
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows;
using Portal.Features.Drafts.Inbox;
using Portal.Integrations.Http;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Attention;

/// <summary>Home: what needs the person in all of their accounts, each with its one step, and what is due soon. Shown from the store at once; deadlines are then read anew.</summary>
public sealed partial class AttentionPage(
    CurrentUser user, ListAttention attention, ListAccounts accounts, RefreshDeadlines refresh, HeaderState header, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private const int MostRead = 20;

    private AttentionList? list;
    private string? late;

    protected override async Task OnInitializedAsync()
    {
        header.ShowNoAccount();
        await LoadAsync();
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        var link = await user.LinkIdAsync(ct);
        if (list is null)
        {
            Own(noticeboard.Subscribe(Signing.Topic(link), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(SignatureRequest.Topic(link), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(DocflowEntry.AwaitedTopic(link), () => RedrawAsync(ReadAsync)));
        }

        await ReadAsync();
        StateHasChanged();
        await RefreshAsync(ct);
    });

    private async Task ReadAsync() => list = await attention.RunAsync(await user.ActorAsync(), Life);

    // One account that Kontur does not answer for is no reason to hide the others.
    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var actor = await user.ActorAsync();
        var (rows, _) = await accounts.RunAsync(actor, null, 0, MostRead, cancellationToken);
        (late, var read) = (null, false);
        foreach (var account in rows)
        {
            try
            {
                read |= await refresh.RunAsync(actor, account.AccountId, cancellationToken) is not null;
            }
            catch (VendorException)
            {
                late = "Контур сейчас не отвечает: сроки показаны такими, какими были при последнем обновлении.";
            }
        }

        if (read)
        {
            await ReadAsync();
        }
    }
}

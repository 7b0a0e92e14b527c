using Portal.Access;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Goskey.Senders;

/// <summary>The organisations that send to Goskey, and what of each ends first. While there is none: what to get before the first.</summary>
public sealed partial class SendersPage(CurrentUser user, ListSenders list, GoskeySwitch goskey, HeaderState header) : PortalComponent
{
    private IReadOnlyList<ListedSender>? rows;

    protected override Task OnInitializedAsync()
    {
        header.ShowNoAccount();
        return goskey.IsOn ? LoadAsync() : Task.CompletedTask;
    }

    private Task LoadAsync() => RunAsync(async ct => rows = await list.RunAsync(await user.ActorAsync(), ct));

    private static (string Word, StatusTone Tone) Chip(ListedSender row) => row.Worst switch
    {
        { Level: ExpiryLevel.Ended } => ("Нужна замена", StatusTone.Refused),
        { Level: ExpiryLevel.Week or ExpiryLevel.Month } => ("Скоро истекает", StatusTone.NeedsYou),
        _ => SenderWords.State(row.Profile.State),
    };
}

using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Goskey.Sending;
using Portal.Features.Goskey.Tracking;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey;

/// <summary>One package after its review: the queue, the sending, the wait, the end. It reads the store again at every notice, and counts the time down.</summary>
public sealed partial class PackagePage(
    CurrentUser user, OpenPackage open, SubmitPackage submit, TakeBackPackage takeBack, SendAgain sendAgain, HeaderState header, Noticeboard noticeboard, MoscowTime time, ISnackbar snackbar,
    NavigationManager navigation, TimeProvider clock) : PortalComponent
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(20);

    private PackageView? view;
    private DateTimeOffset now;
    private IReadOnlyList<string> reasons = [];
    private Guid watched;

    [Parameter] public Guid Id { get; set; }

    private Outcome Outcome => OutcomeWords.Of(view!.Package);

    private string Subtitle => view!.Package.State == PackageState.Group
        ? view.Package.SenderName
        : $"{view.Package.RecipientName}{(view.Package.MaskedSnils is { } snils ? $", СНИЛС\u00a0{snils}" : "")}";

    private string TurnText => view!.TurnAt is { } turn && turn > now + TimeSpan.FromSeconds(5) ? $"отправится примерно {time.Near(turn)}" : "отправится через несколько секунд";

    protected override void OnInitialized()
    {
        header.ShowNoAccount();
        Own(clock.CreateTimer(_ => _ = RedrawAsync(CountAsync), null, Tick, Tick));
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (view is not null && watched != Id)
        {
            watched = Id;
            Own(noticeboard.Subscribe(Package.Topic(Id.ToString()), () => RedrawAsync(ReadAsync)));
        }
    }

    private Task LoadAsync() => RunAsync(_ => ReadAsync());

    private async Task ReadAsync()
    {
        view = await open.RunAsync(await user.ActorAsync(), Id.ToString(), Life);
        now = clock.GetUtcNow();
        if (view.Package.State == PackageState.Draft)
        {
            navigation.NavigateTo(view.Package.ConsentedAt is null ? PortalUrls.GoskeyRecipient(view.Package.Id) : view.Documents.Count == 0 ? PortalUrls.GoskeyDocuments(view.Package.Id) : PortalUrls.GoskeyReview(view.Package.Id), replace: true);
        }
    }

    // While a turn is waited for, it moves; otherwise only the clock does.
    private Task CountAsync()
    {
        now = clock.GetUtcNow();
        return view?.Package.State == PackageState.Queued ? ReadAsync() : Task.CompletedTask;
    }

    private Task TakeBackAsync() => RunAsync(async ct =>
    {
        if (!await takeBack.RunAsync(await user.ActorAsync(), Id.ToString(), ct))
        {
            snackbar.Add("Забрать уже нельзя: пакет отправляется или мог дойти.", Severity.Warning);
        }

        await ReadAsync();
    });

    private Task ResendAsync() => RunAsync(async ct =>
    {
        reasons = (await submit.RunAsync(await user.ActorAsync(), Id.ToString(), ct)).Reasons;
        await ReadAsync();
    });

    private Task SendAgainAsync() => RunAsync(async ct =>
    {
        if (await sendAgain.RunAsync(await user.ActorAsync(), Id.ToString(), ct) is { } draft)
        {
            navigation.NavigateTo(PortalUrls.GoskeyReview(draft));
            return;
        }

        await ReadAsync();
        snackbar.Add("Отправить заново сейчас нельзя: этот пакет ещё могут подписать.", Severity.Warning);
    });
}

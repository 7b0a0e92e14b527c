using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Goskey.Sending;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>The third step: what the person will see, to whom it goes, until when, and everything that keeps it from going, with the way to mend it.</summary>
public sealed partial class ReviewPage(
    CurrentUser user, ReviewPackage read, SubmitPackage submit, NavigationManager navigation, Noticeboard noticeboard, MoscowTime time, TimeProvider clock, HeaderState header) : PortalComponent
{
    private bool loaded;
    private bool gone;
    private PackageReview? review;
    private IReadOnlyList<string> refusals = [];
    private Guid? shown;

    [Parameter] public Guid Id { get; set; }

    private string QueueWords => review!.LastAfter == TimeSpan.Zero
        ? "Все уйдут сразу, если очередь свободна."
        : $"Госуслуги принимают 20 пакетов за 10 минут: последний уйдёт не раньше чем через {Plural.Of((int)review.LastAfter.TotalMinutes, "минуту", "минуты", "минут")}.";

    protected override void OnInitialized() => header.ShowNoAccount();

    protected override async Task OnParametersSetAsync()
    {
        if (shown != Id)
        {
            shown = Id;
            Own(noticeboard.Subscribe(Package.Topic(Id.ToString()), () => RedrawAsync(ReadAsync)));
            await LoadAsync();
        }
    }

    private Task LoadAsync() => RunAsync(async _ =>
    {
        await ReadAsync();
        loaded = true;
    });

    private async Task ReadAsync()
    {
        review = await read.RunAsync(await user.ActorAsync(), Id.ToString(), Life);
        gone = review is null;
    }

    private (string Href, string Text)? Place(ConcernPlace place) => place switch
    {
        ConcernPlace.Recipient => (PortalUrls.GoskeyRecipient(Id.ToString()), "Исправить получателя"),
        ConcernPlace.Documents => (PortalUrls.GoskeyDocuments(Id.ToString()), "Исправить документы"),
        _ => null,
    };

    private Task SendAsync() => RunAsync(async ct =>
    {
        var outcome = await submit.RunAsync(await user.ActorAsync(), Id.ToString(), ct);
        refusals = outcome.Reasons;
        if (outcome.Queued)
        {
            navigation.NavigateTo(PortalUrls.GoskeyPackage(Id.ToString()));
        }
        else
        {
            await ReadAsync();
        }
    });
}

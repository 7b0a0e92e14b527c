using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Drafts.List;

/// <summary>The last look at several reports, and their sending by one press; the table then shows what becomes of each.</summary>
public sealed partial class SendReviewPage(CurrentUser user, EnterAccount enter, ReviewDrafts review, SendDrafts send, Noticeboard noticeboard) : PortalComponent
{
    private IReadOnlyList<ReviewedDraft>? rows;
    private IReadOnlyList<BulkLine> problems = [];
    private string heading = "";
    private string? watched;

    [Parameter] public Guid AccountId { get; set; }
    [SupplyParameterFromQuery(Name = "d")] private string? Given { get; set; }

    private IReadOnlyList<string> Ids => [.. (Given ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(DraftListStore.MostRows)];

    private IReadOnlyList<string> Ready => [.. rows!.Where(row => row is { Draft.State: DraftState.Ready, Note: null }).Select(row => row.Draft.Id)];

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (rows is not null && watched != Given)
        {
            watched = Given;
            foreach (var row in rows)
            {
                Own(noticeboard.Subscribe(Draft.Topic(row.Draft.Id), () => RedrawAsync(ReadAsync)));
            }
        }
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
    });

    private async Task ReadAsync() => rows = await review.RunAsync(await user.ActorAsync(), AccountId.ToString(), Ids, Life);

    private Task SendAsync() => RunAsync(async ct =>
    {
        var lines = await send.RunAsync(await user.ActorAsync(), AccountId.ToString(), Ready, ct);
        problems = [.. lines.Where(line => line.Problem is not null)];
        heading = $"Не отправлены: {problems.Count} из {lines.Count}";
        await ReadAsync();
    });

    private void Forget() => problems = [];
}

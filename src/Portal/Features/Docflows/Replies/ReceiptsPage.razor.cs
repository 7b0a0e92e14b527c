using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Docflows.Replies;

/// <summary>«Квитанции на всё»: what is awaited in an account, chosen by ticks and sent one after another, each with its result.</summary>
public sealed partial class ReceiptsPage(CurrentUser user, EnterAccount enter, GiveReceipts give, MoscowTime time) : PortalComponent
{
    private readonly HashSet<(string EntryId, string DocumentId)> chosen = [];
    private readonly List<ReceiptResult> results = [];
    private IReadOnlyList<AwaitedReceipt>? awaited;
    private bool sending;
    private int wanted;

    [Parameter] public Guid AccountId { get; set; }

    private List<AwaitedReceipt> AtOnce => [.. awaited!.Where(one => one.IsSignedAtOnce)];
    private List<AwaitedReceipt> ByCode => [.. awaited!.Where(one => !one.IsSignedAtOnce)];

    private string Summary => results.Count(one => one.Problem is null) is var sent && sent == results.Count
        ? $"Отправлено: {sent}" : $"Отправлено {sent} из {results.Count}. Остальные:";

    protected override Task OnParametersSetAsync() => LoadAsync();

    private static string NameOf(AwaitedReceipt one) => one.DocumentType is { } type ? DocflowWords.Document(type) : "узнаём, какой документ…";

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync(ct);
        ChooseAll(true);
        if (awaited!.Any(one => one.DocumentType is null))
        {
            // What the person unticks meanwhile stays unticked.
            StateHasChanged();
            await give.NameAsync(await user.ActorAsync(), AccountId.ToString(), ct);
            await ReadAsync(ct);
        }
    });

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        awaited = await give.ListAsync(await user.ActorAsync(), AccountId.ToString(), cancellationToken);
        chosen.IntersectWith(AtOnce.Select(one => (one.EntryId, one.DocumentId)));
    }

    private void Choose(AwaitedReceipt one)
    {
        if (!chosen.Remove((one.EntryId, one.DocumentId)))
        {
            chosen.Add((one.EntryId, one.DocumentId));
        }
    }

    private void ChooseAll(bool all)
    {
        chosen.Clear();
        chosen.UnionWith(all ? AtOnce.Select(one => (one.EntryId, one.DocumentId)) : []);
    }

    private async Task SendAsync()
    {
        (sending, wanted) = (true, chosen.Count);
        results.Clear();
        await RunAsync(async ct =>
        {
            await give.RunAsync(await user.ActorAsync(), AccountId.ToString(), [.. chosen], result => InvokeAsync(() =>
            {
                results.Add(result);
                StateHasChanged();
            }), ct);
            await ReadAsync(ct);
            ChooseAll(true);
        });
        sending = false;
    }
}

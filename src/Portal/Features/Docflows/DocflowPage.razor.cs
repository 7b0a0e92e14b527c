using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Docflows.Decryption;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows;

/// <summary>What was sent and what came of it: status, documents, a timeline; it follows the state body by itself.</summary>
public sealed partial class DocflowPage(CurrentUser user, EnterAccount enter, DocflowStore store, OpenDocflow open, DecryptAll decryptAll, NavigationManager navigation,
    Noticeboard noticeboard, MoscowTime time)
    : PortalComponent
{
    // Papers that the operator makes for itself are listed, but they are no event for a person.
    private static readonly string[] Silent = ["-description", "-warrant", "-attachment"];
    private DocflowEntry? entry;
    private IReadOnlyList<EntryDocument> documents = [];
    private string? subscribed;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string EntryId { get; set; } = "";
    [SupplyParameterFromQuery] public string? Package { get; set; }

    private IEnumerable<EntryDocument> Events => documents.Where(document => !Silent.Any(type => document.Type.EndsWith(type, StringComparison.OrdinalIgnoreCase)));

    private bool IsDemand => DocflowWords.Last(entry!.Type) == "fns534-demand";

    // A demand is answered with documents once it is accepted; a letter whenever one likes.
    private string? AnswerHref => DocflowWords.Last(entry!.Type) switch
    {
        "fns534-demand" when entry.Awaits == List.AwaitedAnswer.Documents => PortalUrls.InventoryNew(AccountId, Guid.Parse(entry.DocflowId)),
        "fns534-cu-letter" or "pfr-cu-letter" or "stat-cu-letter" => PortalUrls.LetterNew(AccountId, Guid.Parse(entry.DocflowId)),
        _ => null,
    };

    private string? Subtitle => entry is { } sent && DocflowWords.IsReport(sent.Type) ? string.Join(". ", new[] { entry?.Period, entry?.Correction > 0 ? $"Корректировка № {entry.Correction}" : "Первичный" }.Where(part => part is not null)) : null;

    protected override async Task OnParametersSetAsync()
    {
        if (subscribed != EntryId)
        {
            subscribed = EntryId;
            Own(noticeboard.Subscribe(DocflowEntry.Topic(EntryId), () => RedrawAsync(ReadAsync)));
        }

        await LoadAsync();
    }

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        await ReadAsync();
        await open.RunAsync(await user.ActorAsync(), EntryId, ct);
        await ReadAsync();
    });

    private Task DecryptAllAsync() => RunAsync(async ct =>
    {
        if (await decryptAll.RunAsync(await user.ActorAsync(), EntryId, ct) is { } queue)
        {
            navigation.NavigateTo(PortalUrls.SigningBatch(AccountId, queue));
        }
    });

    private async Task ReadAsync()
    {
        var found = await store.FindAsync(await user.LinkIdAsync(Life), EntryId, Life);
        entry = found?.AccountId == AccountId.ToString() ? found : null;
        if (entry is null)
        {
            // Nothing stays on the screen of what may be read no longer.
            documents = [];
            throw new AccessDeniedException();
        }

        documents = [.. (await store.DocumentsAsync(EntryId, Life)).OrderBy(document => document.SentAt?.ToUnixTimeSeconds() / 60).ThenBy(document => DocflowWords.Order(document.Type))];
    }
}

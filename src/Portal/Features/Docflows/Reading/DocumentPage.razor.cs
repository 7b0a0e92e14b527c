using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Docflows.Reading;

/// <summary>One document of a docflow: its words, pages or picture, who signed it and whether that holds.</summary>
public sealed partial class DocumentPage(CurrentUser user, EnterAccount enter, OpenDocument open, PrintEntryDocument print, KeptText read, ReadingStore store, MoscowTime time)
    : PortalComponent
{
    private DocflowEntry? entry;
    private EntryDocument? document;
    private KeptContent? content;
    private IReadOnlyList<EntrySignature> signatures = [];
    private ShownText? text;
    private string? said;
    private bool tooLarge;
    private bool printing;
    private bool showPrint;

    [Parameter] public Guid AccountId { get; set; }
    [Parameter] public string EntryId { get; set; } = "";
    [Parameter] public string DocumentId { get; set; } = "";

    private string? Subtitle => document!.SentAt is { } at ? time.Near(at) : null;

    private bool CanPrint => content is { Kind: ReadableKind.Xml } && document!.Prints != "no" && !showPrint;

    protected override Task OnParametersSetAsync() => LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        var actor = await user.ActorAsync();
        await enter.RunAsync(actor, AccountId, ct);
        (entry, document) = await open.FindAsync(actor, EntryId, DocumentId, ct);
        if (entry.AccountId != AccountId.ToString())
        {
            (entry, document) = (null, null);
            throw new AccessDeniedException();
        }

        StateHasChanged();
        try
        {
            var opened = await open.RunAsync(actor, EntryId, DocumentId, ct);
            (content, signatures) = (opened.Content, opened.Signatures);
            text = content is null ? null : await read.ReadAsync(content, ct);
        }
        catch (InvalidDataException)
        {
            tooLarge = true;
        }
    });

    private async Task PrintAsync()
    {
        (printing, said) = (true, null);
        await RunAsync(async ct =>
        {
            said = await print.RunAsync(await user.ActorAsync(), EntryId, DocumentId, ct);
            content = await store.FindAsync(EntryId, DocumentId, ct);
            showPrint = said is null;
        });
        printing = false;
    }
}

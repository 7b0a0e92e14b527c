using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Confirmations;
using Portal.Features.Docflows.Decryption;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows.Reading;

/// <summary>One document of a docflow: its words, pages or picture, who signed it and whether that holds.</summary>
public sealed partial class DocumentPage(
    CurrentUser user, EnterAccount enter, OpenDocument open, PrintEntryDocument print, KeptText read, ReadingStore store, DecryptDocument decrypt, FindSigning findSigning,
    ConfirmSigning confirm, LeaveSigning leave, Noticeboard noticeboard, MoscowTime time) : PortalComponent
{
    private string? subscribed;
    private Signing? signing;
    private Signing? shown;
    private ConfirmOutcome? outcome;
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

    protected override async Task OnParametersSetAsync()
    {
        if (subscribed != DocumentId)
        {
            subscribed = DocumentId;
            Own(noticeboard.Subscribe(DocflowEntry.Topic(EntryId), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(Signing.Topic(await user.LinkIdAsync(Life)), () => RedrawAsync(ReadAsync)));
        }

        await LoadAsync();
    }

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

        await FindSigningAsync();
        StateHasChanged();
        await OpenAsync(ct);
    });

    // What came meanwhile: a code that was confirmed elsewhere, a phone, the state body's answer.
    private async Task ReadAsync()
    {
        (entry, document) = await open.FindAsync(await user.ActorAsync(), EntryId, DocumentId, Life);
        await FindSigningAsync();
        if (content is null && !document.IsSealed)
        {
            await OpenAsync(Life);
        }
    }

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        try
        {
            var opened = await open.RunAsync(await user.ActorAsync(), EntryId, DocumentId, cancellationToken);
            (document, content, signatures, tooLarge) = (opened.Document, opened.Content, opened.Signatures, false);
            text = content is null ? null : await read.ReadAsync(content, cancellationToken);
        }
        catch (InvalidDataException)
        {
            tooLarge = true;
        }
    }

    private async Task FindSigningAsync()
    {
        signing = await findSigning.RunAsync(await user.ActorAsync(), DocumentDecryption.SubjectOf(EntryId, DocumentId), Life);
        shown = shown is null || signing is { State: SigningState.Confirmed } ? null : signing;
    }

    private Task DecryptAsync() => RunAsync(async ct =>
    {
        outcome = null;
        var begun = await decrypt.RunAsync(await user.ActorAsync(), EntryId, DocumentId, ct);
        said = begun.Why;
        await FindSigningAsync();
        shown = begun.Signing is { State: not SigningState.Confirmed } ? signing : null;
    });

    private Task ConfirmAsync(string code) => RunAsync(async ct =>
    {
        if (shown is not null)
        {
            outcome = await confirm.RunAsync(await user.ActorAsync(), shown.Id, code, ct);
            await ReadAsync();
        }
    });

    private Task LeaveAsync() => RunAsync(async ct =>
    {
        if (shown is not null)
        {
            await leave.RunAsync(await user.ActorAsync(), shown.Id, ct);
            await FindSigningAsync();
        }
    });

    private void OpenDialog() => (shown, outcome) = (signing, null);

    private void CloseDialog() => (shown, outcome) = (null, null);

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

using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Docflows.Replies;

/// <summary>«Что нужно ответить»: each answer that Kontur wants now with its one step, and those that were given.</summary>
public sealed partial class ReplyPanel(
    CurrentUser user, ListReplies list, MakeReply make, GiveReply give, CheckDemand check, IDialogService dialogs, FindSigning findSigning, ConfirmSigning confirm, LeaveSigning leave, AskNewCode anew, Noticeboard noticeboard, MoscowTime time)
    : PortalComponent
{
    private IReadOnlyList<ReplyLine> lines = [];
    private Signing? shown;
    private ConfirmOutcome? outcome;
    private string? said;
    private string? subscribed;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public string EntryId { get; set; } = "";
    [Parameter, EditorRequired] public IReadOnlyList<EntryDocument> Documents { get; set; } = [];

    private static bool IsRefusal(string replyType) => replyType == "fns534-demand-acceptance-result-negative";

    protected override async Task OnParametersSetAsync()
    {
        if (subscribed != EntryId)
        {
            subscribed = EntryId;
            Own(noticeboard.Subscribe(DocflowEntry.Topic(EntryId), () => RedrawAsync(ReadAsync)));
            Own(noticeboard.Subscribe(Signing.Topic(await user.LinkIdAsync(Life)), () => RedrawAsync(ReadAsync)));
        }

        await LoadAsync();
    }

    private string NameOf(string documentId) => Documents.FirstOrDefault(one => one.DocumentId == documentId) is { } document ? DocflowWords.Document(document.Type) : "документ";

    private Task LoadAsync() => RunAsync(async _ => await ReadAsync());

    private async Task ReadAsync()
    {
        var found = await list.RunAsync(await user.ActorAsync(), EntryId, Life);
        var possible = found.Possible.Select(one => new ReplyLine(one.DocumentId, one.ReplyType, true, one.IsSignedAtOnce, found.Given.FirstOrDefault(reply => (reply.DocumentId, reply.ReplyType) == (one.DocumentId, one.ReplyType))));
        var given = found.Given.Where(reply => reply.State == ReplyState.Sent && !found.Possible.Contains(new PossibleReply(reply.DocumentId, reply.ReplyType)));
        lines = [.. possible.OrderBy(line => IsRefusal(line.ReplyType)), .. given.Select(reply => new ReplyLine(reply.DocumentId, reply.ReplyType, false, false, reply))];
        if (shown is not null)
        {
            var signing = await findSigning.RunAsync(await user.ActorAsync(), shown.SubjectId, Life);
            shown = signing is { State: SigningState.Confirmed } ? null : signing;
        }
    }

    // The one step that is meant first: never a refusal.
    private bool IsFirst(ReplyLine line) => line == lines.FirstOrDefault(one => one.CanPress && !IsRefusal(one.ReplyType));

    private Task PressAsync(ReplyLine line) => IsRefusal(line.ReplyType) ? RefuseAsync(line) : GiveAsync(line);

    // The answer is made at Kontur, but neither signed nor sent: what is shown is what would be signed.
    private async Task PreviewAsync(ReplyLine line)
    {
        MadeReply? made = null;
        if (!await RunAsync(async ct => made = await make.RunAsync(await user.ActorAsync(), EntryId, line.DocumentId, line.ReplyType, cancellationToken: ct)) || made is not { Reply: { } reply })
        {
            said = made?.Why;
            return;
        }

        var dialog = await dialogs.ShowAsync<ReplyPreview>(
            null,
            new DialogParameters<ReplyPreview>
            {
                { window => window.AccountId, AccountId }, { window => window.EntryId, EntryId }, { window => window.ReplyId, reply.Id }, { window => window.FileName, reply.FileName },
                { window => window.Title, ReplyWords.Name(line.ReplyType) }, { window => window.Press, ReplyWords.Press(line.ReplyType) },
            },
            new DialogOptions { MaxWidth = MaxWidth.Medium, FullWidth = true });
        if (await dialog.Result is { Canceled: false })
        {
            await GiveAsync(line);
        }
        else
        {
            await LoadAsync();
        }
    }

    // A refusal is meant twice: by the button, and in the dialog that asks for its reasons.
    private async Task RefuseAsync(ReplyLine line)
    {
        var found = new DemandCheck([], null);
        if (!await RunAsync(async ct => found = await check.RunAsync(await user.ActorAsync(), EntryId, ct)))
        {
            return;
        }

        var dialog = await dialogs.ShowAsync<RefuseDialog>(null, new DialogParameters<RefuseDialog> { { window => window.Check, found } });
        if (await dialog.Result is { Canceled: false, Data: IReadOnlyList<string> codes })
        {
            await GiveAsync(line, codes);
        }
    }

    private Task GiveAsync(ReplyLine line, IReadOnlyList<string>? codes = null) => RunAsync(async ct =>
    {
        outcome = null;
        var given = await give.RunAsync(await user.ActorAsync(), EntryId, line.DocumentId, line.ReplyType, codes, ct);
        said = given.Why;
        shown = given.Signing is { State: not SigningState.Confirmed } ? given.Signing : null;
        await ReadAsync();
    });

    private Task ConfirmAsync(string code) => RunAsync(async ct =>
    {
        if (shown is not null)
        {
            outcome = await confirm.RunAsync(await user.ActorAsync(), shown.Id, code, ct);
            await ReadAsync();
        }
    });

    private Task AskAnewAsync() => RunAsync(async ct =>
    {
        if (shown is not null)
        {
            (outcome, shown) = (null, await anew.RunAsync(await user.ActorAsync(), shown.Id, ct) ?? shown);
        }
    });

    private Task LeaveAsync() => RunAsync(async ct =>
    {
        if (shown is not null)
        {
            await leave.RunAsync(await user.ActorAsync(), shown.Id, ct);
            await ReadAsync();
        }
    });

    private void Close() => (shown, outcome) = (null, null);

    private sealed record ReplyLine(string DocumentId, string ReplyType, bool IsPossible, bool IsAtOnce, Reply? Reply)
    {
        public bool CanPress => IsPossible && Reply?.State is null or ReplyState.Made or ReplyState.NotSent;
    }
}

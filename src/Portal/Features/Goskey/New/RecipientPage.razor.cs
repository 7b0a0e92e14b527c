using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Access;
using Portal.Features.Goskey.Senders;
using Portal.Shell;
using Portal.Storage;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>The first step: from where, to whom (one person or a list), with what signature, and that they agree.</summary>
public sealed partial class RecipientPage(
    CurrentUser user, OpenDraft open, ListOwnSenders own, SaveRecipient save, SaveRecipientList saveList, ChangeRecipientList change, ListRecipients recipients, ListRecipientGroups listGroups,
    ForgetRecipient forget, AntiforgeryStateProvider antiforgery, NavigationManager navigation, Noticeboard noticeboard, MoscowTime time, HeaderState header) : PortalComponent
{
    private readonly HashSet<string> left = [];
    private Dictionary<string, string> refused = [];
    private bool loaded;
    private bool gone;
    private DraftView? draft;
    private IReadOnlyList<OwnSender> senders = [];
    private IReadOnlyList<KnownRecipient> known = [];
    private IReadOnlyList<RecipientGroup> groups = [];
    private RecipientInput input = new();
    private string groupName = "";
    private string words = "";
    private string? said;
    private string? token;
    private string? pickedSnils;
    private Guid? shown;

    [Parameter] public Guid Id { get; set; }
    [SupplyParameterFromQuery(Name = "to")] private string? To { get; set; }

    private bool ToList => To is { } chosen ? chosen == "list" : draft?.Listed.Count > 0;
    private string? SavedSnils => input.RememberedId is null ? draft?.MaskedSnils : pickedSnils;

    private IReadOnlyList<FilterChoice> Choices =>
        [new("Одному человеку", PortalUrls.GoskeyRecipient(Id.ToString(), toList: false), !ToList), new("Списку людей", PortalUrls.GoskeyRecipient(Id.ToString(), toList: true), ToList)];

    protected override void OnInitialized()
    {
        header.ShowNoAccount();
        token = antiforgery.GetAntiforgeryToken()?.Value;
    }

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
        senders = await own.RunAsync(await user.ActorAsync(), Life);
        known = await recipients.RunAsync(await user.ActorAsync(), words, Life);
        groups = await listGroups.RunAsync(await user.ActorAsync(), Life);
        if (draft is { Package: var saved } && !loaded)
        {
            // Nothing is chosen for the person: only what was saved is shown as chosen.
            input = new RecipientInput
            {
                SenderId = saved.SenderId is "" && senders.Count == 1 ? senders[0].Id : saved.SenderId, Kind = draft.HasRecipient ? saved.SignatureKind : null, Name = saved.RecipientName,
                Email = draft.Email, Consented = saved.ConsentedAt is not null,
            };
        }

        loaded = true;
    });

    private async Task ReadAsync()
    {
        draft = await open.RunAsync(await user.ActorAsync(), Id.ToString(), Life);
        gone = draft is null;
    }

    private void Type(string field, RecipientInput typed)
    {
        input = typed;
        refused.Remove(field);
    }

    private void Leave(string field)
    {
        left.Add(field);
        if (field == nameof(input.Snils) && Snils.TryParse(input.Snils, out var number))
        {
            input = input with { Snils = number.Formatted };
        }
    }

    private string? Error(string field) => refused.GetValueOrDefault(field) ?? (!left.Contains(field) ? null : field switch
    {
        nameof(input.Name) => RecipientRules.NameProblem(input.Name),
        nameof(input.Snils) => input.Snils.Trim() is "" && SavedSnils is not null ? null : Snils.Problem(input.Snils),
        nameof(input.Email) => RecipientRules.EmailProblem(input.Email),
        _ => null,
    });

    private async Task SearchAsync(string typed)
    {
        words = typed;
        var found = await recipients.RunAsync(await user.ActorAsync(), typed, Life);
        known = words == typed ? found : known;
    }

    private void Pick(KnownRecipient one)
    {
        input = input with { RememberedId = one.Id, Name = one.Name, Email = one.Email, Snils = "", Consented = false };
        pickedSnils = one.MaskedSnils;
        refused = [];
    }

    private Task ForgetAsync(KnownRecipient one) => RunAsync(async ct =>
    {
        await forget.RunAsync(await user.ActorAsync(), one.Id, ct);
        input = input.RememberedId == one.Id ? input with { RememberedId = null } : input;
        known = await recipients.RunAsync(await user.ActorAsync(), words, ct);
    });

    private Task ChangeListAsync(ListChange asked) => RunAsync(async ct =>
    {
        var outcome = await change.RunAsync(await user.ActorAsync(), Id.ToString(), asked, ct);
        refused.Remove(SaveRecipientList.People);
        said = ListWords.Of(asked, outcome);
        input = outcome.Added > 0 ? input with { Consented = false } : input;
        await ReadAsync();
    });

    private Task SaveAsync() => RunAsync(async ct =>
    {
        var outcome = ToList
            ? await saveList.RunAsync(await user.ActorAsync(), Id.ToString(), new ListInput { SenderId = input.SenderId, Kind = input.Kind, Consented = input.Consented, GroupName = groupName }, ct)
            : await save.RunAsync(await user.ActorAsync(), Id.ToString(), input, ct);
        refused = outcome is StepOutcome.Wrong wrong ? new Dictionary<string, string>(wrong.Problems) : [];
        if (outcome is StepOutcome.Saved)
        {
            navigation.NavigateTo(PortalUrls.GoskeyDocuments(Id.ToString()));
        }
        else
        {
            await ReadAsync();
        }
    });
}

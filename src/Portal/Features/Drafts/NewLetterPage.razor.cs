using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>A letter to a state body: to whom, about what, the text; files are added on its page. An answered docflow tells to whom.</summary>
public sealed partial class NewLetterPage(
    CurrentUser user, EnterAccount enter, ListAccountDetails accounts, FindAnswered find, CreateLetter create, NavigationManager navigation, TimeProvider clock) : PortalComponent
{
    private readonly Typing typing = new();
    private bool loaded;
    private AddressingInput input = new();
    private string subject = "";
    private string text = "";
    private AnsweredDocflow? answered;
    private IReadOnlyList<Payer> payers = [];

    [Parameter] public Guid AccountId { get; set; }

    /// <summary>Kontur's id of the docflow that the letter answers.</summary>
    [SupplyParameterFromQuery(Name = "answers")] private Guid? Answers { get; set; }

    private LetterInput Letter => new(input, subject, text);

    protected override Task OnParametersSetAsync() => loaded ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        await enter.RunAsync(await user.ActorAsync(), AccountId, ct);
        payers = (await accounts.RunAsync(await user.ActorAsync(), AccountId.ToString(), ct)).Payers;
        answered = Answers is { } docflow ? await find.RunAsync(await user.ActorAsync(), AccountId.ToString(), docflow, ct) : null;
        input = new AddressingInput
        {
            Payer = payers is [var main, ..] ? SetAddressing.KeyOf(main) : "", Authority = answered?.Authority, Code = answered?.Code ?? "", Answers = answered?.DocflowId ?? "",
        };
        loaded = true;
    });

    private void Type((string Field, AddressingInput Input) typed) => Retype(typed.Field, () => input = typed.Input);

    private void Retype(string field, Action change)
    {
        change();
        typing.Typed(field);
        Check(sending: false);
    }

    private void Leave(string field)
    {
        typing.Leave(field);
        Check(sending: false);
    }

    private bool Check(bool sending) => typing.Take(new LetterRules(Sending.Today(clock)).Validate(Letter), sending);

    private async Task CreateAsync()
    {
        if (!Check(sending: true))
        {
            return;
        }

        await RunAsync(async ct =>
        {
            var outcome = await create.RunAsync(await user.ActorAsync(), AccountId.ToString(), Letter, ct);
            typing.Refuse(outcome.Errors);
            if (outcome.DraftId is { } draft)
            {
                navigation.NavigateTo(PortalUrls.Report(AccountId, draft));
            }
        });
    }
}

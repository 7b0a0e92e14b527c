using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>What the file does not say: code and numbers, payer, warrant, what is answered. Nothing typed is lost by a refusal.</summary>
public sealed partial class AddressingForm(CurrentUser user, SetAddressing save, ListAnswerable listAnswerable, TimeProvider clock) : PortalComponent
{
    private readonly Typing typing = new();
    private AddressingInput input = new();
    private IReadOnlyList<AnsweredDocflow> listed = [];

    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter, EditorRequired] public Destination To { get; set; } = null!;
    [Parameter, EditorRequired] public AccountDetails Account { get; set; } = null!;

    /// <summary>True when something was saved.</summary>
    [Parameter] public EventCallback<bool> OnDone { get; set; }

    private ReportFacts Facts => Draft.Facts;

    // The service has built a request for its inspection and payer; only its warrant is chosen here.
    private bool IsOpen => Facts.Purpose is not (DraftPurpose.Request or DraftPurpose.Inventory);

    private bool AskPayer => Facts.Inn is null && Account.Payers.Count > 1;
    private IReadOnlyList<AccountWarrant> Known => [.. Account.Warrants.Where(one => one.Inn == To.Payer?.Inn)];

    private IEnumerable<AnsweredDocflow> Answerable => Draft.Addressing.Answers is { } current && listed.All(one => one.DocflowId != current.DocflowId) ? listed.Prepend(current) : listed;

    protected override async Task OnInitializedAsync()
    {
        var said = Draft.Addressing;
        input = new AddressingInput
        {
            Authority = To.Authority, IsAddressedByNumber = To.IsSignedInside, Code = To.Code ?? "", Okpo = To.Okpo ?? "", SfrNumber = To.SfrNumber ?? "",
            Payer = To.Payer is { } payer ? SetAddressing.KeyOf(payer) : "", Warrant = said.Warrant?.Kind,
            WarrantNumber = said.Warrant is { Kind: WarrantKind.MachineReadable, Number: { } number } ? number : "", WarrantEndsOn = said.Warrant?.EndsOn?.ToString("O", null) ?? "",
            Answers = said.Answers?.DocflowId ?? "",
        };
        if (IsOpen)
        {
            await RunAsync(async ct => listed = await listAnswerable.RunAsync(await user.ActorAsync(), Draft.AccountId, ct));
        }
    }

    private void Type((string Field, AddressingInput Input) typed)
    {
        input = typed.Input;
        typing.Typed(typed.Field);
        Check(sending: false);
    }

    private void Leave(string field)
    {
        typing.Leave(field);
        Check(sending: false);
    }

    private bool Check(bool sending) => typing.Take(new AddressingRules(Sending.Today(clock)).Validate(input), sending);

    private async Task SaveAsync()
    {
        if (!Check(sending: true))
        {
            return;
        }

        await RunAsync(async ct =>
        {
            var outcome = await save.RunAsync(await user.ActorAsync(), Draft.Id, input, ct);
            typing.Refuse(outcome.Errors);
            if (outcome.IsSaved)
            {
                await OnDone.InvokeAsync(true);
            }
        });
    }
}

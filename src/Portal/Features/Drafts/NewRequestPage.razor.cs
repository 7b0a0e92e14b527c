using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Features.Accounts;
using Portal.Integrations.Http;
using Portal.Shell;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>A request for information by form: what, for what time, from which inspection; the service builds the file.</summary>
public sealed partial class NewRequestPage(
    CurrentUser user, EnterAccount enter, ListAccountDetails accounts, ListCertificates certificates, BuildRequest build, NavigationManager navigation, TimeProvider clock)
    : PortalComponent
{
    private readonly Typing typing = new();
    private bool loaded;
    private RequestInput input = new();
    private IReadOnlyList<Payer> payers = [];

    [Parameter] public Guid AccountId { get; set; }

    private bool IsPerson => TaxNumbers.IsPerson(input.Payer.Split('/')[0]);

    protected override Task OnParametersSetAsync() => loaded ? Task.CompletedTask : LoadAsync();

    private Task LoadAsync() => RunAsync(async ct =>
    {
        var actor = await user.ActorAsync();
        await enter.RunAsync(actor, AccountId, ct);
        var details = await accounts.RunAsync(actor, AccountId.ToString(), ct);
        payers = details.Payers;
        var today = Sending.Today(clock);
        var own = (await certificates.RunAsync(actor, AccountId.ToString(), ct)).FirstOrDefault(choice => choice.WhyNot is null);
        input = new RequestInput
        {
            Payer = payers is [var main, ..] ? SetAddressing.KeyOf(main) : "", Year = today.Year.ToString("0000", null), From = new DateOnly(today.Year, 1, 1).ToString("O", null),
            To = today.ToString("O", null), Chief = details.Warrants.Count == 0 ? own?.Certificate.FullName ?? "" : "",
        };
        loaded = true;
    });

    private void Type(string field, RequestInput changed)
    {
        input = changed;
        typing.Typed(field);
        Check(sending: false);
    }

    private void Leave(string field)
    {
        typing.Leave(field);
        Check(sending: false);
    }

    private bool Check(bool sending) => typing.Take(new RequestRules(Sending.Today(clock)).Validate(input), sending);

    private async Task BuildAsync()
    {
        if (!Check(sending: true))
        {
            return;
        }

        await RunAsync(async ct =>
        {
            try
            {
                var outcome = await build.RunAsync(await user.ActorAsync(), AccountId.ToString(), input, ct);
                typing.Refuse(outcome.Errors);
                if (outcome.DraftId is { } draft)
                {
                    navigation.NavigateTo(PortalUrls.Report(AccountId, draft));
                }
            }
            catch (ReportFileException error)
            {
                Trouble = new Trouble("Запрос не составлен", "Введённое осталось на месте.") { VendorText = error.Message };
            }
            catch (VendorException error) when (error.Kind == VendorErrorKind.Rejected)
            {
                Trouble = new Trouble("Контур не составил запрос", "Введённое осталось на месте.") { VendorText = error.Text, TraceId = error.TraceId };
            }
        });
    }
}

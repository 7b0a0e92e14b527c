using Microsoft.AspNetCore.Components;
using Portal.Features.Accounts;
using Portal.Ui;

namespace Portal.Features.Drafts;

/// <summary>Fields «кому и за кого», of a letter and of a report whose file does not say it: only what is asked for is drawn.</summary>
public sealed partial class AddressFields : PortalComponent
{
    private string? codeName;

    [Parameter, EditorRequired] public AddressingInput Input { get; set; } = new();
    [Parameter] public EventCallback<(string Field, AddressingInput Input)> OnTyped { get; set; }
    [Parameter] public EventCallback<string> OnLeft { get; set; }
    [Parameter, EditorRequired] public Func<string, string?> Complain { get; set; } = _ => null;
    [Parameter] public IReadOnlyList<Payer> Payers { get; set; } = [];

    /// <summary>Name of the body whose code stands in the field, when it is known.</summary>
    [Parameter] public string? CodeName { get; set; }

    /// <summary>The code it belongs to.</summary>
    [Parameter] public string? NamedCode { get; set; }
    [Parameter] public bool AskAuthority { get; set; }
    [Parameter] public bool AskCode { get; set; } = true;
    [Parameter] public bool AskOkpo { get; set; } = true;
    [Parameter] public bool AskNumber { get; set; } = true;
    [Parameter] public bool AskPayer { get; set; } = true;

    protected override void OnParametersSet() => codeName = CodeName is not null && NamedCode == Input.Code ? CodeName : null;

    private static string CodeLabel(Authority body) => body switch
    {
        Authority.Tax => "Код инспекции",
        Authority.SocialFund => "Код органа СФР",
        _ => "Код органа Росстата",
    };

    private Task ChangeAsync(string field, AddressingInput changed) => OnTyped.InvokeAsync((field, changed));
}

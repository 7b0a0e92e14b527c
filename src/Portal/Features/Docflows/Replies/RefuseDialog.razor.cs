using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Ui;

namespace Portal.Features.Docflows.Replies;

/// <summary>Asks why a demand is refused; ends with the codes.</summary>
public sealed partial class RefuseDialog : PortalComponent
{
    private readonly HashSet<string> chosen = new(StringComparer.Ordinal);
    private bool asked;

    /// <summary>What the service found: chosen beforehand.</summary>
    [Parameter, EditorRequired] public DemandCheck Check { get; set; } = new([], null);

    [CascadingParameter] private IMudDialogInstance Window { get; set; } = null!;

    protected override void OnInitialized() => chosen.UnionWith(Check.Codes.Where(DemandRefusals.IsKnown));

    private void Choose(string code, bool isChosen) => _ = isChosen ? chosen.Add(code) : chosen.Remove(code);

    private void Refuse()
    {
        asked = true;
        if (chosen.Count > 0)
        {
            Window.Close(DialogResult.Ok<IReadOnlyList<string>>([.. chosen.Order(StringComparer.Ordinal)]));
        }
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Portal.Ui;

namespace Portal.Features.Drafts.Signatures;

/// <summary>Signatures under the documents, each to be downloaded, and the place for those made elsewhere.</summary>
public sealed partial class SignaturesPanel(SignatureStore store, MoscowTime time, AntiforgeryStateProvider antiforgery) : PortalComponent
{
    private static readonly string[] Extensions = [".sig", ".sgn", ".p7s"];
    private IReadOnlyList<KeptSignature> kept = [];
    private string? token;

    [Parameter, EditorRequired] public Guid AccountId { get; set; }
    [Parameter, EditorRequired] public Draft Draft { get; set; } = null!;
    [Parameter] public IReadOnlyList<DraftDocument> Documents { get; set; } = [];

    /// <summary>A code or a phone is waited for: nothing is attached meanwhile.</summary>
    [Parameter] public bool IsSigning { get; set; }

    /// <summary>Kontur does not sign drafts with cloud certificates.</summary>
    [Parameter] public bool NotAvailable { get; set; }

    private bool CanAttach => Draft.State == DraftState.Checked && !IsSigning && Unsigned.Any();
    private IEnumerable<DraftDocument> Unsigned => Documents.Where(document => !kept.Any(one => one.DocumentId == document.Id && one.Problem is null));

    protected override void OnInitialized() => token = antiforgery.GetAntiforgeryToken()?.Value;

    protected override Task OnParametersSetAsync() => ReadAsync();

    private async Task ReadAsync() => kept = await store.OfDraftAsync(Draft.Id, Life);

    private string NameOf(string documentId) => Documents.FirstOrDefault(document => document.Id == documentId)?.FileName ?? "";
}

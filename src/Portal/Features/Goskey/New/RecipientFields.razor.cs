using Microsoft.AspNetCore.Components;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>One person: picked from those who are remembered, or typed.</summary>
public sealed partial class RecipientFields : PortalComponent
{
    [Parameter, EditorRequired] public RecipientInput Input { get; set; } = new();

    /// <summary>The masked SNILS that holds while nothing is typed.</summary>
    [Parameter] public string? SavedSnils { get; set; }
    [Parameter] public EventCallback<(string Field, RecipientInput Input)> OnTyped { get; set; }
    [Parameter] public EventCallback<string> OnLeft { get; set; }
    [Parameter, EditorRequired] public Func<string, string?> Complain { get; set; } = _ => null;

    [Parameter] public IReadOnlyList<KnownRecipient> Known { get; set; } = [];

    /// <summary>By which the remembered ones are found.</summary>
    [Parameter] public string Words { get; set; } = "";
    [Parameter] public EventCallback<string> OnSearch { get; set; }
    [Parameter] public EventCallback<KnownRecipient> OnPick { get; set; }
    [Parameter] public EventCallback<KnownRecipient> OnForget { get; set; }
    [Parameter] public new bool Busy { get; set; }

    private Task SearchAsync(string? typed) => OnSearch.InvokeAsync(typed ?? "");

    private Task TypeAsync(string field, RecipientInput typed) => OnTyped.InvokeAsync((field, typed));
}

using Microsoft.AspNetCore.Components;

namespace Portal.Features.Goskey.Senders;

/// <summary>The fields of a profile; whoever holds them checks and keeps what is typed.</summary>
public sealed partial class SenderFields
{
    [Parameter, EditorRequired] public SenderInput Input { get; set; } = new();
    [Parameter, EditorRequired] public Func<string, string?> Complain { get; set; } = _ => null;
    [Parameter] public EventCallback<(string Field, SenderInput Input)> OnTyped { get; set; }
    [Parameter] public EventCallback<string> OnLeft { get; set; }

    /// <summary>Names of the keys in the settings.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<string> KeyNames { get; set; } = [];

    /// <summary>End of the API-Key that is kept; null for a new profile.</summary>
    [Parameter] public string? KeptTail { get; set; }

    // A key that is no longer in the settings stays visible until another one is chosen.
    private IEnumerable<string> Names => Input.KeyName is "" || KeyNames.Contains(Input.KeyName) ? KeyNames : KeyNames.Append(Input.KeyName);

    private Task TypeAsync(string field, SenderInput changed) => OnTyped.InvokeAsync((field, changed));

    private static T Parse<T>(ChangeEventArgs e)
        where T : struct, Enum => Enum.TryParse<T>(e.Value?.ToString(), out var value) ? value : default;
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>A one-time code from an SMS: digits only, filled by the phone, pasted with spaces or not.</summary>
public sealed partial class CodeField(IJSRuntime js) : IAsyncDisposable
{
    private readonly ElementScript script = new(js, "./js/code-field.js");
    private readonly string id = $"c{Guid.NewGuid():N}";
    private ElementReference input;
    private DotNetObjectReference<CodeField>? self;
    private string shown = "";

    [Parameter] public string Value { get; set; } = "";
    [Parameter] public EventCallback<string> ValueChanged { get; set; }
    [Parameter] public int Length { get; set; } = 6;

    /// <summary>All digits are there; leave unset for a code sent only by a button.</summary>
    [Parameter] public EventCallback<string> OnComplete { get; set; }
    [Parameter] public string Label { get; set; } = "Код из СМС";
    [Parameter] public string? Hint { get; set; }
    [Parameter] public string? Error { get; set; }
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public bool AutoFocus { get; set; } = true;

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.AttachAsync("attach", input, self, Length);
            if (AutoFocus)
            {
                await FocusAsync();
            }
        }

        if (script.IsAttached && Value != shown)
        {
            shown = Value;
            await script.CallAsync("set", shown);
        }
    }

    /// <summary>Puts the cursor in, for example after a wrong code.</summary>
    public Task FocusAsync() => script.CallAsync("focus");

    [JSInvokable]
    public async Task TypedAsync(string digits)
    {
        if (digits == shown)
        {
            return;
        }

        shown = Value = digits;
        await ValueChanged.InvokeAsync(digits);
        if (digits.Length == Length)
        {
            await OnComplete.InvokeAsync(digits);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await script.DisposeAsync();
        self?.Dispose();
    }
}

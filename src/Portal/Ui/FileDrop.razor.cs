using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>
/// Choosing or dropping files; each is streamed as a raw POST body to <see cref="Url"/>, past the circuit.
/// The endpoint finds the name in <c>X-File-Name</c> (percent-encoded) and the antiforgery token in <see cref="TokenHeader"/>.
/// </summary>
public sealed partial class FileDrop(IJSRuntime js) : IAsyncDisposable
{
    private readonly string id = $"f{Guid.NewGuid():N}";
    private ElementReference zone;
    private ElementReference input;
    private IJSObjectReference? module;
    private IJSObjectReference? uploader;
    private DotNetObjectReference<FileDrop>? self;
    private object? told;
    private string? name;
    private string? problem;
    private string? spoken;
    private int waiting;
    private long sent;
    private long whole;

    [Parameter, EditorRequired] public string Url { get; set; } = "";
    [Parameter] public string? Token { get; set; }
    [Parameter] public string TokenHeader { get; set; } = "RequestVerificationToken";

    /// <summary>Lower case with the dot: «.xml».</summary>
    [Parameter] public IReadOnlyList<string> Extensions { get; set; } = [];
    [Parameter] public long MaxSize { get; set; } = 64L * 1024 * 1024;
    [Parameter] public bool Multiple { get; set; }
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public string? Hint { get; set; }

    /// <summary>The page's own word about what was uploaded; wins over nothing, yields to a failed upload.</summary>
    [Parameter] public string? ErrorText { get; set; }

    /// <summary>The body of the endpoint's answer, once per file.</summary>
    [Parameter] public EventCallback<string> OnUploaded { get; set; }

    /// <summary>The sentence that is also shown beside.</summary>
    [Parameter] public EventCallback<string> OnFailed { get; set; }

    /// <summary>All the chosen files have been dealt with.</summary>
    [Parameter] public EventCallback OnFinished { get; set; }

    private bool Sending => name is not null;
    private string? Error => problem ?? ErrorText;
    private string Caption => waiting > 0 ? $"{name}, ещё в очереди: {waiting}" : name ?? "";
    private string? Accept => Extensions.Count == 0 ? null : string.Join(',', Extensions);
    private string Limits => Extensions.Count == 0
        ? $"До {FileSize.Of(MaxSize)}"
        : $"{string.Join(", ", Extensions.Select(e => e.TrimStart('.').ToUpperInvariant()))} до {FileSize.Of(MaxSize)}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var options = new { url = Url, token = Token, tokenHeader = TokenHeader, extensions = Extensions, maxSize = MaxSize, multiple = Multiple };
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            module = await js.InvokeAsync<IJSObjectReference>("import", "./js/upload.js");
            uploader = await module.InvokeAsync<IJSObjectReference>("attach", zone, input, self, options);
            told = (Url, Token, MaxSize, Multiple);
        }
        else if (uploader is not null && !Equals(told, (Url, Token, MaxSize, Multiple)))
        {
            told = (Url, Token, MaxSize, Multiple);
            await uploader.InvokeVoidAsync("configure", options);
        }
    }

    [JSInvokable]
    public void Started(string fileName, long size, int queued) => Show(fileName, null, $"Загружается {fileName}", size, queued);

    [JSInvokable]
    public void Progress(long loaded, long total)
    {
        (sent, whole) = (loaded, total);
        StateHasChanged();
    }

    [JSInvokable]
    public Task UploadedAsync(string answer)
    {
        Show(null, null, $"{name}: загружен");
        return OnUploaded.InvokeAsync(answer);
    }

    [JSInvokable]
    public Task FailedAsync(string fileName, int status, string answer) => FailAsync(UploadRefusal.Sentence(fileName, status, answer, MaxSize));

    [JSInvokable]
    public Task RefusedAsync(string fileName, string reason) => FailAsync(UploadRefusal.BeforeSending(fileName, reason, Extensions, MaxSize));

    [JSInvokable]
    public void Cancelled(string fileName) => Show(null, null, $"Загрузка отменена: {fileName}");

    [JSInvokable]
    public Task FinishedAsync() => OnFinished.InvokeAsync();

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (uploader is not null)
            {
                await uploader.InvokeVoidAsync("dispose");
                await uploader.DisposeAsync();
            }

            await (module?.DisposeAsync() ?? ValueTask.CompletedTask);
        }
        catch (JSDisconnectedException)
        {
            // The tab is gone, and the uploader with it.
        }

        self?.Dispose();
    }

    private async Task CancelAsync() => await (uploader?.InvokeVoidAsync("cancel") ?? ValueTask.CompletedTask);

    private Task FailAsync(string sentence)
    {
        Show(null, sentence, null);
        return OnFailed.InvokeAsync(sentence);
    }

    private void Show(string? sending, string? sentence, string? said, long size = 0, int queued = 0)
    {
        (name, problem, spoken, sent, whole, waiting) = (sending, sentence, said, 0, size, queued);
        StateHasChanged();
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>
/// Choosing or dropping files; each is streamed as a raw POST body to <see cref="Url"/>, past the circuit, one after the other.
/// The endpoint finds the name in <c>X-File-Name</c> (percent-encoded) and the antiforgery token in <see cref="TokenHeader"/>.
/// What was not taken stays in the list with its reason until it is repeated or hidden.
/// </summary>
public sealed partial class FileDrop(IJSRuntime js) : IAsyncDisposable
{
    private readonly ElementScript script = new(js, "./js/upload.js");
    private readonly string id = $"f{Guid.NewGuid():N}";
    private readonly List<UploadRow> files = [];
    private ElementReference zone;
    private ElementReference input;
    private DotNetObjectReference<FileDrop>? self;
    private object? told;
    private string? spoken;

    [Parameter, EditorRequired] public string Url { get; set; } = "";
    [Parameter] public string? Token { get; set; }
    [Parameter] public string TokenHeader { get; set; } = "RequestVerificationToken";

    /// <summary>Lower case with the dot: «.xml».</summary>
    [Parameter] public IReadOnlyList<string> Extensions { get; set; } = [];
    [Parameter] public long MaxSize { get; set; } = 64L * 1024 * 1024;

    /// <summary>Many files at once; more may be added while the first are on their way.</summary>
    [Parameter] public bool Multiple { get; set; }

    /// <summary>Files taken in one choice of many; the rest is refused with a sentence.</summary>
    [Parameter] public int MaxFiles { get; set; } = 100;
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public string? Hint { get; set; }

    /// <summary>The page's own word about what was uploaded; wins over nothing, yields to a failed upload.</summary>
    [Parameter] public string? ErrorText { get; set; }

    /// <summary>What stands in the row of an uploaded file under its name; by default its size.</summary>
    [Parameter] public RenderFragment<UploadRow>? Uploaded { get; set; }

    /// <summary>A file that was taken keeps its row; false where the page shows it itself.</summary>
    [Parameter] public bool ShowUploaded { get; set; } = true;

    /// <summary>The body of the endpoint's answer, once per file.</summary>
    [Parameter] public EventCallback<string> OnUploaded { get; set; }

    /// <summary>The sentence that is also shown beside.</summary>
    [Parameter] public EventCallback<string> OnFailed { get; set; }

    /// <summary>All the chosen files have been dealt with: the list with how each ended.</summary>
    [Parameter] public EventCallback<IReadOnlyList<UploadRow>> OnFinished { get; set; }

    private bool Sending => files.Any(file => file.IsOpen);
    private bool Failed => files.Any(file => file.State == UploadState.Failed);
    private string? Accept => Extensions.Count == 0 ? null : string.Join(',', Extensions);
    private string Limits => Extensions.Count == 0
        ? $"До {FileSize.Of(MaxSize)}"
        : $"{string.Join(", ", Extensions.Select(e => e.TrimStart('.').ToUpperInvariant()))} до {FileSize.Of(MaxSize)}";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        var options = new { url = Url, token = Token, tokenHeader = TokenHeader, extensions = Extensions, maxSize = MaxSize, multiple = Multiple, maxFiles = MaxFiles };
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.AttachAsync("attach", zone, input, self, options);
            told = (Url, Token, MaxSize, Multiple);
        }
        else if (script.IsAttached && !Equals(told, (Url, Token, MaxSize, Multiple)))
        {
            told = (Url, Token, MaxSize, Multiple);
            await script.CallAsync("configure", options);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await script.DisposeAsync();
        self?.Dispose();
    }

    private Task CancelAsync(int file) => script.CallAsync("cancel", file);

    private async Task RetryAsync(int file)
    {
        Put(file, row => row with { State = UploadState.Waiting, Reason = null, CanRetry = false }, null);
        await script.CallAsync("retry", file);
    }

    private async Task DismissAsync(int file)
    {
        files.RemoveAll(row => row.Id == file);
        await script.CallAsync("forget", file);
    }
}

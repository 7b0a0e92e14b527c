using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>A PDF of this origin shown in the page: pages as pictures with their text over them, no plug-in and no foreign script.</summary>
public sealed partial class PdfViewer(IJSRuntime js) : IAsyncDisposable
{
    private const double Step = 0.25;
    private const double Smallest = 0.5;
    private const double Largest = 3;

    private readonly ElementScript script = new(js, "./js/pdf-viewer.js");
    private ElementReference host;
    private DotNetObjectReference<PdfViewer>? self;
    private string? problem;
    private int pages;
    private int page = 1;
    private double zoom = 1;

    /// <summary>Address of the PDF.</summary>
    [Parameter, EditorRequired] public string Url { get; set; } = "";

    /// <summary>What it is, read aloud.</summary>
    [Parameter, EditorRequired] public string Title { get; set; } = "";

    /// <summary>Its name when it is downloaded.</summary>
    [Parameter] public string FileName { get; set; } = "document.pdf";

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
        {
            self = DotNetObjectReference.Create(this);
            await script.AttachAsync("open", host, self, Url);
        }
    }

    [JSInvokable]
    public void Loaded(int count)
    {
        pages = count;
        StateHasChanged();
    }

    [JSInvokable]
    public void At(int number)
    {
        page = number;
        StateHasChanged();
    }

    [JSInvokable]
    public void Failed(string reason)
    {
        problem = reason switch
        {
            "gone" => "Документа больше нет. Обновите страницу и запросите его ещё раз.",
            "network" => "Документ не загрузился: нет связи с порталом. Повторите через минуту.",
            _ => "Документ не удалось показать. Скачайте его и откройте на компьютере.",
        };
        StateHasChanged();
    }

    public async ValueTask DisposeAsync()
    {
        await script.DisposeAsync();
        self?.Dispose();
    }

    private async Task GoAsync(int number)
    {
        page = Math.Clamp(number, 1, pages);
        await script.CallAsync("go", page);
    }

    private async Task ZoomAsync(double to)
    {
        zoom = Math.Clamp(to, Smallest, Largest);
        await script.CallAsync("zoom", zoom);
    }

    private async Task RetryAsync()
    {
        (problem, pages, page, zoom) = (null, 0, 1, 1);
        await script.AttachAsync("open", host, self, Url);
    }
}

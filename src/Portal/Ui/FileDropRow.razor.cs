using Microsoft.AspNetCore.Components;

namespace Portal.Ui;

/// <summary>A chosen file: how far it is, or why it was not taken and what can be done.</summary>
public sealed partial class FileDropRow
{
    [Parameter, EditorRequired] public UploadRow File { get; set; } = null!;
    [Parameter] public RenderFragment<UploadRow>? Uploaded { get; set; }
    [Parameter] public EventCallback OnCancel { get; set; }
    [Parameter] public EventCallback OnRetry { get; set; }
    [Parameter] public EventCallback OnDismiss { get; set; }

    private string Note => File.State switch
    {
        UploadState.Waiting => $"{FileSize.Of(File.Size)}, в очереди",
        UploadState.Uploaded => $"{FileSize.Of(File.Size)}, загружен",
        UploadState.Cancelled => "Загрузка отменена",
        _ => File.Reason ?? "Не загружен",
    };
}

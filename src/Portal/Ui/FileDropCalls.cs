using Microsoft.JSInterop;

namespace Portal.Ui;

/// <summary>What the browser's side tells of the chosen files.</summary>
public sealed partial class FileDrop
{
    /// <summary>Files were chosen and wait. A single choice takes the place of what was there.</summary>
    [JSInvokable]
    public void Queued(IReadOnlyList<UploadRow> chosen)
    {
        if (!Multiple)
        {
            files.Clear();
        }

        files.AddRange(chosen);
        StateHasChanged();
    }

    [JSInvokable]
    public void Started(int file) => Put(file, row => row with { State = UploadState.Sending, Sent = 0, Reason = null, CanRetry = false }, "загружается");

    [JSInvokable]
    public void Progress(int file, long loaded) => Put(file, row => row with { Sent = Math.Min(loaded, row.Size) }, null);

    [JSInvokable]
    public async Task UploadedAsync(int file, string answer)
    {
        Put(file, row => row with { State = UploadState.Uploaded, Sent = row.Size, Answer = answer }, "загружен");
        await OnUploaded.InvokeAsync(answer);
        if (!ShowUploaded)
        {
            await DismissAsync(file);
            StateHasChanged();
        }
    }

    [JSInvokable]
    public Task FailedAsync(int file, int status, string answer) =>
        FailAsync(file, row => UploadRefusal.Sentence(row.FileName, status, answer, MaxSize), canRetry: status is not (413 or 422));

    [JSInvokable]
    public Task RefusedAsync(int file, string reason) =>
        FailAsync(file, row => UploadRefusal.BeforeSending(row.FileName, reason, Extensions, MaxSize, MaxFiles), canRetry: reason == "many");

    [JSInvokable]
    public void Cancelled(int file) => Put(file, row => row with { State = UploadState.Cancelled, CanRetry = true }, "загрузка отменена");

    [JSInvokable]
    public Task FinishedAsync() => OnFinished.InvokeAsync(files);

    private Task FailAsync(int file, Func<UploadRow, string> sentenceOf, bool canRetry)
    {
        var sentence = files.Find(row => row.Id == file) is { } failed ? sentenceOf(failed) : null;
        Put(file, row => row with { State = UploadState.Failed, Reason = sentence, CanRetry = canRetry }, null);
        spoken = sentence;
        return OnFailed.InvokeAsync(sentence);
    }

    private void Put(int file, Func<UploadRow, UploadRow> change, string? said)
    {
        if (files.FindIndex(row => row.Id == file) is >= 0 and var index)
        {
            files[index] = change(files[index]);
            spoken = said is null ? spoken : $"{files[index].FileName}: {said}";
            StateHasChanged();
        }
    }
}

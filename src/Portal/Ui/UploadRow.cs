namespace Portal.Ui;

/// <summary>Where a chosen file is on its way to the endpoint.</summary>
public enum UploadState
{
    /// <summary>Waits for the files before it.</summary>
    Waiting,

    /// <summary>Being sent.</summary>
    Sending,

    /// <summary>The endpoint took it.</summary>
    Uploaded,

    /// <summary>Not taken; <see cref="UploadRow.Reason"/> says why.</summary>
    Failed,

    /// <summary>Stopped by the person.</summary>
    Cancelled,
}

/// <summary>One chosen file of a <see cref="FileDrop"/>.</summary>
/// <param name="Id">Number given by the browser's side.</param>
/// <param name="FileName">As the browser gives it.</param>
/// <param name="Size">Bytes.</param>
public sealed record UploadRow(int Id, string FileName, long Size)
{
    /// <summary>State.</summary>
    public UploadState State { get; init; }

    /// <summary>Bytes sent so far.</summary>
    public long Sent { get; init; }

    /// <summary>Why it was not taken, in a sentence for the person.</summary>
    public string? Reason { get; init; }

    /// <summary>The body of the endpoint's answer, once it was taken.</summary>
    public string? Answer { get; init; }

    /// <summary>It may be sent again: a file that the browser refused itself would be refused again.</summary>
    public bool CanRetry { get; init; }

    /// <summary>Waits or is being sent.</summary>
    public bool IsOpen => State is UploadState.Waiting or UploadState.Sending;
}

namespace Portal.Integrations.KonturExtern;

/// <summary>How a cloud operation is confirmed (contract drafts 2.2).</summary>
public static class ConfirmTypes
{
    /// <summary>Nothing to confirm.</summary>
    public static readonly Word None = new("none");

    /// <summary>A code by SMS.</summary>
    public static readonly Word Sms = new("sms");

    /// <summary>The MyDSS application on the phone.</summary>
    public static readonly Word MyDss = new("my-dss");

    /// <summary>A SIM applet; treat as unsupported (G24).</summary>
    public static readonly Word Applet = new("applet");
}

/// <summary>The answer of cloud-sign (contract drafts 2.2).</summary>
public sealed record SignInitResult
{
    /// <summary>Links.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];

    /// <summary>The documents whose signing has begun.</summary>
    public IReadOnlyList<Link> DocumentsToSign { get; init => field = value ?? []; } = [];

    /// <summary>SMS: opaque id of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>MyDSS: the task to poll; nothing is attached until it has been read as succeeded.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>See <see cref="ConfirmTypes"/>.</summary>
    public Word ConfirmType { get; init; }

    /// <summary>Whether the person has to confirm (contract drafts 2.2).</summary>
    public bool NeedsConfirmation => !string.IsNullOrEmpty(RequestId) || TaskId is not null;
}

/// <summary>The answer of cloud-sign-confirm (contract drafts 2.3).</summary>
public sealed record SignResult
{
    /// <summary>The documents signed.</summary>
    public IReadOnlyList<Link> SignedDocuments { get; init => field = value ?? []; } = [];

    /// <summary>Links.</summary>
    public IReadOnlyList<Link> Links { get; init => field = value ?? []; } = [];
}

/// <summary>The result of a MyDSS operation (contract drafts 2.4).</summary>
public sealed record CryptOperationStatusResult
{
    /// <summary>See <see cref="CryptStatuses"/>.</summary>
    public Word OperationStatus { get; init; }

    /// <summary>By file.</summary>
    public IReadOnlyList<CryptFileStatus> FileStatuses { get; init => field = value ?? []; } = [];
}

/// <summary>One file of a MyDSS operation (contract drafts 2.4); size in bytes.</summary>
public sealed record CryptFileStatus(string? FileId, Word Status, string? ErrorId, Word ErrorCode, long? ResultSize, string? ResultMd5, string? ResultId);

/// <summary>The statuses of a cloud operation (contract drafts 2.4), in <c>progress</c> and <c>operation-status</c>.</summary>
public static class CryptStatuses
{
    /// <summary>In the queue.</summary>
    public static readonly Word Enqueued = new("Enqueued");

    /// <summary>Running.</summary>
    public static readonly Word InProgress = new("InProgress");

    /// <summary>The push is on the phone.</summary>
    public static readonly Word AwaitingForConfirmation = new("AwaitingForConfirmation");

    /// <summary>Another operation of this person waits on the phone.</summary>
    public static readonly Word UserHasUnconfirmedOperation = new("UserHasUnconfirmedOperation");

    /// <summary>Done.</summary>
    public static readonly Word Completed = new("Completed");

    /// <summary>Declined on the phone.</summary>
    public static readonly Word CanceledByUser = new("CanceledByUser");

    /// <summary>Not confirmed in time.</summary>
    public static readonly Word Timeout = new("Timeout");

    /// <summary>Attempts used up.</summary>
    public static readonly Word ExceededConfirmationAttemptsCount = new("ExceededConfirmationAttemptsCount");

    /// <summary>Failure.</summary>
    public static readonly Word Crashed = new("Crashed");
}

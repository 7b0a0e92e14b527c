using System.Text.Json;

namespace Portal.Integrations.KonturExtern;

/// <summary>The states of a task (contract drafts 0.7).</summary>
public static class TaskStates
{
    /// <summary>Not yet finished: poll every 5 s.</summary>
    public static readonly Word Running = new("running");

    /// <summary>Finished with a result (which may be a refusal: see <see cref="ExternTask.AsSendRefusal"/>).</summary>
    public static readonly Word Succeed = new("succeed");

    /// <summary>Finished with <see cref="ExternTask.Error"/>.</summary>
    public static readonly Word Failed = new("failed");
}

/// <summary>The types of tasks that the portal starts (contract drafts 0.7).</summary>
public static class TaskTypes
{
    /// <summary>Check of a draft.</summary>
    public static readonly Urn Check = new("urn:task-type:check");

    /// <summary>Preparation of a draft.</summary>
    public static readonly Urn Prepare = new("urn:task-type:prepare");

    /// <summary>Sending of a draft.</summary>
    public static readonly Urn Send = new("urn:task-type:send");

    /// <summary>Signing of a draft confirmed in MyDSS.</summary>
    public static readonly Urn CloudSign = new("urn:task-type:initDraftSignOperation");
}

/// <summary>A deferred task, as started and as polled (contract drafts 0.7, auth 5.3). The views return null when the result is absent or of another shape.</summary>
public sealed record ExternTask
{
    /// <summary>The id to poll.</summary>
    public Guid Id { get; init; }

    /// <summary>See <see cref="TaskStates"/>.</summary>
    public Word TaskState { get; init; }

    /// <summary>See <see cref="TaskTypes"/>; empty when the vendor sent null.</summary>
    public Urn TaskType { get; init; }

    /// <summary>The result, by type; present when succeeded.</summary>
    public JsonElement? TaskResult { get; init; }

    /// <summary>The failure; present when failed.</summary>
    public ExternError? Error { get; init; }

    /// <summary>Crypto tasks only: the operation's status (contract drafts 2.4), see <see cref="CryptStatuses"/>.</summary>
    public Word Progress { get; init; }

    /// <summary>True until the task ends; a state unknown to us counts as running.</summary>
    public bool IsRunning => TaskState != TaskStates.Succeed && TaskState != TaskStates.Failed;

    /// <summary>The result of a check, without its <c>data</c> wrapper (contract drafts 1.8).</summary>
    public CheckResult? AsCheckResult() =>
        Result is { } result ? Read<CheckResult>(result.TryGetProperty("data", out var data) ? data : result) : null;

    /// <summary>The result of a preparation (contract drafts 1.8).</summary>
    public PrepareResult? AsPrepareResult() => Result is { } result ? Read<PrepareResult>(result) : null;

    /// <summary>The docflow made by a successful send (contract drafts 1.8).</summary>
    public Docflow? AsDocflow() => Result is { } result && !IsRefusal(result) ? Read<Docflow>(result) : null;

    /// <summary>The refusal that a succeeded send task may hold instead of a docflow: its id is a URN (contract drafts 1.8).</summary>
    public SendRefusal? AsSendRefusal() => Result is { } result && IsRefusal(result) ? Read<SendRefusal>(result) : null;

    /// <summary>The drafts that a builder has made (contract drafts 4).</summary>
    public BuiltDrafts? AsBuilt() => Result is { } result ? Read<BuiltDrafts>(result) : null;

    /// <summary>The result of a cloud operation (contract drafts 2.4).</summary>
    public CryptOperationStatusResult? AsCryptStatus() => Result is { } result ? Read<CryptOperationStatusResult>(result) : null;

    /// <summary>The content that a print made: a PDF, kept for a year (contract drafts 1.7).</summary>
    public Guid? AsContentId() =>
        Result is { } result && result.TryGetProperty("content-id", out var id) && id.ValueKind == JsonValueKind.String && id.TryGetGuid(out var content) ? content : null;

    private JsonElement? Result => TaskResult is { ValueKind: JsonValueKind.Object } result ? result : null;

    private static bool IsRefusal(JsonElement result) => result.TryGetProperty("id", out var id)
        && id.ValueKind == JsonValueKind.String && id.GetString()!.StartsWith("urn:", StringComparison.OrdinalIgnoreCase);

    private static T? Read<T>(JsonElement element)
        where T : class
    {
        try
        {
            return element.Deserialize<T>(ExternJson.Options);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A page of a draft's tasks (contract drafts 0.7).</summary>
public sealed record ExternTaskPage
{
    /// <summary>Skipped.</summary>
    public long Skip { get; init; }

    /// <summary>Asked for.</summary>
    public long Take { get; init; }

    /// <summary>All there are.</summary>
    public long TotalCount { get; init; }

    /// <summary>The tasks, without results.</summary>
    public IReadOnlyList<ExternTaskItem> ApiTaskPageItems { get; init => field = value ?? []; } = [];
}

/// <summary>One line of <see cref="ExternTaskPage"/>.</summary>
public sealed record ExternTaskItem(Guid Id, Word TaskState, Urn TaskType, Link? TaskResultLink);

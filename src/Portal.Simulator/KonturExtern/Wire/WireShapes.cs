namespace Portal.Simulator.KonturExtern.Wire;

/// <summary>A link (drafts contract 0.5): absolute address and relation.</summary>
internal sealed record Link(string Href, string Rel, string? Name = null);

/// <summary>The error body (auth contract 5.1, drafts contract 0.4).</summary>
internal sealed record ErrorBody(string Id, int StatusCode, string Message, string? TraceId, IReadOnlyDictionary<string, string>? Properties, object? Context = null);

/// <summary>A refusal that becomes an <see cref="ErrorBody"/>.</summary>
internal sealed class ExternException(int status, string message, string id = ExternException.Generic, object? context = null) : Exception(message)
{
    /// <summary>The id of errors that the vendor never published.</summary>
    public const string Generic = "urn:error:externapi:error";

    public int Status => status;

    public string Id => id;

    public object? Context => context;

    public static ExternException BadRequest(string message) => new(StatusCodes.Status400BadRequest, message);

    public static ExternException Forbidden(string message) => new(StatusCodes.Status403Forbidden, message);

    /// <summary>409 naming what is in the way (drafts contract 0.6).</summary>
    public static ExternException Locked(string message, Guid taskId, string taskType) => new(
        StatusCodes.Status409Conflict, message, "urn:error:externapi:concurrentApiTaskActive", new { ConcurrentTask = new { Id = taskId, TaskType = $"urn:task-type:{taskType}" } });

    public static ExternException NotFound(string message) => new(StatusCodes.Status404NotFound, message);
}

/// <summary>What a handler answers; a null body with a status means an empty answer.</summary>
internal sealed record ExternAnswer(int Status, object? Body)
{
    /// <summary>The handler has written the response itself.</summary>
    public static readonly ExternAnswer Written = new(0, null);

    public static ExternAnswer Ok(object body) => new(StatusCodes.Status200OK, body);

    public static ExternAnswer Created(object body) => new(StatusCodes.Status201Created, body);

    public static ExternAnswer Empty(int status = StatusCodes.Status204NoContent) => new(status, null);
}

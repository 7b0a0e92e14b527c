using System.Text.Json;
using System.Text.Json.Serialization;
using Portal.Integrations.Http;

namespace Portal.Integrations.KonturExtern;

/// <summary>The error body of Kontur.Extern, in answers and inside tasks (contract auth 5.1, drafts 0.4).</summary>
public sealed record ExternError
{
    /// <summary>The kind of error; there is no published catalogue, so only the known ones are ever compared.</summary>
    public Urn Id { get; init; }

    /// <summary>The HTTP status it stands for; null when unreadable.</summary>
    [JsonConverter(typeof(StatusCodeConverter))]
    public int? StatusCode { get; init; }

    /// <summary>The vendor's text for people.</summary>
    public string? Message { get; init; }

    /// <summary>The request id, current model.</summary>
    public string? TraceId { get; init; }

    /// <summary>The request id, older model.</summary>
    public string? TrackId { get; init; }

    /// <summary>Details of a lock (409): the task that holds it.</summary>
    public ExternErrorContext? Context { get; init; }

    /// <summary>The same failure as an exception: for the error of a failed task. Definite: the task did run and did fail.</summary>
    public VendorException ToException() => new(
        VendorStatus.ToKind((System.Net.HttpStatusCode)(StatusCode ?? 400)), ExternErrors.Vendor, Message, Id.IsEmpty ? null : Id.Raw, TraceId ?? TrackId);
}

/// <summary>What a lock error adds (contract drafts 0.4).</summary>
public sealed record ExternErrorContext(ConcurrentTask? ConcurrentTask);

/// <summary>The task that holds the lock; poll it, then repeat (contract drafts Appendix D).</summary>
public sealed record ConcurrentTask(Guid? Id, Urn TaskType);

/// <summary>Translates the vendor's refusals, once (contract auth 5.1–5.2, drafts 0.4). A 400 whose body is a task is an answer, not a refusal (drafts 1.8).</summary>
public static class ExternErrors
{
    /// <summary>The vendor's name in <see cref="VendorException.Vendor"/>.</summary>
    public const string Vendor = "Kontur.Extern";

    /// <summary>409: a lock of contract drafts 0.6.</summary>
    public const string ConcurrentTaskActive = "urn:error:externapi:concurrentApiTaskActive";

    /// <summary>400: prepare while a document has no signature.</summary>
    public const string SignatureNotFound = "urn:error:externapi:signatureNotFound";

    /// <summary>400: print of what has no print form.</summary>
    public const string DocumentPrintUnsupported = "urn:error:externapi:documentPrintUnsupported";

    /// <summary>Send while the check found errors; seen inside a task result.</summary>
    public const string CheckProtocolHasErrors = "urn:error:externapi:checkProtocolHasErrors";

    internal static async Task<VendorException?> TranslateAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsByteArrayAsync(ct);
        var error = Read(body, out var isTask);
        if (isTask && response.StatusCode == System.Net.HttpStatusCode.BadRequest)
        {
            return null;
        }

        var header = response.Headers.TryGetValues("X-Kontur-Trace-Id", out var values) ? values.FirstOrDefault() : null;
        return VendorStatus.ToException(
            Vendor,
            response,
            string.IsNullOrWhiteSpace(error?.Message) ? null : error.Message,
            error is { Id.IsEmpty: false } ? error.Id.Raw : null,
            error?.TraceId ?? error?.TrackId ?? header);
    }

    private static ExternError? Read(byte[] body, out bool isTask)
    {
        isTask = false;
        if (body.Length == 0)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            isTask = json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("task-state", out _);
            return json.RootElement.ValueKind == JsonValueKind.Object ? json.RootElement.Deserialize<ExternError>(ExternJson.Options) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

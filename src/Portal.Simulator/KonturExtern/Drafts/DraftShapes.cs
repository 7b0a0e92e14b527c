using System.Text.Json.Serialization;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>How a draft and its parts look on the wire (drafts contract 1.4–1.8).</summary>
internal static class DraftShapes
{
    public static object Draft(ExternCall call, DraftStore store, ExternDraft draft)
    {
        var self = Path(draft);
        return new
        {
            draft.Id,
            DocflowId = draft.DocflowId?.ToString(),
            Docflows = draft.DocflowId is { } docflow ? new[] { call.Link("docflow", $"/v1/{draft.AccountId}/docflows/{docflow}") } : [],
            Documents = draft.Documents.Select(document => call.Link("document", $"{self}/documents/{document.Id}")).ToList(),
            Meta = draft.Meta.Named(call.Account),
            Status = store.RunningTask(draft.Id)?.Type is { } type ? $"{type}-in-progress" : draft.Status,
            Links = new[] { call.Link("self", self) },
        };
    }

    public static DocumentShape Document(ExternCall call, ExternDraft draft, DraftDocument document)
    {
        var self = $"{Path(draft)}/documents/{document.Id}";
        return new DocumentShape(
            document.Id, new(document.Type, document.Filename, document.ContentType, document.Properties, document.OriginalDraftsBuilder),
            [
                .. document.ContentId is { } open ? new[] { new ContentShape(open, false) } : [],
                .. document.EncryptedContentId is { } closed ? new[] { new ContentShape(closed, true) } : [],
            ],
            [.. document.Signatures.Select(signature => Signature(call, draft, document, signature))],
            document.Signatures.Count > 0 ? call.Link("content", $"{self}/signature") : null, document.DataToSignContentId);
    }

    public static SignatureShape Signature(ExternCall call, ExternDraft draft, DraftDocument document, DraftSignature signature)
    {
        var self = $"{Path(draft)}/documents/{document.Id}/signatures/{signature.Id}";
        return new SignatureShape(
            signature.Id, null, signature.Thumbprint, call.Link("content", $"{self}/content"),
            [call.Link("self", self), call.Link("document", $"{Path(draft)}/documents/{document.Id}"), call.Link("draft", Path(draft))],
            signature.IsThirdParty ? "third-party-representative" : "organization-representative");
    }

    public static object Data(CheckReport report) => new { report.DocumentsErrors, report.CommonErrors };

    private static string Path(ExternDraft draft) => $"/v1/{draft.AccountId}/drafts/{draft.Id}";
}

internal sealed record DocumentShape(
    Guid Id, DescriptionShape Description, IReadOnlyList<ContentShape> Contents, IReadOnlyList<SignatureShape> Signatures, Link? SignatureContentLink, Guid? DataToSignContentId);

internal sealed record DescriptionShape(string? Type, string? Filename, string? ContentType, IReadOnlyDictionary<string, string?> Properties, OriginalDraftsBuilder? OriginalDraftsBuilder);

internal sealed record ContentShape(Guid ContentId, bool Encrypted);

internal sealed record SignatureShape(Guid Id, string? Title, string? SignatureCertificateThumbprint, Link ContentLink, IReadOnlyList<Link> Links, string SignerType);

/// <summary>A task (drafts contract 0.7): <c>task-type</c> is always there.</summary>
internal sealed record TaskShape(
    Guid Id, string TaskState, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? TaskType, object? TaskResult, ErrorBody? Error, string? Progress)
{
    /// <summary>A task with the result that it has once it succeeded.</summary>
    public static TaskShape Of(ExternCall call, ApiTask task, Func<ApiTask, object> result) => new(
        task.Id, task.State, $"urn:task-type:{task.Type}", task.State == ApiTask.Succeed ? result(task) : null,
        task.Error is { } error ? Refusal(call, error) : null, task.Progress);

    /// <summary>What a signing on the phone came to (drafts contract 2.4).</summary>
    public static object Signed(ApiTask task) => new
    {
        OperationStatus = "completed",
        FileStatuses = task.Files.Select(file => new { file.FileId, file.Status, file.ErrorCode, file.ResultSize, file.ResultMd5, file.ResultId }).ToList(),
    };

    /// <summary>A print form or a decrypted content.</summary>
    public static object Content(ApiTask task) => new { task.ContentId };

    public static ErrorBody Refusal(ExternCall call, TaskError error) =>
        new(error.Id, error.StatusCode, error.Message, ExternRoutes.TraceOf(call.Http), new Dictionary<string, string>());
}

using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>Printing and the tasks of one document (drafts contract 1.2 rows 19–20, 5.7).</summary>
internal sealed class PrintEndpoints(DraftStore drafts, DocflowStore docflows, ContentStore contents, PrintTasks work, CloudSigner signer, ReplyStore replies, ReplySigning signing)
{
    private const string OfDraft = DraftDocumentsEndpoints.One;
    private const string OfDocflow = DocflowDocumentsEndpoints.One;

    public void Map(ExternRoutes routes)
    {
        routes.Get(OfDraft + "/print", PrintDraft);
        routes.Get(OfDraft + "/tasks/{taskId:guid}", call => Read(call, drafts.Get(call).Id, drafts.GetDocument(call).Id));
        routes.Post(OfDocflow + "/print", PrintDocflowAsync);
        routes.Get(OfDocflow + "/tasks/{taskId:guid}", call =>
            SignedReply(call, docflows.GetDocument(call).Id) is { } reply ? signing.Read(call, reply) : Read(call, docflows.Get(call).Id, docflows.GetDocument(call).Id));
    }

    private ExternAnswer PrintDraft(ExternCall call)
    {
        var deferred = IsDeferred(call);
        var (draft, document) = (drafts.Get(call), drafts.GetDocument(call));
        _ = work.Readable(document.ContentId ?? throw ExternException.BadRequest("Документ пуст: печатать нечего."), document.ContentType);
        if (deferred)
        {
            return Started(call, work.Start(call, ApiTask.Print, draft.Id, document.Id, document.ContentId.Value));
        }

        drafts.RefusePrinting(document.Id);
        return ExternAnswer.Ok(work.Print(document, draft.DocflowId is { } docflow ? docflows.Find(docflow) : null));
    }

    private async Task<ExternAnswer> PrintDocflowAsync(ExternCall call)
    {
        var deferred = IsDeferred(call);
        var (docflow, document) = (docflows.Get(call), docflows.GetDocument(call));
        var request = await call.ReadAsync<PrintRequest>();
        var contentId = request.ContentId is { } given ? contents.Complete(call.Account.Id, given).Id
            : request.Content is { Length: > 0 } inline ? contents.Keep(call.Account.Id, file => file.Write(inline), "application/octet-stream", TimeSpan.FromDays(1)).Id
            : throw ExternException.BadRequest("Не указан content-id расшифрованного содержимого.");
        var bytes = work.Readable(contentId, document.ContentType);
        work.RefuseChanged(document, bytes);
        if (deferred)
        {
            return Started(call, work.Start(call, ApiTask.DocflowPrint, docflow.Id, document.Id, contentId));
        }

        drafts.RefusePrinting(document.Id);
        return ExternAnswer.Ok(new { ContentId = work.Keep(call.Account.Id, PrintTasks.Print(docflow, document, bytes)) });
    }

    /// <summary>The documentation once polled the signing of a reply here, too (drafts contract 8, G13).</summary>
    private Guid? SignedReply(ExternCall call, Guid documentId) =>
        drafts.RequestOfTask(call.Id("taskId"))?.ReplyId is { } id && replies.Find(id) is { } reply && reply.DocflowId == call.Id("docflowId") && reply.DocumentId == documentId ? id : null;

    private ExternAnswer Read(ExternCall call, Guid ownerId, Guid documentId)
    {
        var task = drafts.FindTask(call.Id("taskId")) is { } found && found.DraftId == ownerId && found.DocumentId == documentId ? found : throw ExternException.NotFound("Задача не найдена.");
        return ExternAnswer.Ok(TaskShape.Of(call, task.Type == ApiTask.Decrypt ? signer.Poll(task) : task, TaskShape.Content));
    }

    private static ExternAnswer Started(ExternCall call, ApiTask task) => new(StatusCodes.Status202Accepted, TaskShape.Of(call, task, TaskShape.Content));

    private static bool IsDeferred(ExternCall call) => call.Flag("deferred") switch
    {
        null => false,
        true => true,
        _ => throw ExternException.BadRequest("Синхронный режим не поддерживается: передайте deferred=true."),
    };

    private sealed record PrintRequest(Guid? ContentId, byte[]? Content);
}

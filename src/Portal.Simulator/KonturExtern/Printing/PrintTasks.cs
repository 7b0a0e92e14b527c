using System.Xml;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Printing;

/// <summary>Prints documents of drafts and docflows (drafts contract 1.7, 5.7): at once or by a task, which a restart does not lose.</summary>
internal sealed class PrintTasks(
    DraftStore drafts, DocflowStore docflows, ContentStore contents, ContentPacking packing, SimulatorClock clock, SimulatorSettings settings, ILogger<PrintTasks> log)
{
    private static readonly TimeSpan Retention = TimeSpan.FromDays(365);
    private static readonly HashSet<string> Printable = new(StringComparer.OrdinalIgnoreCase) { "application/octet-stream", "application/xml", "text/xml" };

    /// <summary>Starts a print; the same document is not printed twice at once. <paramref name="ownerId"/> is its draft or docflow.</summary>
    public ApiTask Start(ExternCall call, string type, Guid ownerId, Guid documentId, Guid contentId)
    {
        lock (drafts.Gate)
        {
            drafts.RefusePrinting(documentId);
            return drafts.Put(new ApiTask(Guid.NewGuid(), call.Account.Id, ownerId, type, ApiTask.Running, call.UserId, clock.UtcNow, clock.UtcNow + settings.TaskDelay)
            {
                DocumentId = documentId, ContentId = contentId,
            });
        }
    }

    /// <summary>Finishes every print whose time has come.</summary>
    public void RunDue()
    {
        foreach (var task in drafts.RunningTasks.Where(task => task.IsPrint && task.DueAt <= clock.UtcNow).OrderBy(task => task.DueAt).ToList())
        {
            drafts.Put(Finish(task));
        }
    }

    /// <summary>The unpacked content of a printable document; 400 for what has no print form.</summary>
    public byte[] Readable(Guid contentId, string? contentType)
    {
        if (contentType is not null && !Printable.Contains(contentType.Split(';')[0].Trim()))
        {
            throw Unsupported();
        }

        var bytes = packing.ReadUnpacked(contentId);
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(bytes), XmlPrintLines.Settings);
            while (reader.Read())
            {
                // Only whether it can be read to its end matters.
            }
        }
        catch (Exception refused) when (refused is XmlException or ArgumentException)
        {
            throw Unsupported();
        }

        return bytes;
    }

    /// <summary>400 unless this is what was signed in the document, or its own open content (drafts contract 5.7).</summary>
    public void RefuseChanged(DocflowDocument document, byte[] bytes)
    {
        var signatures = document.Signatures.Where(signature => CmsSigning.ThumbprintOf(signature.Bytes) is not null).ToList();
        var own = signatures.Count > 0
            ? signatures.Any(signature => CmsSigning.Verifies(signature.Bytes, new MemoryStream(bytes)))
            : document.Contents.FirstOrDefault(content => !content.Encrypted) is not { } open || bytes.AsSpan().SequenceEqual(packing.ReadUnpacked(open.ContentId));
        if (!own)
        {
            throw ExternException.BadRequest("Содержимое изменено: оно не соответствует подписи под документом.");
        }
    }

    /// <summary>The print form of an unsent document has no stamps, that of a sent one its docflow's.</summary>
    public byte[] Print(DraftDocument document, Docflow? docflow) => Print(
        packing.ReadUnpacked(document.ContentId!.Value), document.Filename,
        docflow?.Documents.FirstOrDefault(sent => sent.Contents.Any(content => content.ContentId == document.ContentId)) is { } found ? PrintStamps.Of(docflow, found) : []);

    public static byte[] Print(Docflow docflow, DocflowDocument document, byte[] bytes) => Print(bytes, document.Filename, PrintStamps.Of(docflow, document));

    public Guid Keep(Guid accountId, byte[] pdf) => contents.Keep(accountId, file => file.Write(pdf), "application/pdf", Retention).Id;

    private static byte[] Print(byte[] bytes, string? filename, IReadOnlyList<string> stamps)
    {
        var facts = ReportReader.Read(new MemoryStream(bytes)).File;
        var form = facts.Knd is { } knd ? FnsForms.Describe(knd).Full : "";
        return PrintForm.Render(form.Length > 0 ? form : filename ?? "Документ", XmlPrintLines.Read(new MemoryStream(bytes)), stamps);
    }

    private ApiTask Finish(ApiTask task)
    {
        try
        {
            var pdf = task.Type == ApiTask.Print ? OfDraft(task) : OfDocflow(task);
            return pdf is null ? task with { State = ApiTask.Failed, Error = new TaskError(ExternException.Generic, StatusCodes.Status404NotFound, "Документ удалён.") }
                : task with { State = ApiTask.Succeed, ContentId = Keep(task.AccountId, pdf) };
        }
        catch (Exception failure) when (failure is IOException or XmlException or ExternException or InvalidOperationException or UnauthorizedAccessException)
        {
            log.LogError(failure, "Print task {Task} failed", task.Id);
            return task with { State = ApiTask.Failed, Error = new TaskError(ExternException.Generic, StatusCodes.Status500InternalServerError, "Внутренняя ошибка сервиса.") };
        }
    }

    private byte[]? OfDraft(ApiTask task) =>
        drafts.Find(task.DraftId) is { } draft && draft.FindDocument(task.DocumentId!.Value) is { } document
            ? Print(document, draft.DocflowId is { } docflow ? docflows.Find(docflow) : null) : null;

    private byte[]? OfDocflow(ApiTask task) =>
        docflows.Find(task.DraftId) is { } docflow && docflow.FindDocument(task.DocumentId!.Value) is { } document
            ? Print(docflow, document, packing.ReadUnpacked(task.ContentId!.Value)) : null;

    private static ExternException Unsupported() =>
        new(StatusCodes.Status400BadRequest, "Для этого документа нет печатной формы.", "urn:error:externapi:documentPrintUnsupported");
}

using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Printing;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows.Patching;

/// <summary>Changing, recognising and assigning (drafts contract 5.7). The list of assignees is a plain array of what a requisite holds: chosen by us.</summary>
internal sealed class RequisitesEndpoints(DocflowStore docflows, ContentStore contents, ContentPacking packing, PrintTasks prints, KonturUsers users)
{
    public void Map(ExternRoutes routes)
    {
        routes.Patch(DocflowsEndpoints.One, PatchDocflowAsync);
        routes.Patch(DocflowDocumentsEndpoints.One, PatchDocumentAsync);
        routes.Post(DocflowDocumentsEndpoints.One + "/recognize", RecognizeAsync);
        routes.Get(DocflowsEndpoints.Path + "/demands-assignees", call => ExternAnswer.Ok(Assignees(call)));
    }

    /// <summary>All operations or none.</summary>
    private async Task<ExternAnswer> PatchDocflowAsync(ExternCall call)
    {
        _ = docflows.Get(call);
        var operations = PatchOperation.Read(await call.ReadJsonAsync());
        lock (docflows.Gate)
        {
            var changed = docflows.Put(operations.Aggregate(docflows.Get(call), RequisitePatches.Apply));
            return ExternAnswer.Ok(DocflowShapes.Docflow(call, changed, withDocuments: true));
        }
    }

    private async Task<ExternAnswer> PatchDocumentAsync(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        var operations = PatchOperation.Read(await call.ReadJsonAsync());
        var possible = Assignees(call);
        lock (docflows.Gate)
        {
            var changed = operations.Aggregate(docflows.GetDocument(call), (document, operation) => RequisitePatches.Apply(document, operation, possible));
            return ExternAnswer.Ok(DocflowShapes.Document(call, docflows.Put(docflows.Get(call).Replaced(changed)), changed));
        }
    }

    /// <summary>What stands in a demand. The sandbox wrote the demand itself, so the requisites are already those of the text.</summary>
    private async Task<ExternAnswer> RecognizeAsync(ExternCall call)
    {
        var document = docflows.GetDocument(call);
        var given = (await call.ReadAsync<RecognizeRequest>()).ContentId ?? throw ExternException.BadRequest("Не указан content-id.");
        if (!document.SupportRecognition)
        {
            throw ExternException.BadRequest("Этот документ не распознаётся.");
        }

        prints.RefuseChanged(document, packing.ReadUnpacked(contents.Complete(call.Account.Id, given).Id));
        var known = document.Requisites;
        return ExternAnswer.Ok(new
        {
            known.DemandNumber, known.DemandKnd, known.DemandDate, known.ReceiptDeadlineDate, known.ReplyDeadlineDate, DemandInnList = known.DemandInnList ?? [],
        });
    }

    private List<RequisiteAssignee> Assignees(ExternCall call) =>
    [
        .. call.Account.Members.Select(member => users.ById(member.UserId)).Where(person => person is not null).Select(person =>
        {
            var parts = person!.FullName.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries);
            return new RequisiteAssignee(person.KonturUserId!.Value, person.Email, parts.ElementAtOrDefault(1), parts.ElementAtOrDefault(2), parts[0]);
        }),
    ];

    private sealed record RecognizeRequest(Guid? ContentId);
}

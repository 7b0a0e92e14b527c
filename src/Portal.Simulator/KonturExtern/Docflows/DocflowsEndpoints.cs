using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Docflows: list and single (drafts contract 5.1, 5.7).</summary>
internal sealed class DocflowsEndpoints(DocflowStore docflows)
{
    public const string Path = "/v1/{accountId:guid}/docflows";
    public const string One = Path + "/{docflowId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Get(Path, List);
        routes.Get(One, call => ExternAnswer.Ok(DocflowShapes.Docflow(call, docflows.Get(call), withDocuments: true)));
        routes.Get(One + "/documents", call => ExternAnswer.Ok(DocflowShapes.Documents(call, docflows.Get(call))));
        routes.Get(DocflowDocumentsEndpoints.One + "/related", call => Answers(call, inventories: false));
        routes.Get(DocflowDocumentsEndpoints.One + "/inventories", call => Answers(call, inventories: true));
    }

    /// <summary>Inventories are found below the document that they answer only (drafts contract 5.1).</summary>
    private ExternAnswer List(ExternCall call) => Page(call, docflow => docflow.Type != Docflow.FnsInventory, everyType: false);

    /// <summary>Docflows that answer a document; one that names its docflow only answers the main document.</summary>
    private ExternAnswer Answers(ExternCall call, bool inventories)
    {
        var (docflow, document) = (docflows.Get(call), docflows.GetDocument(call));
        var isMain = document.Type == DocflowPlans.Of(docflow).Main;
        return Page(call, one => one.Type == Docflow.FnsInventory == inventories
            && (one.Description.RelatedDocumentId == document.Id || (isMain && one.Description.RelatedDocumentId is null && one.Description.RelatedDocflowId == docflow.Id)), everyType: true);
    }

    private ExternAnswer Page(ExternCall call, Func<Docflow, bool> belongs, bool everyType)
    {
        var filter = new DocflowFilter(call, everyType);
        var readable = DocflowStore.ReadableBy(call);
        var asked = call.Request.Query.Where(pair => pair.Key is not ("skip" or "take")).SelectMany(pair => pair.Value.Select(value => $"{pair.Key}={Uri.EscapeDataString(value ?? "")}"));
        var question = $"{call.UserId} {call.IsAdmin} {call.Request.Path} {string.Join('&', asked)}";
        var listed = docflows.Listed(call.Account.Id, question, filter.ByLastChange, all => filter.Apply(all, docflow => readable(docflow) && belongs(docflow)));
        var page = listed.Skip(filter.Skip).Take(filter.Take).Select(docflow => DocflowShapes.Docflow(call, docflow, withDocuments: false));
        return ExternAnswer.Ok(new DocflowPage(filter.Skip, filter.Take, listed.Count, [.. page]));
    }

    private sealed record DocflowPage(int Skip, int Take, int TotalCount, IReadOnlyList<DocflowShape> DocflowsPageItem);
}

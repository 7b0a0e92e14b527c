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
        routes.Get(DocflowDocumentsEndpoints.One + "/related", Nothing);
        routes.Get(DocflowDocumentsEndpoints.One + "/inventories", Nothing);
    }

    private ExternAnswer List(ExternCall call) => Page(call, docflows.Readable(call));

    /// <summary>Answers to a document: none yet exist here.</summary>
    private ExternAnswer Nothing(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        return Page(call, []);
    }

    private static ExternAnswer Page(ExternCall call, IEnumerable<Docflow> readable)
    {
        var filter = new DocflowFilter(call);
        var found = filter.Apply(readable);
        return ExternAnswer.Ok(new DocflowPage(
            filter.Skip, filter.Take, found.Count, [.. found.Skip(filter.Skip).Take(filter.Take).Select(docflow => DocflowShapes.Docflow(call, docflow, withDocuments: false))]));
    }

    private sealed record DocflowPage(int Skip, int Take, int TotalCount, IReadOnlyList<DocflowShape> DocflowsPageItem);
}

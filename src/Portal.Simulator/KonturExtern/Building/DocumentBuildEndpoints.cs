using System.Text.Json;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Building;

/// <summary>Build and build-document (drafts contract 1.2 rows 22–23). Building into a filled document replaces what was there: chosen by us.</summary>
internal sealed class DocumentBuildEndpoints(DraftStore drafts, ContentStore contents, SimulatorClock clock)
{
    public void Map(ExternRoutes routes)
    {
        routes.Post(DraftDocumentsEndpoints.One + "/build", async call =>
        {
            _ = drafts.GetDocument(call);
            await BuildAsync(call, call.Id("documentId"));
            return ExternAnswer.Empty(StatusCodes.Status200OK);
        });
        routes.Post(DraftsEndpoints.One + "/build-document", async call => ExternAnswer.Ok(await BuildAsync(call, Guid.NewGuid())));
    }

    private async Task<DocumentShape> BuildAsync(ExternCall call, Guid id)
    {
        var draft = drafts.Get(call);
        var type = call.Text("type") ?? throw ExternException.BadRequest("Не указан параметр type.");
        var built = DocumentBuild.Of(type, call.Text("version"), await call.ReadJsonAsync(), draft.Meta, clock.UtcNow);
        var content = contents.Keep(call.Account.Id, file => file.Write(built.Bytes), "application/xml", ContentStore.Retention);
        var (file, _) = ReportReader.Read(new MemoryStream(built.Bytes));
        var document = new DraftDocument(id, built.Type, built.Filename, "application/xml", DraftDocumentsEndpoints.PropertiesOf(file, null, null), content.Id, null, []);
        return DraftShapes.Document(call, drafts.Change(call, changed => changed.With(document), id), document);
    }
}

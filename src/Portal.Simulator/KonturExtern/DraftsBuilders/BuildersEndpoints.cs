using System.Text.Json;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Builders, their documents and their tasks (drafts contract 4).</summary>
internal sealed class BuildersEndpoints(BuilderStore builders, BuilderTasks work, DraftStore drafts, SimulatorClock clock)
{
    public const string Path = DraftsEndpoints.Path + "/builders";
    public const string One = Path + "/{builderId:guid}";
    public const string Documents = One + "/documents";
    public const string OneDocument = Documents + "/{documentId:guid}";
    private const int MostDocuments = 1000;

    public void Map(ExternRoutes routes)
    {
        routes.Post(Path, async call => ExternAnswer.Created(await CreateAsync(call, Guid.NewGuid())));
        routes.Get(One, call => ExternAnswer.Ok(BuilderShapes.Builder(call, builders.Get(call))));
        routes.Put(One, async call => ExternAnswer.Ok(
            builders.Find(call.Id("builderId")) is null ? await CreateAsync(call, call.Id("builderId")) : BuilderShapes.Builder(call, await ChangeMetaAsync(call))));
        routes.Delete(One, call =>
        {
            builders.Remove(call);
            return ExternAnswer.Empty();
        });
        routes.Get(One + "/meta", call => ExternAnswer.Ok(BuilderShapes.Meta(call, builders.Get(call))));
        routes.Put(One + "/meta", async call => ExternAnswer.Ok(BuilderShapes.Meta(call, await ChangeMetaAsync(call))));
        routes.Post(One + "/build", Build);
        routes.Post(Documents + "/prepare", call => new ExternAnswer(StatusCodes.Status202Accepted, Wire(call, work.Start(call, ApiTask.Change))));
        routes.Get(One + "/tasks/{taskId:guid}", Read);
        MapDocuments(routes);
    }

    private void MapDocuments(ExternRoutes routes)
    {
        routes.Get(Documents, call =>
        {
            var builder = builders.Get(call);
            return ExternAnswer.Ok(builder.Documents.Select(document => BuilderShapes.Document(builder, document)).ToList());
        });
        routes.Post(Documents, async call => ExternAnswer.Created(await SaveDocumentAsync(call, Guid.NewGuid())));
        routes.Get(OneDocument, call => ExternAnswer.Ok(BuilderShapes.Document(builders.Get(call), builders.GetDocument(call))));
        routes.Put(OneDocument, async call => ExternAnswer.Ok(await SaveDocumentAsync(call, call.Id("documentId"))));
        routes.Delete(OneDocument, call =>
        {
            var document = builders.GetDocument(call);
            builders.Change(call, builder => builder.Without(document.Id));
            return ExternAnswer.Empty();
        });
        routes.Get(OneDocument + "/meta", call => ExternAnswer.Ok(BuilderShapes.Meta(builders.Get(call), builders.GetDocument(call))));
        routes.Put(OneDocument + "/meta", async call =>
        {
            var document = builders.GetDocument(call);
            await SaveDocumentAsync(call, document.Id);
            return ExternAnswer.Ok(BuilderShapes.Meta(builders.Get(call), builders.GetDocument(call)));
        });
    }

    private async Task<object> CreateAsync(ExternCall call, Guid id)
    {
        var meta = (await call.ReadAsync<BuilderMeta>()).Validated();
        lock (builders.Gate)
        {
            return BuilderShapes.Builder(call, builders.Put(new DraftsBuilder(id, call.Account.Id, call.UserId, meta, DraftsBuilder.New, [], clock.UtcNow)));
        }
    }

    /// <summary>The type of a builder stays: its documents are of that type.</summary>
    private async Task<DraftsBuilder> ChangeMetaAsync(ExternCall call)
    {
        _ = builders.Get(call);
        var meta = (await call.ReadAsync<BuilderMeta>()).Validated();
        return builders.Change(call, builder => BuilderData.TypeOf(builder.Meta) == BuilderData.TypeOf(meta)
            ? builder with { Meta = meta } : throw ExternException.BadRequest("Тип построителя изменить нельзя."));
    }

    private async Task<object> SaveDocumentAsync(ExternCall call, Guid id)
    {
        var builder = builders.Get(call);
        var request = await call.ReadAsync<DocumentRequest>();
        var data = BuilderData.Document(BuilderData.TypeOf(builder.Meta), request.BuilderData ?? request.Meta?.BuilderData);
        var changed = builders.Change(call, before => before.FindDocument(id) is null && before.Documents.Count >= MostDocuments
            ? throw ExternException.BadRequest($"В построителе не больше {MostDocuments} документов.")
            : before.With(new BuilderDocument(id, data, before.FindDocument(id)?.Files ?? [])));
        return BuilderShapes.Document(changed, changed.FindDocument(id)!);
    }

    private ExternAnswer Build(ExternCall call)
    {
        var deferred = call.Flag("deferred");
        if (deferred is false)
        {
            throw ExternException.BadRequest("Синхронный режим не поддерживается: передайте deferred=true.");
        }

        if (builders.Get(call).Documents.Count == 0)
        {
            throw ExternException.BadRequest("В построителе нет документов.");
        }

        if (deferred is true)
        {
            return new ExternAnswer(StatusCodes.Status202Accepted, Wire(call, work.Start(call, ApiTask.Build)));
        }

        var task = work.Run(call);
        return task.Error is { } error ? throw new ExternException(error.StatusCode, error.Message, error.Id) : ExternAnswer.Ok(task.Built!);
    }

    private ExternAnswer Read(ExternCall call)
    {
        var builder = builders.Get(call);
        return drafts.FindTask(call.Id("taskId")) is { } task && task.DraftId == builder.Id ? ExternAnswer.Ok(Wire(call, task)) : throw ExternException.NotFound("Задача не найдена.");
    }

    private static TaskShape Wire(ExternCall call, ApiTask task) =>
        TaskShape.Of(call, task, done => done.Type == ApiTask.Build ? done.Built! : new { done.Built!.ErrorDraftsBuilderDocuments });

    /// <summary>The SDK sends <c>builder-data</c> alone, for documents and for their metas; a <c>meta</c> around it is understood as well.</summary>
    private sealed record DocumentRequest(JsonElement? BuilderData, DocumentRequest? Meta);
}

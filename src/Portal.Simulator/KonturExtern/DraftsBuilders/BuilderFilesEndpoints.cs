using System.Text.Json;
using Portal.Simulator.KonturExtern.Building;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.DraftsBuilders;

/// <summary>Files of a builder's documents (drafts contract 4).</summary>
internal sealed class BuilderFilesEndpoints(BuilderStore builders, ContentStore contents)
{
    private const string Path = BuildersEndpoints.OneDocument + "/files";
    private const string One = Path + "/{fileId:guid}";
    private const int MostFiles = 1000;
    private const int LongestName = 255;

    public void Map(ExternRoutes routes)
    {
        routes.Get(Path, call => ExternAnswer.Ok(builders.GetDocument(call).Files.Select(file => Shape(call, builders.Get(call), file)).ToList()));
        routes.Post(Path, async call => ExternAnswer.Created(await SaveAsync(call, Guid.NewGuid())));
        routes.Post(Path + "/generate", GenerateAsync);
        routes.Get(One, call => ExternAnswer.Ok(Shape(call, builders.Get(call), builders.GetFile(call))));
        routes.Put(One, async call => ExternAnswer.Ok(await SaveAsync(call, call.Id("fileId"))));
        routes.Delete(One, call =>
        {
            var gone = builders.GetFile(call);
            Change(call, document => document with { Files = [.. document.Files.Where(file => file.Id != gone.Id)] });
            return ExternAnswer.Empty();
        });
        routes.Get(One + "/meta", call => ExternAnswer.Ok(BuilderShapes.Meta(builders.Get(call), builders.GetFile(call))));
        routes.Put(One + "/meta", PutMetaAsync);
        routes.Get(One + "/content", call => ExternAnswer.Ok(contents.ReadInline(builders.GetFile(call).ContentId ?? throw ExternException.NotFound("У файла нет содержимого."))));
        routes.Get(One + "/signature", call => ExternAnswer.Ok(builders.GetFile(call).Signature ?? throw ExternException.NotFound("Файл не подписан.")));
    }

    private async Task<object> SaveAsync(ExternCall call, Guid id)
    {
        _ = builders.GetDocument(call);
        var request = await call.ReadAsync<FileRequest>();
        if (request.ContentId is { } content)
        {
            _ = contents.Complete(call.Account.Id, content);
        }

        return Save(call, new BuilderFile(id, request.ContentId, request.Base64SignatureContent, NameOf(request.Meta), BuilderData.File(request.Meta?.BuilderData)));
    }

    private async Task<ExternAnswer> PutMetaAsync(ExternCall call)
    {
        var file = builders.GetFile(call);
        var meta = await call.ReadAsync<FileMeta>();
        var changed = file with { FileName = NameOf(meta), Data = BuilderData.File(meta.BuilderData) };
        return ExternAnswer.Ok(BuilderShapes.Meta(Change(call, document => document.With(changed)), changed));
    }

    /// <summary>A file made from a contract; what it looks like is chosen by us.</summary>
    private async Task<ExternAnswer> GenerateAsync(ExternCall call)
    {
        _ = builders.GetDocument(call);
        var contract = await call.ReadJsonAsync();
        var id = Guid.NewGuid();
        var root = JsonXml.Of("Файл", contract);
        root.SetAttributeValue("ИдФайл", $"GENERATED_{id}");
        root.SetAttributeValue("ВерсФорм", call.Text("version") ?? "1");
        var content = contents.Keep(call.Account.Id, file => file.Write(JsonXml.Write(root)), "application/xml", ContentStore.Retention);
        return ExternAnswer.Created(Save(call, new BuilderFile(id, content.Id, null, $"GENERATED_{id}.xml", null) { IsGenerated = true }));
    }

    private object Save(ExternCall call, BuilderFile file)
    {
        var changed = Change(call, document => document.FindFile(file.Id) is null && document.Files.Count >= MostFiles
            ? throw ExternException.BadRequest($"В документе не больше {MostFiles} файлов.") : document.With(file));
        return Shape(call, changed, file);
    }

    private DraftsBuilder Change(ExternCall call, Func<BuilderDocument, BuilderDocument> change) => builders.Change(call, builder =>
        builder.With(change(builder.FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ построителя не найден."))));

    private static object Shape(ExternCall call, DraftsBuilder builder, BuilderFile file) => BuilderShapes.File(call, builder, builder.FindDocument(call.Id("documentId"))!, file);

    private static string NameOf(FileMeta? meta) => meta?.FileName is { Length: > 0 and <= LongestName } name ? name
        : throw ExternException.BadRequest("Не указано имя файла (file-name), или оно слишком длинное.");

    private sealed record FileRequest(Guid? ContentId, byte[]? Base64SignatureContent, FileMeta? Meta);

    private sealed record FileMeta(string? FileName, JsonElement? BuilderData);
}

using System.Text.Json;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Signatures of a draft document (drafts contract 1.2 rows 12–18, model 1.6). Bytes are taken as they are; preparing judges them.</summary>
internal sealed class DraftSignaturesEndpoints(DraftStore drafts)
{
    private const string Path = DraftDocumentsEndpoints.One + "/signatures";
    private const string One = Path + "/{signatureId:guid}";
    private const int LargestSignature = 1024 * 1024;

    public void Map(ExternRoutes routes)
    {
        routes.Post(Path, async call => ExternAnswer.Created(await SaveAsync(call, Guid.NewGuid())));
        routes.Get(One, call => ExternAnswer.Ok(DraftShapes.Signature(call, drafts.Get(call), drafts.GetDocument(call), Find(call))));
        routes.Put(One, async call => ExternAnswer.Ok(await SaveAsync(call, call.Id("signatureId"))));
        routes.Delete(One, Delete);
        routes.Get(One + "/content", call => ExternAnswer.Ok(Find(call).Bytes));
        routes.Get(DraftDocumentsEndpoints.One + "/signature", call => ExternAnswer.Ok(
            drafts.GetDocument(call).Signatures is [var first, ..] ? first.Bytes : throw ExternException.NotFound("Документ не подписан.")));
        routes.Put(DraftDocumentsEndpoints.One + "/signature", PutRawAsync);
    }

    private async Task<SignatureShape> SaveAsync(ExternCall call, Guid id)
    {
        _ = drafts.GetDocument(call);
        var request = await call.ReadAsync<SignatureRequest>();
        if (request.Base64Content is not { Length: > 0 and <= LargestSignature } bytes)
        {
            throw ExternException.BadRequest("Не передана подпись (base64-content).");
        }

        var signature = new DraftSignature(id, bytes, CmsSigning.ThumbprintOf(bytes), request.IsThirdPartySignature ?? false);
        DraftDocument? signed = null;
        var changed = drafts.Change(call, draft => draft.With(signed = With(DocumentOf(draft, call), signature)), call.Id("documentId"));
        return DraftShapes.Signature(call, changed, signed!, signature);
    }

    private async Task<ExternAnswer> PutRawAsync(ExternCall call)
    {
        _ = drafts.GetDocument(call);
        using var body = new MemoryStream();
        await call.Request.Body.CopyToAsync(body, call.Cancelled);
        var bytes = body.ToArray();
        if (bytes is [(byte)'"', ..])
        {
            try
            {
                bytes = JsonSerializer.Deserialize<byte[]>(bytes)!;
            }
            catch (JsonException)
            {
                throw ExternException.BadRequest("Подпись передана не в base64.");
            }
        }

        if (bytes.Length is 0 or > LargestSignature)
        {
            throw ExternException.BadRequest("Не передана подпись.");
        }

        var only = new DraftSignature(Guid.NewGuid(), bytes, CmsSigning.ThumbprintOf(bytes), false);
        drafts.Change(call, draft => draft.With(DocumentOf(draft, call) with { Signatures = [only] }), call.Id("documentId"));
        return ExternAnswer.Empty(StatusCodes.Status200OK);
    }

    private ExternAnswer Delete(ExternCall call)
    {
        drafts.Change(call, draft =>
        {
            var document = DocumentOf(draft, call);
            var id = call.Id("signatureId");
            return document.Signatures.Any(one => one.Id == id)
                ? draft.With(document with { Signatures = [.. document.Signatures.Where(one => one.Id != id)] })
                : throw ExternException.NotFound("Подпись не найдена.");
        }, call.Id("documentId"));
        return ExternAnswer.Empty();
    }

    private DraftSignature Find(ExternCall call) =>
        drafts.GetDocument(call).Signatures.FirstOrDefault(one => one.Id == call.Id("signatureId")) ?? throw ExternException.NotFound("Подпись не найдена.");

    private static DraftDocument DocumentOf(ExternDraft draft, ExternCall call) =>
        draft.FindDocument(call.Id("documentId")) ?? throw ExternException.NotFound("Документ черновика не найден.");

    private static DraftDocument With(DraftDocument document, DraftSignature signature) => document with
    {
        Signatures = document.Signatures.Any(one => one.Id == signature.Id)
            ? [.. document.Signatures.Select(one => one.Id == signature.Id ? signature : one)]
            : [.. document.Signatures, signature],
    };

    private sealed record SignatureRequest(byte[]? Base64Content, bool? IsThirdPartySignature);
}

using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Documents of a docflow and their signatures (drafts contract 5.7).</summary>
internal sealed class DocflowDocumentsEndpoints(DocflowStore docflows, ContentStore contents, ContentPacking packing)
{
    public const string One = DocflowsEndpoints.One + "/documents/{documentId:guid}";
    private const string SignaturePath = One + "/signatures/{signatureId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Get(One, call => ExternAnswer.Ok(DocflowShapes.Document(call, docflows.Get(call), docflows.GetDocument(call))));
        routes.Get(One + "/description", call => ExternAnswer.Ok(DocflowShapes.Description(docflows.GetDocument(call))));
        routes.Get(One + "/signatures", Signatures);
        routes.Get(SignaturePath, call => ExternAnswer.Ok(DocflowShapes.Signature(call, docflows.Get(call), docflows.GetDocument(call), Signature(call))));
        routes.Get(SignaturePath + "/content", call => ExternAnswer.Ok(Signature(call).Bytes));
        routes.Get(One + "/encrypted-content", call => Inline(call, encrypted: true));
        routes.Get(One + "/decrypted-content", call => Inline(call, encrypted: false));
        routes.Put(One + "/decrypted-content", SaveDecryptedAsync);
    }

    private ExternAnswer Signatures(ExternCall call)
    {
        var document = docflows.GetDocument(call);
        return ExternAnswer.Ok(document.Signatures.Select(signature => DocflowShapes.Signature(call, docflows.Get(call), document, signature)).ToList());
    }

    private DocflowSignature Signature(ExternCall call) =>
        docflows.GetDocument(call).Signatures.FirstOrDefault(one => one.Id == call.Id("signatureId")) ?? throw ExternException.NotFound("Подпись не найдена.");

    /// <summary>What the client has decrypted itself; a zip is unpacked (drafts contract 5.7).</summary>
    private async Task<ExternAnswer> SaveDecryptedAsync(ExternCall call)
    {
        _ = docflows.GetDocument(call);
        var given = (await call.ReadAsync<DecryptedContent>()).ContentId ?? throw ExternException.BadRequest("Не указан content-id.");
        var uploaded = contents.Complete(call.Account.Id, given);
        var kept = packing.IsZip(given) ? packing.Unzip(call.Account.Id, given) : contents.Copy(call.Account.Id, uploaded);
        lock (docflows.Gate)
        {
            var (docflow, document) = (docflows.Get(call), docflows.GetDocument(call));
            docflows.Put(docflow.Replaced(document with
            {
                Contents = [.. document.Contents.Where(one => one.Encrypted || one.Compressed), new DocflowContent(kept.Id, false, false)], DecryptedSize = kept.Total,
            }));
        }

        return ExternAnswer.Ok(new { ContentId = kept.Id, Links = Array.Empty<Link>() });
    }

    /// <summary>The deprecated form: base64 in JSON, small contents only.</summary>
    private ExternAnswer Inline(ExternCall call, bool encrypted)
    {
        var content = docflows.GetDocument(call).Contents.FirstOrDefault(one => one.Encrypted == encrypted)
            ?? throw new ExternException(StatusCodes.Status404NotFound, "Содержимое документа ещё не расшифровано или отсутствует.", "urn:error:externapi:emptyContent");
        return ExternAnswer.Ok(contents.ReadInline(content.ContentId));
    }

    private sealed record DecryptedContent(Guid? ContentId);
}

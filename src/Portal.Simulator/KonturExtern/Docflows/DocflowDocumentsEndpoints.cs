using System.IO.Compression;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Documents of a docflow and their signatures (drafts contract 5.7).</summary>
internal sealed class DocflowDocumentsEndpoints(DocflowStore docflows, ContentStore contents)
{
    public const string One = DocflowsEndpoints.One + "/documents/{documentId:guid}";
    private const string SignaturePath = One + "/signatures/{signatureId:guid}";
    private const long LargestInline = 32 * 1024 * 1024;

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
        var kept = Unpacked(call.Account.Id, contents.Complete(call.Account.Id, given));
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

    private StoredContent Unpacked(Guid accountId, StoredContent given)
    {
        using var file = contents.Read(given.Id);
        var isZip = file.ReadByte() == 'P' && file.ReadByte() == 'K' && file.ReadByte() == 3 && file.ReadByte() == 4;
        file.Position = 0;
        if (!isZip)
        {
            return contents.Keep(accountId, file.CopyTo, given.MediaType);
        }

        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            using var entry = archive.Entries is [var only] ? only.Open() : throw ExternException.BadRequest("В архиве должен быть один файл.");
            return contents.Keep(accountId, entry.CopyTo, "application/octet-stream");
        }
        catch (InvalidDataException)
        {
            throw ExternException.BadRequest("Архив испорчен.");
        }
    }

    /// <summary>The deprecated form: base64 in JSON, small contents only.</summary>
    private ExternAnswer Inline(ExternCall call, bool encrypted)
    {
        var content = docflows.GetDocument(call).Contents.FirstOrDefault(one => one.Encrypted == encrypted)
            ?? throw new ExternException(StatusCodes.Status404NotFound, "Содержимое документа ещё не расшифровано или отсутствует.", "urn:error:externapi:emptyContent");
        if (contents.LengthOf(content.ContentId) > LargestInline)
        {
            throw ExternException.BadRequest("Содержимое больше 32 МБ: получите его через сервис контентов.");
        }

        using var file = contents.Read(content.ContentId);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return ExternAnswer.Ok(bytes);
    }

    private sealed record DecryptedContent(Guid? ContentId);
}

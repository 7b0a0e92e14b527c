using System.Globalization;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Handbooks;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Documents of a draft (drafts contract 1.2 rows 8–11, model 1.5).</summary>
internal sealed class DraftDocumentsEndpoints(DraftStore drafts, ContentStore contents)
{
    public const string Path = DraftsEndpoints.One + "/documents";
    public const string One = Path + "/{documentId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Post(Path, async call => ExternAnswer.Created(await SaveAsync(call, Guid.NewGuid())));
        routes.Get(One, call => ExternAnswer.Ok(DraftShapes.Document(call, drafts.Get(call), drafts.GetDocument(call))));
        routes.Put(One, async call => ExternAnswer.Ok(await SaveAsync(call, call.Id("documentId"))));
        routes.Delete(One, Delete);
        routes.Get(One + "/decrypted-content", call => Inline(drafts.GetDocument(call).ContentId));
        routes.Get(One + "/encrypted-content", call => Inline(drafts.GetDocument(call).EncryptedContentId));
        routes.Patch(One + "/data-to-sign", DataToSign);
    }

    private async Task<DocumentShape> SaveAsync(ExternCall call, Guid id)
    {
        _ = drafts.Get(call);
        var request = await call.ReadAsync<DocumentRequest>();
        var contentId = request.ContentId;
        if (contentId is { } given)
        {
            _ = contents.Complete(call.Account.Id, given);
        }
        else if (request.Base64Content is { Length: > 0 } inline)
        {
            contentId = contents.Keep(call.Account.Id, file => file.Write(inline), request.Description?.ContentType ?? "application/octet-stream", TimeSpan.FromDays(90)).Id;
        }

        var document = Describe(id, request, contentId);
        var changed = drafts.Change(call, draft => draft.With(document), id);
        return DraftShapes.Document(call, changed, document);
    }

    private ExternAnswer Delete(ExternCall call)
    {
        var document = drafts.GetDocument(call);
        drafts.Change(call, draft => draft.Without(document.Id), document.Id);
        return ExternAnswer.Empty();
    }

    /// <summary>The deprecated form: base64 in JSON; an encrypted content is there once the draft is prepared (drafts contract 1.2 row 21).</summary>
    private ExternAnswer Inline(Guid? contentId) => ExternAnswer.Ok(contents.ReadInline(
        contentId ?? throw new ExternException(StatusCodes.Status404NotFound, "Содержимого пока нет.", "urn:error:externapi:emptyContent")));

    /// <summary>
    /// What is to be signed for the ministry of the interior (drafts contract 1.2 row 24). Only its purpose is published (G23): here the file itself is signed,
    /// and its content id is given.
    /// </summary>
    private ExternAnswer DataToSign(ExternCall call)
    {
        var content = drafts.GetDocument(call).ContentId ?? throw ExternException.BadRequest("Документ пуст: подписывать нечего.");
        if (string.IsNullOrEmpty(drafts.Get(call).Meta.Recipient?.MvdCode))
        {
            throw ExternException.BadRequest("Данные для подписи готовят только для МВД (mvd-code).");
        }

        DraftDocument? changed = null;
        var draft = drafts.Change(call, draft => draft.With(changed = draft.FindDocument(call.Id("documentId"))! with { DataToSignContentId = content }), call.Id("documentId"));
        return ExternAnswer.Ok(DraftShapes.Document(call, draft, changed!));
    }

    private DraftDocument Describe(Guid id, DocumentRequest request, Guid? contentId)
    {
        var description = request.Description;
        if (description?.Type is { } type && !type.StartsWith("urn:document:", StringComparison.OrdinalIgnoreCase))
        {
            throw ExternException.BadRequest("Неверный тип документа: ожидается urn:document:….");
        }

        var file = new ReportFile();
        if (contentId is { } known)
        {
            using var content = contents.Read(known);
            file = ReportReader.Read(content).File;
        }

        return new DraftDocument(
            id, description?.Type, description?.Filename, description?.ContentType, PropertiesOf(file, description?.OriginalFilename, description?.SvdregCode), contentId, null,
            request.Signature is { Length: > 0 } signature ? [new DraftSignature(Guid.NewGuid(), signature, CmsSigning.ThumbprintOf(signature), false)] : []);
    }

    /// <summary>The eight properties that are always there, and what a recognised form adds (drafts contract 1.5).</summary>
    public static Dictionary<string, string?> PropertiesOf(ReportFile file, string? originalFilename, string? svdregCode)
    {
        var properties = new Dictionary<string, string?>
        {
            ["Encoding"] = null, ["FormName"] = null, ["КНД"] = null, ["CorrectionNumber"] = "0", ["IsPrintable"] = "False", ["Period"] = null,
            ["OriginalFilename"] = originalFilename, ["SvdregCode"] = svdregCode,
        };
        if (!file.IsForm)
        {
            return properties;
        }

        properties["Encoding"] = file.Encoding ?? "utf-8";
        properties["FormName"] = FnsForms.Describe(file.Knd!).Full is { Length: > 0 } name ? name : null;
        properties["КНД"] = file.Knd;
        properties["CorrectionNumber"] = file.Correction ?? "0";
        properties["IsPrintable"] = "True";
        properties["Period"] = ReportReader.PeriodText(file);
        properties["contentType"] = "Xml";
        if (ReportReader.PeriodOf(file) is { } period)
        {
            properties["AccountingPeriodBegin"] = period.Begin.ToString("MM.dd.yyyy", CultureInfo.InvariantCulture);
            properties["AccountingPeriodEnd"] = period.End.ToString("MM.dd.yyyy", CultureInfo.InvariantCulture);
        }

        return properties;
    }

    private sealed record DocumentRequest(Guid? ContentId, byte[]? Signature, DocumentDescription? Description, byte[]? Base64Content);

    private sealed record DocumentDescription(string? Type, string? Filename, string? ContentType, string? SvdregCode, string? OriginalFilename, bool? IsDocumentEncrypted);
}

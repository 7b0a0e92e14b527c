using System.Globalization;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>How docflows look on the wire (drafts contract 5.2, 7.6): <c>type</c> stands before anything nested.</summary>
internal static class DocflowShapes
{
    public static DocflowShape Docflow(ExternCall call, Docflow docflow, bool withDocuments)
    {
        var self = Path(docflow);
        return new DocflowShape(
            docflow.Id, docflow.OrganizationId, $"urn:docflow:{docflow.Type}", $"urn:docflow-common-status:{docflow.Status}", $"urn:docflow-state:{docflow.SuccessState}",
            docflow.Description, withDocuments ? Documents(call, docflow) : null,
            [
                call.Link("self", self), call.Link("organization", $"/v1/{docflow.AccountId}/organizations/{docflow.OrganizationId}"),
                call.Link("web-docflow", $"/web/docflows/{docflow.Id}"),
                .. docflow.Documents.Reverse().SelectMany(document => ReplyLinks(call, docflow, document)),
                .. docflow is { Status: "received" } && DocflowPlans.Of(docflow).AwaitsDocumentsRequest ? new[] { call.Link("documents-request", $"{self}/generate-documents-request") } : [],
            ],
            docflow.CreatedAt.ToOffset(TimeSpan.FromHours(3)).ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture), Utc(docflow.LastChange));
    }

    public static IReadOnlyList<DocflowDocumentShape> Documents(ExternCall call, Docflow docflow) =>
        [.. docflow.Documents.Reverse().Select(document => Document(call, docflow, document))];

    public static DocflowDocumentShape Document(ExternCall call, Docflow docflow, DocflowDocument document)
    {
        var self = $"{Path(docflow)}/documents/{document.Id}";
        var (open, closed) = (document.Contents.Any(one => !one.Encrypted), document.Contents.Any(one => one.Encrypted));
        var decrypted = open ? call.Link("decrypted-content", $"{self}/decrypted-content") : null;
        var encrypted = closed ? call.Link("encrypted-content", $"{self}/encrypted-content") : null;
        return new DocflowDocumentShape(
            document.Id, Description(document),
            new(decrypted, encrypted, [.. document.Contents.Select(one => new ContentShape(one.ContentId, one.Encrypted, one.Compressed, one.Compressed ? "zip" : "none"))]),
            Utc(document.SendDate), [.. document.Signatures.Select(signature => Signature(call, docflow, document, signature))],
            [
                call.Link("docflow", Path(docflow)), call.Link("self", self),
                .. document.RelatedDocflowsCount is not null || document.Type == Docflows.Docflow.FnsReport ? new[] { call.Link("related-docflow", $"{self}/related") } : [],
                .. document.RelatedDocflowsCount is not null ? new[] { call.Link("inventories", $"{self}/inventories") } : [],
                .. docflow.Description is { RelatedDocflowId: { } relatedDocflow, RelatedDocumentId: { } relatedDocument } && document.Type == DocflowPlans.Of(docflow).Main
                    ? new[] { call.Link("related-document", $"/v1/{docflow.AccountId}/docflows/{relatedDocflow}/documents/{relatedDocument}") } : [],
                .. ReplyLinks(call, docflow, document),
                .. encrypted is null ? [] : new[] { encrypted },
                .. decrypted is null ? [] : new[] { decrypted },
                .. closed && !open ? new[] { call.Link("decrypt-content", $"{self}/decrypt-content") } : [],
            ]);
    }

    public static DocumentDescriptionShape Description(DocflowDocument document) => new(
        $"urn:document:{document.Type}", document.Filename, document.ContentType, document.DecryptedSize, document.EncryptedSize,
        document.Contents.Any(one => one.Compressed), document.Requisites, document.RelatedDocflowsCount, document.SupportRecognition, [.. document.EncryptedFor.Select(serial => new SerialShape(serial))],
        document.ContentType.EndsWith("xml", StringComparison.OrdinalIgnoreCase) ? "yes" : "no");

    public static DocflowSignatureShape Signature(ExternCall call, Docflow docflow, DocflowDocument document, DocflowSignature signature)
    {
        var self = $"{Path(docflow)}/documents/{document.Id}/signatures/{signature.Id}";
        return new DocflowSignatureShape(
            signature.Id, signature.Title, signature.Thumbprint, call.Link("content", $"{self}/content"), [call.Link("self", self), call.Link("docflow", Path(docflow))], signature.SignerType);
    }

    /// <summary>Replies to the pension fund have a path of their own (drafts contract 5.8.2).</summary>
    private static IEnumerable<Link> ReplyLinks(ExternCall call, Docflow docflow, DocflowDocument document) => document.Replies.Select(reply => call.Link(
        "reply", $"{Path(docflow)}/documents/{document.Id}/{(PfrReply.IsFor(docflow) ? "pfr-generate-reply" : "generate-reply")}?documentType={reply}", reply));

    private static string Path(Docflow docflow) => $"/v1/{docflow.AccountId}/docflows/{docflow.Id}";

    private static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture);
}

internal sealed record DocflowShape(
    Guid Id, Guid OrganizationId, string Type, string Status, string SuccessState, DocflowDescription Description, IReadOnlyList<DocflowDocumentShape>? Documents,
    IReadOnlyList<Link> Links, string SendDate, string LastChangeDate);

internal sealed record DocflowDocumentShape(
    Guid Id, DocumentDescriptionShape Description, DocumentContentShape Content, string SendDate, IReadOnlyList<DocflowSignatureShape> Signatures, IReadOnlyList<Link> Links);

internal sealed record DocumentDescriptionShape(
    string Type, string Filename, string ContentType, long? DecryptedContentSize, long? EncryptedContentSize, bool Compressed, DocumentRequisites Requisites, int? RelatedDocflowsCount, bool SupportRecognition,
    IReadOnlyList<SerialShape> EncryptedCertificates, string SupportPrint);

internal sealed record SerialShape(string SerialNumber);

internal sealed record DocumentContentShape(Link? Decrypted, Link? Encrypted, IReadOnlyList<ContentShape> DocflowDocumentContents);

internal sealed record ContentShape(Guid ContentId, bool Encrypted, bool Compressed, string CompressionType);

internal sealed record DocflowSignatureShape(Guid Id, string Title, string? SignatureCertificateThumbprint, Link ContentLink, IReadOnlyList<Link> Links, string SignerType);

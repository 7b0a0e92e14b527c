using Portal.Integrations.Http;

namespace Portal.Integrations.KonturExtern;

/// <summary>A signature with its bytes (CMS, DER).</summary>
public sealed record SignedContent(DocumentSignature Signature, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads the signatures of a draft's document: the document names them, each is read apart (contract drafts 2.5). Throws <see cref="VendorException"/>.</summary>
public sealed class DraftSignatures(IExternDraftsApi drafts)
{
    /// <summary>All signatures of the document, in the vendor's order; empty when there are none.</summary>
    public async Task<IReadOnlyList<SignedContent>> ReadAsync(KonturSessionKey session, Guid accountId, Guid draftId, Guid documentId, CancellationToken ct)
    {
        var document = await drafts.GetDocumentAsync(session, accountId, draftId, documentId, ct);
        var signatures = new List<SignedContent>(document.Signatures.Count);
        foreach (var signature in document.Signatures)
        {
            var content = await drafts.GetSignatureContentAsync(session, accountId, draftId, documentId, signature.Id, ct);
            signatures.Add(new SignedContent(signature, content.Bytes));
        }

        return signatures;
    }
}

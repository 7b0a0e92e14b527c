using Portal.Access;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;

namespace Portal.Features.Docflows.Decryption;

/// <summary>What came of pressing «Расшифровать»: the operation to show, or why there is none, in words.</summary>
public sealed record DecryptOutcome(Signing? Signing, string? Why);

/// <summary>«Расшифровать»: begins the decryption of a document with the person's own certificate that it is encrypted for.</summary>
public sealed class DecryptDocument(DocumentDecryption subject, BeginSigning begin, AuditLog audit)
{
    /// <summary>Begins it: an SMS or a push goes out.</summary>
    /// <exception cref="AccessDeniedException">Not this person's, or no such document.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer.</exception>
    public Task<DecryptOutcome> RunAsync(Actor actor, string entryId, string documentId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "docflow.document.decrypt", entryId, async note =>
        {
            switch (await subject.PinAsync(actor, DocumentDecryption.SubjectOf(entryId, documentId), "", cancellationToken))
            {
                case Pin.Ready ready:
                    (note.LinkId, note.AccountId, note.Detail) = (ready.Request.LinkId, ready.Request.AccountId, ready.Request.Documents[0].Name);
                    var signing = await begin.RunAsync(actor, ready.Request, cancellationToken);
                    return new DecryptOutcome(signing, signing is null ? "Расшифровка уже идёт." : null);
                case Pin.Refused refused:
                    note.Outcome = "not ready";
                    return new DecryptOutcome(null, refused.Why);
                default:
                    throw new InvalidOperationException("A pin of a kind nobody knows.");
            }
        });
}

using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;

namespace Portal.Features.Drafts.Inbox;

/// <summary>«Подписать» in the inbox: the colleague signs what was pinned when it was handed over, with their own certificate and phone.</summary>
public sealed class SignRequest(ReadRequest read, DraftStore drafts, ListCertificates certificates, ListAccountDetails accounts, PlaceAtKontur place, BeginSigning begin, TimeProvider clock, AuditLog audit)
{
    /// <summary>The operation to show; null when the report is not checked, has changed, is taken back, or a signature is on the wire.</summary>
    /// <exception cref="AccessDeniedException">Nobody asked this person for that.</exception>
    /// <exception cref="VendorException">Kontur refused or did not answer; nothing is signed.</exception>
    public Task<Signing?> RunAsync(Actor actor, string requestId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "request.sign", requestId, async note =>
        {
            var (request, draft, _, own, signing) = await read.RunAsync(actor, requestId, cancellationToken);
            (note.LinkId, note.AccountId) = (request.ToLinkId, request.AccountId);
            var usable = (await certificates.RunAsync(actor, request.AccountId, cancellationToken))
                .FirstOrDefault(choice => choice.Certificate.Thumbprint == request.Thumbprint && choice.WhyNot is null);
            var documents = await drafts.DocumentsAsync(draft.Id, cancellationToken);
            var details = await accounts.RunAsync(actor, request.AccountId, cancellationToken);
            var to = Destination.Of(draft.Facts, draft.Addressing, details.Payers);
            var hasWarrantFile = documents.Any(document => document.Kind == DocumentKind.Warrant);
            if (request.State != RequestState.Asked || draft.State != DraftState.Checked || draft.CertificateThumbprint != request.Thumbprint || own is null || usable is null
                || !DraftSignature.IsSame(documents, request.Documents)
                || Sending.Of(to, draft.Addressing, own, details.Warrants, hasWarrantFile, Sending.Today(clock)) is not { } sending)
            {
                note.Outcome = "not ready";
                return null;
            }

            // A new code for the same copy, while it is the one that was begun with.
            var copy = signing is { State: SigningState.Waiting } ? signing.KonturId
                : (await place.CopyAsync(request.ToLinkId, draft, to, sending, usable.Certificate, cancellationToken)).ToString();
            return await begin.RunAsync(
                actor,
                new SigningRequest(draft.Id, request.ToLinkId, request.AccountId, copy, own.Thumbprint, own.FullName, own.MaskedPhone, request.Documents)
                {
                    Kind = SigningKind.HandedSignature,
                },
                cancellationToken);
        });
}

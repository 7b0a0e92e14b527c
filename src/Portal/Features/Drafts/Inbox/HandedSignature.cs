using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Portal.Storage;

namespace Portal.Features.Drafts.Inbox;

/// <summary>
/// The signature of a colleague. Kontur shows a draft to its maker only, so the colleague signs a copy in a session of their own, and the signature is
/// carried into the report in the session of whoever asked: nobody's session is used for another.
/// </summary>
public sealed class HandedSignature(
    DraftSignature own, DraftStore drafts, SignatureRequestStore requests, IExternDraftsApi api, DraftSignatures signatures, PrepareDraft prepare, Noticeboard noticeboard)
    : ISigningSubject
{
    private const string Moved = "Отчёт изменили или отозвали, пока вы подписывали: подписано было бы не то, что вы видели. Ничего не подписано.";

    /// <inheritdoc />
    public SigningKind Kind => SigningKind.HandedSignature;

    /// <inheritdoc />
    public async Task<Pin> PinAsync(Actor actor, string subjectId, string thumbprint, CancellationToken cancellationToken) =>
        await requests.LatestAsync(subjectId, cancellationToken) is { } request
            ? new Pin.Refused("Такой отчёт подписывают на его странице в разделе «На подпись».", request.Title)
            : throw new AccessDeniedException();

    /// <inheritdoc />
    public async Task<string?> WhatChangedAsync(Signing signing, CancellationToken cancellationToken) =>
        await OpenAsync(signing, cancellationToken) is null ? Moved : await own.DiffersAtKonturAsync(signing, cancellationToken);

    /// <inheritdoc />
    public Task<SignInitResult> BeginAsync(Signing signing) => own.BeginAsync(signing);

    /// <inheritdoc />
    public Task ConfirmAsync(Signing signing, string code, CancellationToken cancellationToken) => own.ConfirmAsync(signing, code, cancellationToken);

    /// <inheritdoc />
    public Task<ExternTask> AskPhoneAsync(Signing signing, CancellationToken cancellationToken) => own.AskPhoneAsync(signing, cancellationToken);

    /// <inheritdoc />
    public Task<bool> IsSignedAsync(Signing signing, CancellationToken cancellationToken) => own.IsSignedAsync(signing, cancellationToken);

    /// <inheritdoc />
    public async Task<string?> SignedAsync(Signing signing)
    {
        if (await OpenAsync(signing, CancellationToken.None) is not var (request, draft))
        {
            return await requests.LatestAsync(signing.SubjectId) is { State: RequestState.Done } ? null
                : "Подпись поставлена, но отчёт с тех пор изменили или отозвали: в нём этой подписи нет.";
        }

        try
        {
            await CarryAsync(signing, draft);
        }
        catch (VendorException error) when (!error.IsUnclear)
        {
            // The signature is there, and only its way into the report is not: that is tried again, whatever Kontur answered.
            throw new VendorException(error.Kind, error.Vendor, error.Text, error.Code, error.TraceId, error.StatusCode, isUnclear: true, error);
        }

        if (draft.State != DraftState.Checked || await drafts.MoveAsync(draft.Id, [DraftState.Checked], DraftState.Signed))
        {
            await requests.EndAsync(request.Id, RequestState.Done);
        }

        await prepare.StartAsync(draft.Id);
        noticeboard.Publish(Draft.Topic(draft.Id));
        noticeboard.Publish(SignatureRequest.Topic(signing.LinkId));
        return null;
    }

    // The request still waits for this person, and the report is what was pinned.
    private async Task<(SignatureRequest Request, Draft Draft)?> OpenAsync(Signing signing, CancellationToken cancellationToken) =>
        await requests.LatestAsync(signing.SubjectId, cancellationToken) is { State: RequestState.Asked } request && request.ToLinkId == signing.LinkId
            && await drafts.FindAsync(request.FromLinkId, request.DraftId, cancellationToken) is { KonturDraftId: not null } draft
            && draft.State is DraftState.Checked or DraftState.Signed && draft.CertificateThumbprint == signing.Thumbprint
            && await drafts.DocumentsAsync(draft.Id, cancellationToken) is var documents
            && DraftSignature.IsSame(documents, request.Documents) && DraftSignature.IsSame(documents, signing.Documents)
            ? (request, draft)
            : null;

    // Under the id that it has in the copy: carried twice, it is one signature.
    private async Task CarryAsync(Signing signing, Draft draft)
    {
        var (account, copy, konturDraft) = (Guid.Parse(signing.AccountId), Guid.Parse(signing.KonturId), Guid.Parse(draft.KonturDraftId!));
        foreach (var document in signing.Documents)
        {
            var id = Guid.Parse(document.DocumentId);
            foreach (var one in await signatures.ReadAsync(Acting.SessionOf(signing.LinkId), account, copy, id, CancellationToken.None))
            {
                if (string.Equals(one.Signature.SignatureCertificateThumbprint, signing.Thumbprint, StringComparison.OrdinalIgnoreCase))
                {
                    await api.PutSignatureAsync(
                        Acting.SessionOf(draft.LinkId), account, konturDraft, id, one.Signature.Id, new Integrations.KonturExtern.SignatureRequest(one.Bytes.ToArray()));
                }
            }
        }
    }
}

using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Requests of documents in SEDO docflows (drafts contract 5.7): generate, sign outside, send.</summary>
internal sealed class DocumentsRequestsEndpoints(
    DocflowStore docflows, DocumentsRequestStore requests, DocflowMachine machine, DocflowDocuments documents, ReplyCertificates certificates, SimulatorClock clock)
{
    private const string One = DocflowsEndpoints.One + "/documents-requests/{requestId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Post(DocflowsEndpoints.One + "/generate-documents-request", GenerateAsync);
        routes.Get(One, call => ExternAnswer.Ok(Shape(call, RequestOf(call))));
        routes.Put(One + "/signature", SignAsync);
        routes.Post(One + "/send", Send);
    }

    private async Task<ExternAnswer> GenerateAsync(ExternCall call)
    {
        var docflow = docflows.Get(call);
        var body = await call.ReadAsync<GenerateRequest>();
        RefuseUnless(docflow);
        var certificate = certificates.Read(body.CertificateBase64, docflow);
        var text = DocflowTexts.DocumentsRequest(docflow, clock.UtcNow, documents.NameOf(certificate), body.MachineReadableWarrantId);
        return ExternAnswer.Ok(Shape(call, requests.Put(new DocumentsRequest(Guid.NewGuid(), docflow.Id, text.Filename, text.Bytes, certificate.GetEncoded(), null, null))));
    }

    private async Task<ExternAnswer> SignAsync(ExternCall call)
    {
        _ = RequestOf(call);
        var signature = await RepliesEndpoints.BytesAsync(call, "Не передана подпись.");
        lock (docflows.Gate)
        {
            RefuseUnless(docflows.Get(call));
            return ExternAnswer.Ok(Shape(call, requests.Put(RequestOf(call) with { Signature = signature })));
        }
    }

    private ExternAnswer Send(ExternCall call)
    {
        lock (docflows.Gate)
        {
            var docflow = docflows.Get(call);
            var request = RequestOf(call);
            RefuseUnless(docflow);
            if (request.Signature is null)
            {
                throw new ExternException(StatusCodes.Status400BadRequest, "Запрос документов не подписан.", DraftTasks.SignatureNotFound);
            }

            var now = clock.UtcNow;
            var sent = documents.Open(
                docflow, $"{docflow.Type}-request-message", new DocflowText(request.Filename, request.Content), [documents.Given(request.Certificate, request.Signature)]);
            var moved = docflows.Put(machine.Request(docflow, sent, now));
            requests.Put(request with { SentAt = now });
            return ExternAnswer.Ok(DocflowShapes.Docflow(call, moved, withDocuments: true));
        }
    }

    private DocumentsRequest RequestOf(ExternCall call)
    {
        _ = docflows.Get(call);
        return requests.Get(call);
    }

    private static void RefuseUnless(Docflow docflow)
    {
        if (!DocflowPlans.Of(docflow).AwaitsDocumentsRequest)
        {
            throw ExternException.BadRequest("В этом документообороте документы не запрашивают.");
        }

        if (docflow.Status != "received")
        {
            throw ExternException.BadRequest("Запрос документов уже отправлен.");
        }
    }

    private static DocumentsRequestShape Shape(ExternCall call, DocumentsRequest request)
    {
        var docflow = $"/v1/{call.Account.Id}/docflows/{request.DocflowId}";
        var self = $"{docflow}/documents-requests/{request.Id}";
        return new DocumentsRequestShape(
            request.Id, request.Content, request.Content, request.Signature,
            [
                call.Link("self", self), call.Link("docflow", docflow),
                .. request.SentAt is not null ? [] : new[] { call.Link("save-signature", $"{self}/signature"), call.Link("send", $"{self}/send") },
            ],
            request.DocflowId);
    }

    private sealed record GenerateRequest(string? CertificateBase64, Guid? MachineReadableWarrantId);

    private sealed record DocumentsRequestShape(Guid Id, byte[] Content, byte[] DataToSign, byte[]? Signature, IReadOnlyList<Link> Links, Guid DocflowId);
}

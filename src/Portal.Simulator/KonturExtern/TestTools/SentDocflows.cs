using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.TestTools;

/// <summary>
/// Sends a made file as its user would, and takes the docflow to a status. It goes on by itself from there, as every docflow does. The moments of its past are
/// milliseconds apart, so that their order is told and none lies in the future.
/// </summary>
internal sealed class SentDocflows(
    OutgoingDocflows outgoing, DocflowMachine machine, DocflowStore docflows, DraftStore drafts, ContentStore contents, ContentPacking packing, Recipients recipients, SimulatorClock clock)
{
    private const string Sent = "sent";
    private const string Delivered = "delivered";
    private const string Answered = "response-arrived";
    private const string Processed = "response-processed";
    private const string Finished = "finished";
    private const int MostSteps = 30;

    public static IReadOnlyList<string> ReportStates { get; } = [Sent, Delivered, Answered, Processed, Finished];

    public static IReadOnlyList<string> StatStates { get; } = [Sent, Delivered, Answered, Finished];

    public static void RefuseUnreachable(string state, string code)
    {
        if (state == Processed && PlanWords.Refusing.Contains(code))
        {
            throw ToolValues.Wrong("state", $"инспекция {code} отказывает, ответ на отказ сразу завершает документооборот");
        }
    }

    public Docflow Send(ToolAccount from, string mainType, DraftRecipient recipient, DocflowText file, string state)
    {
        lock (docflows.Gate)
        {
            var at = clock.UtcNow.AddMilliseconds(-MostSteps);
            var id = Guid.NewGuid();
            var draft = drafts.Put(Draft(from, mainType, recipient, file, id, at));
            var docflow = outgoing.Open(id, from.Owner.KonturUserId!.Value, draft, at);
            return docflows.Put(Walk(docflow, state, from.Certificate, at));
        }
    }

    private Docflow Walk(Docflow docflow, string state, SandboxCertificate signer, DateTimeOffset at)
    {
        bool Goes() => docflow.NextStep is not null && docflow.NextDueAt is not null && state switch
        {
            Sent => false,
            Delivered => docflow.Status == Sent,
            Processed => docflow.Status is Sent or Delivered,
            _ => true,
        };

        while (Goes())
        {
            docflow = machine.Step(docflow, at = at.AddMilliseconds(1));
        }

        foreach (var awaiting in state is Processed or Finished ? docflow.Documents.Where(document => document.Replies.Count > 0).ToList() : [])
        {
            docflow = machine.Answer(docflow, awaiting, signer, at = at.AddMilliseconds(1));
        }

        return docflow;
    }

    private ExternDraft Draft(ToolAccount from, string mainType, DraftRecipient recipient, DocflowText file, Guid docflowId, DateTimeOffset at)
    {
        var (account, organization, signer) = (from.Account, from.Organization, from.Certificate);
        var content = contents.Keep(account.Id, target => target.Write(file.Bytes), file.ContentType);
        using var plain = new MemoryStream(file.Bytes);
        var signature = new DraftSignature(Guid.NewGuid(), CmsSigning.Sign(signer, plain, at), signer.Thumbprint, false);
        var meta = new DraftMeta(
            new(organization.Inn, organization.Kpp, organization.Name, new(signer.Der), false, "203.0.113.7"), recipient,
            new(organization.Inn, organization.Name, organization.Kpp is null ? null : new(organization.Kpp), null, null, null, "12345678", null, null), null, null, null);
        var document = new DraftDocument(
            Guid.NewGuid(), $"urn:document:{mainType}", file.Filename, file.ContentType, new Dictionary<string, string?>(), content.Id, null, [signature]);
        var draft = new ExternDraft(Guid.NewGuid(), account.Id, from.Owner.KonturUserId!.Value, meta, DraftStatus.Sent, [document], docflowId, at);
        plain.Position = 0;
        var encrypted = packing.ZipAndEncrypt(account.Id, file.Filename, plain, recipients.Of(draft));
        return draft with { Documents = [document with { EncryptedContentId = encrypted.ContentId, EncryptedFor = encrypted.SerialNumbers }] };
    }
}

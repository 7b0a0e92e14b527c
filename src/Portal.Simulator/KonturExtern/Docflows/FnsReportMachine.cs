using System.Globalization;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>The life of a tax report (drafts contract 6.1), driven by due times that survive a restart.</summary>
internal sealed class FnsReportMachine(
    DocflowStore docflows, AccountDirectory accounts, ContentStore contents, ContentPacking packing, CertificateVault vault, ControlUnits units, SimulatorSettings settings)
{
    private const string ReplyType = "fns534-report-receipt";
    private const string Receipt = "receipt";
    private const string Acceptance = "acceptance";
    private const string Processing = "processing";

    /// <summary>Makes the docflow of a sent draft: the user's documents and the operator's.</summary>
    public Docflow Open(Guid id, Guid userId, ExternDraft draft, DateTimeOffset at)
    {
        var account = accounts.Find(draft.AccountId)!;
        var payer = draft.Meta.Payer!;
        var files = draft.Documents.Select(document => (Document: document, File: Facts(document))).ToList();
        var main = files.FirstOrDefault(one => !IsWarrant(one.Document, one.File) && one.File.IsForm) is { Document: not null } found ? found : files[0];
        var form = FnsForms.Describe(main.File.Knd ?? "");
        var period = ReportReader.PeriodOf(main.File);
        var kpp = payer.Organization?.Kpp;
        var recipient = draft.Meta.Recipient!.IfnsCode!;
        var docflow = new Docflow(
            id, draft.AccountId, account.FindOrganization(payer.Inn, kpp)?.Id ?? account.Organizations[0].Id, userId, Docflow.FnsReport, "sent", "neutral",
            new ReportDescription(
                new FormVersion(main.File.Knd ?? "", null, main.File.FormVersion ?? form.Version, form.Full, form.Short), recipient, recipient,
                int.TryParse(main.File.Correction, NumberStyles.None, CultureInfo.InvariantCulture, out var correction) ? correction : 0,
                Day(period?.Begin), Day(period?.End), main.File.PeriodCode, string.IsNullOrEmpty(kpp) ? payer.Inn! : $"{payer.Inn}-{kpp}", main.File.Inn, main.File.Kpp, main.File.Oktmo, draft.Id),
            [], at, at)
        {
            NextStep = Receipt, NextDueAt = at + (settings.RobotDelay / 3), LaterDueAt = [at + (settings.RobotDelay * 2 / 3), at + settings.RobotDelay],
        };

        foreach (var (document, file) in files.OrderBy(one => one.Document.Id == main.Document.Id))
        {
            docflow = docflow.With(Sent(draft, document, TypeOf(document, file, document.Id == main.Document.Id), at), at);
        }

        var name = main.Document.Filename ?? $"{main.File.FileId}.xml";
        docflow = docflow.With(Plain(docflow, "fns534-report-description", FnsDocuments.Description(docflow, name), at, null, null), at);
        docflow = docflow.With(Plain(docflow, "fns534-report-date-confirmation", FnsDocuments.DateConfirmation(docflow, name, at), at, vault.Operator, "provider-representative") with { Reply = ReplyType }, at);
        return docflows.Put(docflow);
    }

    /// <summary>Takes every step whose time has come.</summary>
    public void RunDue(DateTimeOffset now)
    {
        foreach (var due in docflows.Due(now))
        {
            lock (docflows.Gate)
            {
                for (var docflow = docflows.Find(due.Id); docflow is { NextStep: not null, NextDueAt: { } at } && at <= now;)
                {
                    docflow = docflows.Put(Step(docflow, at));
                }
            }
        }
    }

    /// <summary>Outcomes that a control may choose for the next step; without a choice the inspection's number decides, as the vendor's robots do.</summary>
    public static IReadOnlyList<string> OutcomesOf(string step) => step switch
    {
        Receipt => ["delivered", "error"],
        Acceptance => ["positive", "negative"],
        _ => ["ok", "precise"],
    };

    /// <summary>The state body's next document, made at the given moment; nothing happens at the end.</summary>
    public Docflow Step(Docflow docflow, DateTimeOffset at, string? outcome = null)
    {
        var recipient = docflow.Description.Recipient;
        var unit = units.Find("fns", recipient) ?? new ControlUnit("fns", recipient, $"Инспекция {recipient}", "77", true, true, "7707329152", "770701001");
        var report = docflow.Documents.First(document => document.Type == "fns534-report").Filename;
        var body = ControlUnits.CertificateOf(vault, unit);
        const string Signer = "cu-representative";
        return docflow.NextStep switch
        {
            Receipt when outcome == "error" => (Next(docflow, null) with { Status = "finished", SuccessState = "failed" })
                .With(Plain(docflow, "error", FnsDocuments.Error(docflow, report, at), at, body, Signer), at),
            Receipt => Next(docflow, Acceptance) with { Status = "delivered" } is var delivered
                ? delivered.With(Plain(docflow, ReplyType, FnsDocuments.Receipt(docflow, report, at, unit.Name), at, body, Signer), at) : docflow,
            Acceptance when (outcome ?? (recipient == "0088" ? "negative" : "positive")) == "negative" => (Next(docflow, null) with { Status = "response-arrived", SuccessState = "failed" })
                .With(Closed(docflow, "fns534-report-acceptance-result-negative", FnsDocuments.Refusal(docflow, report, at), at, body), at),
            Acceptance => (Next(docflow, Processing) with { Status = "response-arrived", SuccessState = "successful" })
                .With(Closed(docflow, "fns534-report-acceptance-result-positive", FnsDocuments.Acceptance(docflow, report, at, NumberOf(docflow)), at, body), at),
            Processing when (outcome ?? (recipient == "0085" ? "precise" : "ok")) == "precise" => (Next(docflow, null) with { Status = "response-arrived", SuccessState = "warning" })
                .With(Closed(docflow, "fns534-report-processing-result-precise", FnsDocuments.Refinement(docflow, report, at), at, body), at),
            Processing => (Next(docflow, null) with { Status = "response-arrived", SuccessState = "successful" })
                .With(Closed(docflow, "fns534-report-processing-result-ok", FnsDocuments.EntryNotice(docflow, report, at), at, body), at),
            _ => docflow,
        };
    }

    /// <summary>The user's receipt on a document (drafts contract 6, R2–R4): the link goes, the receipt comes, and the last result finishes the docflow.</summary>
    public Docflow Answer(Docflow docflow, DocflowDocument answered, SandboxCertificate signer, DateTimeOffset at) =>
        Answer(docflow, answered, Plain(docflow, ReplyType, FnsDocuments.Receipt(docflow, answered.Filename, at, signer.Owner!.FullName), at, signer, "organization-representative"), at);

    /// <summary>The same with a reply as its author made and signed it.</summary>
    public Docflow Answer(Docflow docflow, DocflowDocument answered, DocflowReply reply, DateTimeOffset at)
    {
        var certificate = new Org.BouncyCastle.X509.X509CertificateParser().ReadCertificate(reply.Certificate);
        var thumbprint = SandboxCertificate.ThumbprintOf(reply.Certificate);
        var signature = new DocflowSignature(Guid.NewGuid(), vault.Find(thumbprint)?.Owner?.FullName ?? TitleOf(certificate), thumbprint, "organization-representative", reply.Signature!);
        var sent = Plain(docflow, reply.DocumentType, new FnsDocumentText(reply.Filename, reply.Content), at, null, null) with { Signatures = [signature] };
        return Answer(docflow, answered, sent, at);
    }

    private static Docflow Answer(Docflow docflow, DocflowDocument answered, DocflowDocument receipt, DateTimeOffset at)
    {
        var changed = docflow.Replaced(answered with { Reply = null }).With(receipt, at);
        return answered.Type switch
        {
            "fns534-report-acceptance-result-positive" when !docflow.Documents.Any(document => document.Type.StartsWith("fns534-report-processing-result", StringComparison.Ordinal)) =>
                changed with { Status = "response-processed" },
            "fns534-report-acceptance-result-negative" or "fns534-report-processing-result-ok" or "fns534-report-processing-result-precise" => changed with { Status = "finished" },
            _ => changed,
        };
    }

    private static Docflow Next(Docflow docflow, string? step) => docflow with
    {
        NextStep = step, NextDueAt = step is null ? null : docflow.LaterDueAt.Cast<DateTimeOffset?>().FirstOrDefault() ?? docflow.NextDueAt, LaterDueAt = [.. docflow.LaterDueAt.Skip(1)],
    };

    private ReportFile Facts(DraftDocument document)
    {
        using var content = contents.Read(document.ContentId!.Value);
        return ReportReader.Read(content).File;
    }

    private static bool IsWarrant(DraftDocument document, ReportFile file) => document.Type == "urn:document:fns534-report-warrant" || (document.Type is null && file.Knd == FnsForms.Warrant);

    private static string TypeOf(DraftDocument document, ReportFile file, bool isMain) =>
        document.Type?["urn:document:".Length..] ?? (IsWarrant(document, file) ? "fns534-report-warrant" : isMain ? "fns534-report" : "fns534-report-attachment");

    private DocflowDocument Sent(ExternDraft draft, DraftDocument document, string type, DateTimeOffset at)
    {
        var content = document.ContentId!.Value;
        var encrypted = document.EncryptedContentId!.Value;
        contents.KeepForEver(content);
        return new DocflowDocument(
            Guid.NewGuid(), type, document.Filename ?? $"{document.Id}.xml", document.ContentType ?? "application/xml", at,
            [new DocflowContent(encrypted, true, true), new DocflowContent(content, false, false)],
            [
                .. document.Signatures.Select(signature => new DocflowSignature(
                    signature.Id, vault.Find(signature.Thumbprint ?? "")?.Owner?.FullName ?? draft.Meta.Named(accounts.Find(draft.AccountId)!).Sender!.Name ?? "Отправитель",
                    signature.Thumbprint, signature.IsThirdParty ? "third-party-representative" : "organization-representative", signature.Bytes)),
            ])
        {
            DecryptedSize = contents.LengthOf(content), EncryptedSize = contents.LengthOf(encrypted),
            EncryptedFor = [ControlUnits.CertificateOf(vault, units.Find("fns", draft.Meta.Recipient!.IfnsCode!)!).SerialNumber],
        };
    }

    /// <summary>An open document, zipped (operator, receipts).</summary>
    private DocflowDocument Plain(Docflow docflow, string type, FnsDocumentText text, DateTimeOffset at, SandboxCertificate? signer, string? signerType)
    {
        using var bytes = new MemoryStream(text.Bytes);
        var packed = packing.Zip(docflow.AccountId, text.Filename, bytes);
        return new DocflowDocument(
            Guid.NewGuid(), type, text.Filename, "application/xml", at, [new DocflowContent(packed.Id, false, true)],
            signer is null ? [] : [Signed(text, at, signer, signerType!)])
        {
            DecryptedSize = text.Bytes.Length,
        };
    }

    /// <summary>A result of the state body: encrypted for the sender, awaiting a receipt.</summary>
    private DocflowDocument Closed(Docflow docflow, string type, FnsDocumentText text, DateTimeOffset at, SandboxCertificate body)
    {
        using var bytes = new MemoryStream(text.Bytes);
        var packed = packing.ZipAndEncrypt(docflow.AccountId, text.Filename, bytes);
        var plain = contents.Keep(Guid.Empty, file => file.Write(text.Bytes), "application/xml");
        return new DocflowDocument(
            Guid.NewGuid(), type, text.Filename, "application/xml", at, [new DocflowContent(packed.Id, true, true)], [Signed(text, at, body, "cu-representative")])
        {
            Reply = ReplyType, PlainContentId = plain.Id, EncryptedSize = packed.Total, EncryptedFor = SerialsOf(docflow),
        };
    }

    private List<string> SerialsOf(Docflow docflow)
    {
        var signers = docflow.Documents.First(document => document.Type == "fns534-report").Signatures
            .Select(signature => vault.Find(signature.Thumbprint ?? "")?.SerialNumber).Where(serial => serial is not null).Select(serial => serial!).ToList();
        return signers.Count > 0 ? signers : [.. vault.OfUser(docflow.OwnerId).Take(1).Select(one => one.SerialNumber)];
    }

    private static DocflowSignature Signed(FnsDocumentText text, DateTimeOffset at, SandboxCertificate signer, string signerType)
    {
        using var bytes = new MemoryStream(text.Bytes);
        return new DocflowSignature(Guid.NewGuid(), signer.Owner?.FullName ?? TitleOf(signer), signer.Thumbprint, signerType, CmsSigning.Sign(signer, bytes, at));
    }

    private static string TitleOf(SandboxCertificate signer) => TitleOf(signer.Certificate);

    /// <summary>Whose certificate it is, by its own words.</summary>
    public static string TitleOf(Org.BouncyCastle.X509.X509Certificate certificate) =>
        certificate.SubjectDN.GetValueList(Org.BouncyCastle.Asn1.X509.X509Name.CN) is [var name, ..] ? name : certificate.SubjectDN.ToString();

    private static string NumberOf(Docflow docflow) => Math.Abs(BitConverter.ToInt32(docflow.Id.ToByteArray())).ToString("0000000000", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd'T00:00:00.0000000'", CultureInfo.InvariantCulture);
}

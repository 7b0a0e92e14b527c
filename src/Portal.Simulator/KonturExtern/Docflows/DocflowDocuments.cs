using Org.BouncyCastle.Asn1.X509;
using Org.BouncyCastle.X509;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Makes documents of docflows: packed, encrypted and signed as their kind is (drafts contract 5.2, content state of a document).</summary>
internal sealed class DocflowDocuments(ContentStore contents, ContentPacking packing, Recipients recipients, CertificateVault vault, ControlUnits units)
{
    public const string Organization = "organization-representative";
    private const string Body = "cu-representative";

    /// <summary>A document that a table names, about the docflow's main file.</summary>
    public DocflowDocument Make(Docflow docflow, PlanDocument planned, string about, DateTimeOffset at)
    {
        var unit = UnitOf(docflow);
        var text = DocflowTexts.Of(planned.Type, docflow, about, at, unit.Name);
        var made = planned switch
        {
            { Actor: PlanActor.Operator } => Open(docflow, planned.Type, text, []),
            { Actor: PlanActor.SigningOperator } => Open(docflow, planned.Type, text, [Sign(text, at, vault.Operator, "provider-representative")]),
            { IsEncrypted: true } => FromBody(docflow, planned.Type, text, at),
            _ => Open(docflow, planned.Type, text, [Sign(text, at, ControlUnits.CertificateOf(vault, unit), Body)]),
        };
        return made with { SendDate = at, Replies = planned.Opens };
    }

    /// <summary>An open document, zipped (operator, receipts).</summary>
    public DocflowDocument Open(Docflow docflow, string type, DocflowText text, IReadOnlyList<DocflowSignature> signatures)
    {
        using var bytes = new MemoryStream(text.Bytes);
        var packed = packing.Zip(docflow.AccountId, text.Filename, bytes);
        return new DocflowDocument(Guid.NewGuid(), type, text.Filename, text.ContentType, docflow.LastChange, [new DocflowContent(packed.Id, false, true)], signatures)
        {
            DecryptedSize = text.Bytes.Length,
        };
    }

    /// <summary>What a state body sends, encrypted for the docflow's owner.</summary>
    public DocflowDocument FromBody(Docflow docflow, string type, DocflowText text, DateTimeOffset at)
    {
        using var bytes = new MemoryStream(text.Bytes);
        var packed = packing.ZipAndEncrypt(docflow.AccountId, text.Filename, bytes, recipients.Of(docflow));
        return new DocflowDocument(Guid.NewGuid(), type, text.Filename, text.ContentType, at, [new DocflowContent(packed.ContentId, true, true)], [SignByBody(docflow, text, at)])
        {
            EncryptedSize = packed.Length, EncryptedFor = packed.SerialNumbers,
        };
    }

    /// <summary>The user's document with the state body's signature under it as well.</summary>
    public DocflowDocument SignedByBody(Docflow docflow, DocflowDocument document, DateTimeOffset at)
    {
        using var file = contents.Read(document.Contents.First(one => one is { Encrypted: false, Compressed: false }).ContentId);
        var signer = ControlUnits.CertificateOf(vault, UnitOf(docflow));
        var signature = new DocflowSignature(Guid.NewGuid(), TitleOf(signer.Certificate), signer.Thumbprint, Body, CmsSigning.Sign(signer, file, at));
        return document with { Signatures = [.. document.Signatures, signature] };
    }

    public DocflowSignature SignByBody(Docflow docflow, DocflowText text, DateTimeOffset at) => Sign(text, at, ControlUnits.CertificateOf(vault, UnitOf(docflow)), Body);

    public static DocflowSignature Sign(DocflowText text, DateTimeOffset at, SandboxCertificate signer, string signerType)
    {
        using var bytes = new MemoryStream(text.Bytes);
        return new DocflowSignature(Guid.NewGuid(), signer.Owner?.FullName ?? TitleOf(signer.Certificate), signer.Thumbprint, signerType, CmsSigning.Sign(signer, bytes, at));
    }

    /// <summary>A signature that somebody made elsewhere, under the name of its certificate.</summary>
    public DocflowSignature Given(byte[] certificate, byte[] signature)
    {
        var thumbprint = SandboxCertificate.ThumbprintOf(certificate);
        return new DocflowSignature(Guid.NewGuid(), NameOf(new X509CertificateParser().ReadCertificate(certificate)), thumbprint, Organization, signature);
    }

    /// <summary>Who holds a certificate: the sandbox's person, or its own words.</summary>
    public string NameOf(X509Certificate certificate) => vault.Find(SandboxCertificate.ThumbprintOf(certificate.GetEncoded()))?.Owner?.FullName ?? TitleOf(certificate);

    /// <summary>Codes outside the handbook (SEDO gateways, the social fund without a code) get a body of their own.</summary>
    public ControlUnit UnitOf(Docflow docflow)
    {
        var type = DocflowPlans.Of(docflow).Body;
        var code = docflow.Body;
        return units.Find(type, code) ?? new ControlUnit(type, "other", type == "fns" ? "Инспекция ФНС России (песочница)" : "Социальный фонд России (песочница)", "77", true, true, "7707329152", "770701001");
    }

    /// <summary>A document of a sent draft: its open content, its encrypted copy and the signatures that came with it.</summary>
    public DocflowDocument Sent(Docflow docflow, ExternDraft draft, DraftDocument document, string type, string senderName)
    {
        var content = document.ContentId!.Value;
        var encrypted = document.EncryptedContentId!.Value;
        contents.KeepForEver(content);
        return new DocflowDocument(
            Guid.NewGuid(), type, document.Filename ?? $"{document.Id}.xml", document.ContentType ?? "application/xml", docflow.CreatedAt,
            [new DocflowContent(encrypted, true, true), new DocflowContent(content, false, false)],
            [
                .. document.Signatures.Select(signature => new DocflowSignature(
                    signature.Id, vault.Find(signature.Thumbprint ?? "")?.Owner?.FullName ?? senderName,
                    signature.Thumbprint, signature.IsThirdParty ? "third-party-representative" : Organization, signature.Bytes)),
            ])
        {
            DecryptedSize = contents.LengthOf(content), EncryptedSize = contents.LengthOf(encrypted),
            EncryptedFor = document.EncryptedFor,
        };
    }

    private static string TitleOf(X509Certificate certificate) =>
        certificate.SubjectDN.GetValueList(X509Name.CN) is [var name, ..] ? name : certificate.SubjectDN.ToString();
}

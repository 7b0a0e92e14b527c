using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.CloudSigning;

/// <summary>The cloud's half of a decryption (drafts contract 5.10): opens the envelope with the key of the certificate, and keeps what was in it at the document.</summary>
internal sealed class ContentDecryption(DocflowStore docflows, ContentStore contents, ContentPacking packing, CertificateVault vault, EncryptionKeys keys)
{
    /// <summary>The decrypted content: the archive as it is, or the file in it.</summary>
    public Guid Run(SignRequest request, bool unzip)
    {
        lock (docflows.Gate)
        {
            var docflow = docflows.Find(request.DraftId)!;
            var document = docflow.FindDocument(request.DocumentId!.Value)!;
            var opened = Open(docflow.AccountId, document.Contents.First(one => one.Encrypted).ContentId, vault.Find(request.Thumbprint)!);
            var isZip = packing.IsZip(opened.Id);
            if (isZip && unzip)
            {
                var archive = opened.Id;
                opened = packing.Unzip(docflow.AccountId, archive);
                contents.Drop(archive);
                isZip = false;
            }

            docflows.Put(docflow.Replaced(document with
            {
                Contents = [.. document.Contents.Where(one => one.Encrypted || one.Compressed != isZip), new DocflowContent(opened.Id, false, isZip)],
                DecryptedSize = isZip ? document.DecryptedSize : opened.Total,
            }));
            return opened.Id;
        }
    }

    private StoredContent Open(Guid accountId, Guid encrypted, SandboxCertificate certificate)
    {
        using var envelope = contents.Read(encrypted);
        return contents.Keep(
            accountId,
            plain =>
            {
                if (!CmsEncryption.TryDecrypt(certificate, keys.PrivateKeyOf(certificate), envelope, plain))
                {
                    throw ExternException.BadRequest("Содержимое не удалось расшифровать: оно испорчено или зашифровано для другого получателя.");
                }
            },
            "application/octet-stream");
    }
}

using System.IO.Compression;
using Portal.Simulator.Epgu.Pki;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>The recipient's signatures of a package, right or with one of the defects of contract A.2.</summary>
internal sealed class PackageSigning(OrderStore orders, RecipientCertificate certificates, QuirkStore quirks, TimeProvider wall)
{
    /// <summary>Somebody who is none of the recipients: a certificate in this name is a foreign one.</summary>
    private const string Stranger = "11223344696";

    public IReadOnlyList<RecipientSignature> Sign(EpguOrder order, string outcome)
    {
        var (package, old) = (order.Package!, quirks.Now.Profile2022);
        var signer = certificates.Issue(outcome == Recipients.SignsForeign ? Stranger : Recipients.SnilsOf(package) ?? Stranger, package.Qualified, wall.GetUtcNow());
        using var archive = ZipFile.OpenRead(orders.PackagePath(order.Id));
        return [.. package.Documents.SkipLast(outcome == Recipients.SignsPartly ? 1 : 0).Select(document => new RecipientSignature(
            document.Name, SignOne(archive.GetEntry(document.Name)!), old ? "application/octet-stream" : "application/x-pkcs7-signature"))];

        byte[] SignOne(ZipArchiveEntry entry)
        {
            using var content = outcome == Recipients.SignsBroken ? new MemoryStream("другие байты"u8.ToArray()) : entry.Open();
            return RecipientSigning.Sign(signer, content, wall.GetUtcNow(), old);
        }
    }
}

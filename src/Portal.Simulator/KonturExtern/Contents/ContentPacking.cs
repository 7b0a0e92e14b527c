using System.IO.Compression;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>Makes the packed and the encrypted copies of docflow documents (drafts contract 5.2): a zip with one file, and a CMS envelope over it.</summary>
internal sealed class ContentPacking(ContentStore contents, CertificateVault vault, SimulatorSettings settings)
{
    public StoredContent Zip(Guid accountId, string filename, Stream plain) =>
        contents.Keep(accountId, target => WriteZip(filename, plain, target), "application/zip");

    public StoredContent ZipAndEncrypt(Guid accountId, string filename, Stream plain)
    {
        using var packed = new FileStream(
            Path.Combine(settings.StateFolder, "contents", $"{Guid.NewGuid()}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        WriteZip(filename, plain, packed);
        packed.Position = 0;
        return contents.Keep(accountId, target => CmsSigning.Encrypt(vault, packed, target), "application/octet-stream");
    }

    private static void WriteZip(string filename, Stream plain, Stream target)
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        using var entry = archive.CreateEntry(filename).Open();
        plain.CopyTo(entry);
    }
}

using System.IO.Compression;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Wire;

namespace Portal.Simulator.KonturExtern.Contents;

/// <summary>Makes the packed and the encrypted copies of docflow documents (drafts contract 5.2): a zip with one file, and a CMS envelope over it.</summary>
internal sealed class ContentPacking(ContentStore contents, SimulatorSettings settings)
{
    private const long LargestUnpacked = 1024L * 1024 * 1024;

    public StoredContent Zip(Guid accountId, string filename, Stream plain) =>
        contents.Keep(accountId, target => WriteZip(filename, plain, target), "application/zip");

    public EncryptedCopy ZipAndEncrypt(Guid accountId, string filename, Stream plain, IReadOnlyList<Recipient> recipients)
    {
        using var packed = new FileStream(
            Path.Combine(settings.StateFolder, "contents", $"{Guid.NewGuid()}.tmp"),
            new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose });
        WriteZip(filename, plain, packed);
        packed.Position = 0;
        var kept = contents.Keep(accountId, target => CmsEncryption.Encrypt(recipients, packed, target), "application/octet-stream");
        return new EncryptedCopy(kept.Id, kept.Total!.Value, [.. recipients.Select(recipient => recipient.SerialNumber)]);
    }

    /// <summary>Whether a content is an archive, told by its first bytes.</summary>
    public bool IsZip(Guid contentId)
    {
        using var file = contents.Read(contentId);
        return file.ReadByte() == 'P' && file.ReadByte() == 'K' && file.ReadByte() == 3 && file.ReadByte() == 4;
    }

    /// <summary>The one file of an archive as a content of its own; 400 for any other archive.</summary>
    public StoredContent Unzip(Guid accountId, Guid contentId)
    {
        using var file = contents.Read(contentId);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            using var entry = archive.Entries is [{ Length: <= LargestUnpacked } only] ? only.Open() : throw ExternException.BadRequest("В архиве должен быть один файл не больше 1 ГБ.");
            return contents.Keep(accountId, entry.CopyTo, "application/octet-stream");
        }
        catch (InvalidDataException)
        {
            throw ExternException.BadRequest("Архив испорчен.");
        }
    }

    /// <summary>The bytes of a content, unpacked where it is an archive of one file.</summary>
    public byte[] ReadUnpacked(Guid contentId)
    {
        if (!IsZip(contentId))
        {
            return contents.ReadInline(contentId);
        }

        using var file = contents.Read(contentId);
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            return archive.Entries is [{ Length: <= ContentStore.LargestInline } only] ? Bytes(only) : throw ExternException.BadRequest("В архиве должен быть один файл не больше 32 МБ.");
        }
        catch (InvalidDataException)
        {
            throw ExternException.BadRequest("Архив испорчен.");
        }
    }

    /// <summary>No more than the entry says of itself is read.</summary>
    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        var bytes = new byte[entry.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static void WriteZip(string filename, Stream plain, Stream target)
    {
        using var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true);
        using var entry = archive.CreateEntry(filename).Open();
        plain.CopyTo(entry);
    }
}

/// <summary>An encrypted content and the certificates whose keys open it.</summary>
internal sealed record EncryptedCopy(Guid ContentId, long Length, IReadOnlyList<string> SerialNumbers);

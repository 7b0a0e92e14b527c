using System.IO.Compression;
using System.Text.RegularExpressions;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.Esia;

namespace Portal.Simulator.Epgu.Packages;

/// <summary>The checks of contract A.4 in their order; the first failure decides the code.</summary>
internal sealed partial class PackageCheck(RequestReader requests, Authorities authorities, TimeProvider wall)
{
    private const string RequestName = "req.xml";
    private const string Signature = ".sig";
    private const int LongestName = 50;
    private const long Largest = 100_000_000, LargestRequest = 1_000_000, LargestSignature = 1_000_000;

    /// <summary>Checks the ZIP that was received from the key's owner.</summary>
    public PackageVerdict Run(string zip, EsiaKey sender)
    {
        try
        {
            using var archive = Open(zip);
            return new PackageVerdict(Check(archive, sender));
        }
        catch (PackageRefused refused)
        {
            return refused.Verdict;
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or NotSupportedException)
        {
            return PackageVerdict.Refused(PackageRefused.Structure, "Архив не читается");
        }
    }

    private static ZipArchive Open(string zip)
    {
        try
        {
            var archive = ZipFile.OpenRead(zip);
            return archive.Entries.Any(entry => entry.IsEncrypted) ? throw new PackageRefused(PackageRefused.Structure, "Архив зашифрован") : archive;
        }
        catch (InvalidDataException)
        {
            throw new PackageRefused(PackageRefused.Structure, "Архив не читается");
        }
    }

    private PackageFacts Check(ZipArchive archive, EsiaKey sender)
    {
        var entries = archive.Entries;
        Require(!entries.Any(entry => entry.FullName.AsSpan().ContainsAny('/', '\\')), PackageRefused.Structure, "Архив содержит папки");
        var request = entries.FirstOrDefault(entry => entry.FullName == RequestName) ?? throw new PackageRefused(PackageRefused.NoRequest, "Не найден файл req.xml");
        var files = entries.Where(entry => !entry.FullName.EndsWith(Signature, StringComparison.Ordinal)).ToList();
        var signatures = entries.Except(files).ToLookup(entry => entry.FullName[..^Signature.Length], StringComparer.Ordinal);
        foreach (var file in files)
        {
            Require(signatures.Contains(file.FullName), PackageRefused.Signatures, $"Нет подписи файла {file.FullName}");
        }

        Require(signatures.All(one => files.Any(file => file.FullName == one.Key)), PackageRefused.Signatures, "Есть подпись без файла");

        Require(request.Length <= LargestRequest, PackageRefused.Validation, "Файл req.xml слишком большой");
        var xml = Bytes(request);
        var documents = files.Where(file => file != request).ToList();
        var layout = RequestReader.LayoutOf(xml);
        CheckNames(files, documents, layout);
        CheckSizes(entries, files, documents, layout);
        var facts = requests.Read(xml, [.. documents.Select(file => (file.FullName, file.Length))], sender);
        foreach (var file in files)
        {
            CheckSignature(file, signatures[file.FullName].First(), sender);
        }

        return facts;
    }

    private static void CheckNames(List<ZipArchiveEntry> files, List<ZipArchiveEntry> documents, string? layout)
    {
        foreach (var file in files)
        {
            Require(file.FullName.Length <= LongestName, PackageRefused.Validation, $"Имя файла длиннее {LongestName} символов: {file.FullName}");
            Require((layout == RequestReader.V18 ? LatinName() : CyrillicName()).IsMatch(file.FullName), PackageRefused.Validation, $"Недопустимые символы в имени файла: {file.FullName}");
        }

        foreach (var document in documents)
        {
            Require(MimeTypes.Of(document.FullName, layout) is not null, PackageRefused.Validation, $"Недопустимый формат файла: {document.FullName}");
        }

        Require(
            files.Select(file => file.FullName).Distinct(StringComparer.OrdinalIgnoreCase).Count() == files.Count, PackageRefused.Validation, "Имена файлов повторяются");
    }

    private static void CheckSizes(IReadOnlyCollection<ZipArchiveEntry> entries, List<ZipArchiveEntry> files, List<ZipArchiveEntry> documents, string? layout)
    {
        var most = layout == RequestReader.V18 ? 15 : 20;
        Require(documents.Count > 0, PackageRefused.Validation, "Нет документов для подписания");
        Require(documents.Count <= most, PackageRefused.Validation, $"Документов больше {most}");
        Require(files.TrueForAll(file => file.Length > 0), PackageRefused.Validation, "Пустой файл");
        Require(entries.Sum(entry => entry.Length) <= Largest, PackageRefused.Validation, "Размер документов больше 100 МБ");
    }

    private void CheckSignature(ZipArchiveEntry file, ZipArchiveEntry signature, EsiaKey sender)
    {
        Require(signature.Length <= LargestSignature, PackageRefused.Signatures, $"{signature.FullName}: подпись не читается");
        using var content = file.Open();
        var found = SenderSignature.Read(Bytes(signature), content);
        var problem = found.Problem ?? SenderSignature.Distrust(found.Certificate!, authorities.Sender, sender.Organization, wall.GetUtcNow());
        Require(problem is null, PackageRefused.Signatures, $"{signature.FullName}: {problem}");
    }

    private static byte[] Bytes(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var buffer = new MemoryStream();
        stream.CopyTo(buffer);
        return buffer.ToArray();
    }

    private static void Require(bool right, string code, string message)
    {
        if (!right)
        {
            throw new PackageRefused(code, message);
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9_ .]+\z")]
    private static partial Regex LatinName();

    [GeneratedRegex(@"^[A-Za-zА-Яа-яЁё0-9_ .,']+\z")]
    private static partial Regex CyrillicName();
}

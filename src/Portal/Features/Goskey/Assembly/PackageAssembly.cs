using System.Globalization;
using System.IO.Compression;
using Portal.Integrations.Signing;
using Portal.Storage.Files;

namespace Portal.Features.Goskey.Assembly;

/// <summary>
/// Makes the signed ZIP of a package (contract goskey 6). Originals are read twice: once side by side to be hashed and signed, once in their order to be written;
/// both times they are checked against the digest that they were kept under. Nothing is held in memory but blocks and signatures.
/// </summary>
public sealed class PackageAssembly(FileStore files, TimeProvider clock)
{
    private const int CopyBlock = 65_536;
    private static readonly TimeSpan Moscow = TimeSpan.FromHours(3);

    /// <summary>Assembles, or leaves nothing of the package in the spool.</summary>
    /// <param name="plan">What it is made of.</param>
    /// <param name="signer">The sender's key.</param>
    /// <param name="spoolFolder">Where the ZIP is to lie: <see cref="Spool.Folder"/>.</param>
    /// <param name="progress">Told of each document twice, from any thread.</param>
    /// <param name="cancellationToken">Ends it between two blocks.</param>
    /// <exception cref="SigningException">The certificate is not usable (before anything is done), or nothing was signed.</exception>
    /// <exception cref="AssemblyException">Its kind says why.</exception>
    public async Task<AssembledPackage> AssembleAsync(
        PackagePlan plan, IDetachedSigner signer, string spoolFolder, Action<AssemblyProgress>? progress, CancellationToken cancellationToken)
    {
        signer.EnsureUsable();
        SenderCertificate.EnsureOwn(signer.Certificate, plan.Sender);
        var complaint = PackageCheck.TitleProblem(plan.Sender.Rules, plan.Title) ?? PackageCheck.Run(plan.Sender.Rules, plan.Documents).Select(one => one.Text).FirstOrDefault();
        if (complaint is not null)
        {
            throw new AssemblyException(AssemblyFault.AgainstRules, complaint);
        }

        var now = clock.GetUtcNow();
        var request = RequestXml.Write(plan, now);
        var spool = new Spool(spoolFolder);
        try
        {
            spool.Prepare(plan.PackageId);
            var requestSignature = await signer.SignAsync(ContentToSign.Of(request, signer.Algorithm), cancellationToken);
            var signed = await FileSigning.SignAllAsync(
                signer, plan.Documents.Count, (place, stop) => ReadAsync(plan, place, signer, spool, stop),
                (place, _) => progress?.Invoke(new AssemblyProgress(AssemblyStep.Signed, place, plan.Documents[place].Size)), cancellationToken);
            EnsureFits(plan, request.Length + requestSignature.Length + signed.Sum(one => one.Digest.Length + one.Signature.Length));
            await WriteAsync(plan, spool, now, request, requestSignature, signed, progress, cancellationToken);
            return new AssembledPackage(
                spool.ZipOf(plan.PackageId), new FileInfo(spool.ZipOf(plan.PackageId)).Length, request, requestSignature, RequestXml.ExpirationOf(plan.Sender.Rules, now),
                [.. plan.Documents.Select((document, place) => new AssembledDocument(document, Convert.ToHexStringLower(signed[place].Digest.Value.Span), signed[place].Signature))]);
        }
        catch
        {
            spool.Remove(plan.PackageId);
            throw;
        }
    }

    private static void EnsureFits(PackagePlan plan, long bytes)
    {
        var most = plan.Sender.Rules.MostBytes;
        if (bytes > most)
        {
            throw new AssemblyException(AssemblyFault.TooBig, $"Пакет с подписями больше предела в {Sizes.Of(most)} на {bytes - most} байт");
        }
    }

    // A command that signs files is given a plain copy in the package's folder; it lives until the ZIP is begun.
    private async Task<ContentToSign> ReadAsync(PackagePlan plan, int place, IDetachedSigner signer, Spool spool, CancellationToken cancellationToken)
    {
        await using var original = Open(plan.Documents[place]);
        if (!signer.NeedsContent)
        {
            return ContentToSign.Of(await ContentDigest.OfAsync(original, signer.Algorithm, cancellationToken));
        }

        await using var copy = spool.Create(plan.PackageId, CopyName(place));
        await original.CopyToAsync(copy, CopyBlock, cancellationToken);
        copy.Position = 0;
        return ContentToSign.Of(await ContentDigest.OfAsync(copy, signer.Algorithm, cancellationToken), copy.Name);
    }

    private async Task WriteAsync(
        PackagePlan plan, Spool spool, DateTimeOffset now, byte[] request, byte[] requestSignature, IReadOnlyList<SignedContent> signed, Action<AssemblyProgress>? progress,
        CancellationToken cancellationToken)
    {
        foreach (var place in Enumerable.Range(0, signed.Count))
        {
            File.Delete(Path.Combine(Path.GetDirectoryName(spool.ZipOf(plan.PackageId))!, CopyName(place)));
        }

        await using var file = spool.CreateZip(plan.PackageId);
        await using (var zip = await ZipArchive.CreateAsync(file, ZipArchiveMode.Create, leaveOpen: true, entryNameEncoding: null, cancellationToken))
        {
            await AddAsync(PackageRules.RequestName, new MemoryStream(request));
            await AddAsync(PackageRules.RequestName + PackageRules.SignatureExtension, new MemoryStream(requestSignature));
            for (var place = 0; place < signed.Count; place++)
            {
                var document = plan.Documents[place];
                await AddAsync(document.WireName, Open(document));
                await AddAsync(document.WireName + PackageRules.SignatureExtension, new MemoryStream(signed[place].Signature));
                progress?.Invoke(new AssemblyProgress(AssemblyStep.Packed, place, document.Size));
            }

            async Task AddAsync(string name, Stream content)
            {
                await using (content)
                {
                    var entry = zip.CreateEntry(name, CompressionLevel.NoCompression);
                    entry.LastWriteTime = now.ToOffset(Moscow);
                    await using var target = await entry.OpenAsync(cancellationToken);
                    await content.CopyToAsync(target, CopyBlock, cancellationToken);
                }
            }
        }

        file.Flush(flushToDisk: true);
    }

    private OriginalReading Open(PlannedDocument document) => files.Open(document.Sha256) is { } stored
        ? new OriginalReading(stored, document)
        : throw new AssemblyException(AssemblyFault.OriginalMissing, $"Файл «{document.DisplayName}» больше не хранится: загрузите его заново");

    private static string CopyName(int place) => string.Create(CultureInfo.InvariantCulture, $"original-{place}");
}

using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Access;
using Portal.Features.Goskey.Results;
using Portal.Integrations.Signing;

namespace Portal.Tests.Features.Goskey;

/// <summary>What leaves the portal about a signed package.</summary>
public sealed class ExportResultsTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_archive_holds_everything_that_proves_the_signatures_and_the_sha256_of_each_file()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (package, documents) = await bench.SignedAsync(GoskeyBench.Signs, documents: 2);
        var export = new ExportResults(bench.Packages, bench.Files, bench.Audit);

        var archive = await export.RunAsync(bench.Author, package.Id, Stop);
        using var buffer = new MemoryStream();
        await export.WriteAsync(archive, buffer, Stop);

        Assert.StartsWith("Госключ Договор аренды № ", archive.FileName, StringComparison.Ordinal);
        using var zip = new ZipArchive(buffer);
        var names = zip.Entries.Select(entry => entry.FullName).ToList();
        Assert.Equal(
            [
                "01 Договор № 1.pdf", "01 Договор № 1.pdf.отправитель.sig", "01 Договор № 1.pdf.получатель.sig", "02 Договор № 2.pdf", "02 Договор № 2.pdf.отправитель.sig", "02 Договор № 2.pdf.получатель.sig",
                "Запрос/req.xml", "Запрос/req.xml.sig",
            ],
            names.Take(8));
        Assert.Equal(2, names.Count(name => name.StartsWith("Сертификаты/", StringComparison.Ordinal)));
        var manifest = Encoding.UTF8.GetString(await BytesAsync(zip, "manifest.txt")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split("  ", 2)).ToList();
        Assert.Equal(names.Where(name => name != "manifest.txt"), manifest.Select(line => line[1]));
        foreach (var line in manifest)
        {
            Assert.Equal(line[0], Convert.ToHexStringLower(SHA256.HashData(await BytesAsync(zip, line[1]))));
        }

        // A stranger with the archive alone comes to the same verdict.
        var certificates = new List<CertificateFacts>();
        foreach (var name in names.Where(name => name.EndsWith(".cer", StringComparison.Ordinal)))
        {
            certificates.Add(CertificateFacts.Read(await BytesAsync(zip, name)));
        }

        using var original = new MemoryStream(await BytesAsync(zip, "01 Договор № 1.pdf"));
        var report = DocumentReport.Of(documents[0])!;
        var verdict = await ResultVerification.VerifyAsync(
            await BytesAsync(zip, "01 Договор № 1.pdf.получатель.sig"), original,
            new ExpectedSignature { Snils = GoskeyBench.Signs, Anchors = new TrustAnchors(certificates, []), From = report.From!.Value, Until = report.Until!.Value }, Stop);
        Assert.True(verdict.IsGood);
    }

    [Fact]
    public async Task The_report_for_machines_tells_everything_but_the_number_of_the_person()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (package, documents) = await bench.SignedAsync(GoskeyBench.SignsForeign);

        var text = Encoding.UTF8.GetString((await new ExportReport(bench.Packages, bench.Audit).RunAsync(bench.Author, package.Id, Stop)).ToJson());

        using var json = JsonDocument.Parse(text);
        Assert.Equal("Signed", json.RootElement.GetProperty("state").GetString());
        Assert.Equal("done", json.RootElement.GetProperty("agencyCode").GetString());
        Assert.Equal("***-***-009 61", json.RootElement.GetProperty("recipientSnils").GetString());
        var document = json.RootElement.GetProperty("documents")[0];
        Assert.Equal(documents[0].RecipientSignature, document.GetProperty("recipientSignatureSha256").GetString());
        Assert.Equal("ForeignSigner", document.GetProperty("verification").GetProperty("alarms")[0].GetString());
        Assert.DoesNotContain("99000000961", text, StringComparison.Ordinal);
        Assert.DoesNotContain("11223344696", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Single_files_are_named_by_the_document_and_another_persons_are_not_there()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (package, documents) = await bench.SignedAsync(GoskeyBench.Signs);
        var open = new OpenResultFile(bench.Packages, bench.Files, bench.Audit);

        foreach (var (what, sha256, name) in new[]
        {
            (ResultFile.Original, documents[0].Sha256, "Договор № 1.pdf"), (ResultFile.SenderSignature, documents[0].SenderSignature, "Договор № 1.pdf.отправитель.sig"),
            (ResultFile.RecipientSignature, documents[0].RecipientSignature, "Договор № 1.pdf.получатель.sig"), (ResultFile.Returned, documents[0].ReturnedSha256, "Договор № 1 (вернулся).pdf"),
        })
        {
            var file = (await open.RunAsync(bench.Author, package.Id, documents[0].Id, what, Stop))!;
            await using var bytes = file.Bytes;
            Assert.Equal((sha256, name), (Convert.ToHexStringLower(await SHA256.HashDataAsync(bytes, Stop)), file.Name));
        }

        var stranger = new Actor("stranger", "session", "Чужой", IsAdmin: true);
        await Assert.ThrowsAsync<AccessDeniedException>(() => open.RunAsync(stranger, package.Id, documents[0].Id, ResultFile.Original, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new ExportReport(bench.Packages, bench.Audit).RunAsync(stranger, package.Id, Stop));
        await Assert.ThrowsAsync<AccessDeniedException>(() => new ExportResults(bench.Packages, bench.Files, bench.Audit).RunAsync(stranger, package.Id, Stop));
    }

    private static async Task<byte[]> BytesAsync(ZipArchive zip, string name)
    {
        await using var entry = await zip.GetEntry(name)!.OpenAsync(Stop);
        using var bytes = new MemoryStream();
        await entry.CopyToAsync(bytes, Stop);
        return bytes.ToArray();
    }
}

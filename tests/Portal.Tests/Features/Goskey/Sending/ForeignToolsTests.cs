using Portal.Features.Goskey;
using Portal.Testing;
using Portal.Tests.Features.Goskey.Assembly;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>What a running portal sent, taken from EPGU as it came, before judges that are not ours. Skipped where their tools are missing; never on the build machine.</summary>
public sealed class ForeignToolsTests(GoskeyStage stage) : IClassFixture<GoskeyStage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(SignatureKind.Unep)]
    [InlineData(SignatureKind.Ukep)]
    public async Task A_package_made_by_the_portal_passes_tools_that_are_not_ours(SignatureKind kind)
    {
        await ForeignTools.RequireGostAsync();
        var uploaded = new Dictionary<string, byte[]>
        {
            ["Договор аренды № 15.pdf"] = Samples.Pdf(200_000), ["Акт приёма.xml"] = Samples.Xml, ["opis.txt"] = Samples.Text, ["plan.tif"] = Samples.Tiff,
        };
        var id = await stage.DraftAsync(kind: kind, documents: [.. uploaded.Select(document => (document.Key, document.Value))]);
        await stage.SubmitAsync(id);
        var order = (await stage.StateAsync(id, PackageState.Waiting)).OrderId!.Value;

        using var folder = new TempFolder();
        var (zip, authorities) = (folder.Combine("package.zip"), folder.Combine("ca.pem"));
        await File.WriteAllBytesAsync(zip, await stage.Outside.PackageAsync(order), Stop);
        await File.WriteAllTextAsync(authorities, await stage.Outside.AuthoritiesAsync(), Stop);
        var names = await ForeignTools.ListAsync(zip);
        Assert.DoesNotContain(names, name => name.Contains('/', StringComparison.Ordinal));
        var signed = names.Where(name => !name.EndsWith(".sig", StringComparison.Ordinal)).ToList();
        Assert.Equal(signed.SelectMany(name => new[] { name, $"{name}.sig" }).Order(), names.Order());

        var files = folder.Combine("files");
        await ForeignTools.ExtractAsync(zip, files);
        foreach (var name in signed)
        {
            await ForeignTools.VerifyAsync(Path.Combine(files, name), Path.Combine(files, $"{name}.sig"), authorities, TimeProvider.System.GetUtcNow());
        }

        await ForeignTools.ValidateAsync(await File.ReadAllBytesAsync(Path.Combine(files, "req.xml"), Stop), kind);
        var arrived = await Task.WhenAll(signed.Where(name => name != "req.xml").Select(name => File.ReadAllBytesAsync(Path.Combine(files, name), Stop)));
        Assert.Equal(uploaded.Values.Select(Convert.ToHexString).Order(), arrived.Select(Convert.ToHexString).Order());
    }

    [Fact]
    public async Task The_judges_find_a_document_that_was_altered()
    {
        await ForeignTools.RequireGostAsync();
        var id = await stage.DraftAsync();
        await stage.SubmitAsync(id);
        var order = (await stage.StateAsync(id, PackageState.Waiting)).OrderId!.Value;
        using var folder = new TempFolder();
        var (zip, authorities, files) = (folder.Combine("package.zip"), folder.Combine("ca.pem"), folder.Combine("files"));
        await File.WriteAllBytesAsync(zip, await stage.Outside.PackageAsync(order), Stop);
        await File.WriteAllTextAsync(authorities, await stage.Outside.AuthoritiesAsync(), Stop);
        await ForeignTools.ExtractAsync(zip, files);
        var document = Directory.GetFiles(files, "*.pdf").Single();
        await File.AppendAllTextAsync(document, " ", Stop);
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => ForeignTools.VerifyAsync(document, $"{document}.sig", authorities, TimeProvider.System.GetUtcNow()));
    }
}

using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Assembly;
using Portal.Integrations.Signing;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>The ZIP that is sent: right for tools that are not ours, and nothing left in the spool when it did not come about.</summary>
public sealed class PackageAssemblyTests : IAsyncLifetime
{
    private AssemblyBench bench = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => bench = await AssemblyBench.CreateAsync();

    public ValueTask DisposeAsync()
    {
        bench.Dispose();
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(RequestLayout.V1_8, SignatureKind.Unep)]
    [InlineData(RequestLayout.V1_8, SignatureKind.Ukep)]
    [InlineData(RequestLayout.V1_9, SignatureKind.Unep)]
    [InlineData(RequestLayout.V1_9, SignatureKind.Ukep)]
    public async Task Tools_that_are_not_ours_accept_the_package(RequestLayout layout, SignatureKind kind)
    {
        var plan = await bench.PlanAsync(layout, kind, ("Договор № 15.pdf", Samples.Pdf(200_000)), ("Акт.xml", Samples.Xml), ("Акт!.xml", [.. Samples.Xml, .. "\n"u8]), ("Скан.tif", Samples.Tiff));
        var package = await AssembleAsync(plan);

        string[] names = ["req.xml", "Dogovor N 15.pdf", "Akt.xml", "Akt_2.xml", "Skan.tif"];
        Assert.Equal(names.SelectMany(name => new[] { name, name + ".sig" }), await ForeignTools.ListAsync(package.Path));
        var unpacked = bench.In("unpacked", "x");
        await ForeignTools.ExtractAsync(package.Path, unpacked);
        foreach (var name in names)
        {
            await ForeignTools.VerifyAsync(Path.Combine(unpacked, name), Path.Combine(unpacked, name + ".sig"), bench.AuthorityFile, TimeProvider.System.GetUtcNow());
        }

        await ForeignTools.ValidateAsync(await File.ReadAllBytesAsync(Path.Combine(unpacked, "req.xml"), Stop), kind);
        Assert.Equal(package.Request, await File.ReadAllBytesAsync(Path.Combine(unpacked, "req.xml"), Stop));
        Assert.Equal(package.RequestSignature, await File.ReadAllBytesAsync(Path.Combine(unpacked, "req.xml.sig"), Stop));
        foreach (var (document, name) in package.Documents.Zip(names.Skip(1)))
        {
            var content = await File.ReadAllBytesAsync(Path.Combine(unpacked, name), Stop);
            Assert.Equal(document.Document.Sha256, Convert.ToHexStringLower(SHA256.HashData(content)));
            Assert.Equal(document.GostDigest, Convert.ToHexStringLower(ContentDigest.Of(content, GostAlgorithm.Bits256).Value.Span));
            Assert.Equal(document.Signature, await File.ReadAllBytesAsync(Path.Combine(unpacked, name + ".sig"), Stop));
        }
    }

    [Fact]
    public async Task Everything_is_stored_flat_and_without_ZIP64_in_a_file_for_the_portal_alone()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf(300_000)), ("b.txt", Samples.Text));
        var package = await AssembleAsync(plan);
        var zip = await File.ReadAllBytesAsync(package.Path, Stop);
        Assert.Equal((zip.Length, bench.Spool.ZipOf(plan.PackageId)), (package.Size, package.Path));
        var locals = LocalHeaders(zip).ToList();
        Assert.Equal(6, locals.Count);
        Assert.All(locals, local =>
        {
            Assert.Equal(0, local.Method);
            Assert.Equal(local.Compressed, local.Size);
            Assert.True(local.Version <= 20, $"version {local.Version}");
            Assert.True(local.Name.All(char.IsAscii) && !local.Name.Contains('/', StringComparison.Ordinal), local.Name);
        });
        Assert.True(zip.AsSpan().IndexOf("PK\u0006\u0006"u8) < 0 && zip.AsSpan().IndexOf("PK\u0006\u0007"u8) < 0);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(package.Path));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(package.Path)!));
        }

        bench.Spool.Remove(plan.PackageId);
        Assert.True(bench.SpoolIsEmpty());
    }

    [Fact]
    public async Task Progress_tells_each_document_when_it_is_signed_and_when_it_is_packed()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()), ("b.txt", Samples.Text), ("c.xml", Samples.Xml));
        var told = new ConcurrentQueue<AssemblyProgress>();
        await bench.Assembly.AssembleAsync(plan, bench.Signer(), bench.Spool.Folder, told.Enqueue, Stop);
        Assert.Equal([0, 1, 2], told.Where(one => one.Step == AssemblyStep.Signed).Select(one => one.Document).Order());
        Assert.Equal([0, 1, 2], told.Where(one => one.Step == AssemblyStep.Packed).Select(one => one.Document));
    }

    [Fact]
    public async Task A_command_that_signs_files_is_given_plain_copies_which_do_not_stay()
    {
        await ForeignTools.RequireGostAsync();
        var signer = new ExternalCommandSigner(bench.Signer().Certificate, new ExternalCommandOptions
        {
            Command = "openssl cms -sign -cades -engine gost -binary -nosmimecap -md md_gost12_256 -outform DER "
                + $"-signer {bench.In("sandbox", "epgu-sender.cer.pem")} -inkey {bench.In("sandbox", "epgu-sender.key.pem")} -passin file:{bench.In("sandbox", "epgu-sender.key.password")} "
                + "-in {content} -out {signature}",
            TemporaryFolder = bench.In("tmp", "x"),
        }, TimeProvider.System);
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf(100_000)), ("b.txt", Samples.Text));
        var package = await bench.Assembly.AssembleAsync(plan, signer, bench.Spool.Folder, null, Stop);
        Assert.Equal(6, (await ForeignTools.ListAsync(package.Path)).Length);
        Assert.Equal([package.Path], Directory.GetFiles(Path.GetDirectoryName(package.Path)!));
    }

    [Fact]
    public async Task An_expired_certificate_and_another_organisations_stop_before_a_file_is_written()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()));
        var expired = bench.Signer(TestClock.At("2036-01-01T00:00:00Z"));
        Assert.Equal(SigningFault.CertificateExpired, (await Assert.ThrowsAsync<SigningException>(() => AssembleAsync(plan, expired))).Fault);
        foreach (var sender in new[] { plan.Sender with { Inn = "7700000009" }, plan.Sender with { Ogrn = "1027700000008" }, plan.Sender with { Inn = "770000000004", Ogrn = null } })
        {
            Assert.Equal(AssemblyFault.ForeignCertificate, await FaultAsync(plan with { Sender = sender }));
        }

        Assert.False(Directory.Exists(bench.Spool.Folder));
        Assert.NotNull(await AssembleAsync(plan with { Sender = plan.Sender with { Ogrn = null } }));
    }

    [Fact]
    public async Task What_breaks_the_rules_leaves_the_spool_empty()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()));
        var document = plan.Documents[0];
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Documents = [] }));
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Title = " " }));
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Documents = [.. Enumerable.Range(1, 16).Select(number => document with { DisplayName = $"{number}.pdf", WireName = $"{number}.pdf" })] }));
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Documents = [document, document with { DisplayName = "A.PDF", WireName = "A.PDF" }] }));
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Documents = [document with { WireName = "../a.pdf" }] }));
        Assert.Equal(AssemblyFault.AgainstRules, await FaultAsync(plan with { Documents = [document with { Size = 100_000_001 }] }));
        Assert.Equal(AssemblyFault.RequestInvalid, await FaultAsync(plan with { Sender = plan.Sender with { Mnemonic = "" } }));
        Assert.Equal(AssemblyFault.OriginalMissing, await FaultAsync(plan with { Documents = [document with { Sha256 = new string('a', 64) }] }));
        Assert.Equal(AssemblyFault.OriginalChanged, await FaultAsync(plan with { Documents = [document with { Size = document.Size - 1 }] }));
        Assert.True(bench.SpoolIsEmpty());
    }

    [Fact]
    public async Task A_stored_document_that_was_tampered_with_or_exchanged_is_not_signed()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()), ("b.pdf", Samples.Pdf(700)));
        string PathOf(int place) => bench.In("files", plan.Documents[place].Sha256[..2], plan.Documents[place].Sha256);
        var first = await File.ReadAllBytesAsync(PathOf(0), Stop);
        File.Copy(PathOf(1), PathOf(0), overwrite: true);
        Assert.Equal(AssemblyFault.OriginalChanged, await FaultAsync(plan));
        first[100] ^= 1;
        await File.WriteAllBytesAsync(PathOf(0), first, Stop);
        Assert.Equal(AssemblyFault.OriginalChanged, await FaultAsync(plan));
        Assert.True(bench.SpoolIsEmpty());
    }

    [Fact]
    public async Task A_document_exchanged_between_signing_and_packing_ends_the_assembly()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()));
        var other = await bench.Files.SaveAsync(Samples.Pdf(700), Stop);
        var refused = await Assert.ThrowsAsync<AssemblyException>(() => bench.Assembly.AssembleAsync(plan, bench.Signer(), bench.Spool.Folder, one =>
        {
            Assert.Equal(AssemblyStep.Signed, one.Step);
            File.Copy(bench.In("files", other.Sha256[..2], other.Sha256), bench.In("files", plan.Documents[0].Sha256[..2], plan.Documents[0].Sha256), overwrite: true);
        }, Stop));
        Assert.Equal(AssemblyFault.OriginalChanged, refused.Fault);
        Assert.True(bench.SpoolIsEmpty());
    }

    [Theory]
    [InlineData(AssemblyStep.Signed)]
    [InlineData(AssemblyStep.Packed)]
    public async Task A_cancelled_assembly_leaves_the_spool_empty(AssemblyStep at)
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()), ("b.pdf", Samples.Pdf(700)));
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Assembly.AssembleAsync(plan, bench.Signer(), bench.Spool.Folder, one =>
        {
            if (one.Step == at)
            {
                cancel.Cancel();
            }
        }, cancel.Token));
        Assert.True(bench.SpoolIsEmpty());
    }

    [Fact]
    public async Task A_signature_that_fails_and_signatures_over_the_limit_leave_the_spool_empty()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()), ("b.pdf", Samples.Pdf(700)));
        var failing = new OddSigner(bench.Signer(), () => throw new SigningException(SigningFault.CommandFailed, "The token was pulled out."));
        Assert.Equal(SigningFault.CommandFailed, (await Assert.ThrowsAsync<SigningException>(() => AssembleAsync(plan, failing))).Fault);
        var fat = new OddSigner(bench.Signer(), () => new byte[60_000_000]);
        Assert.Equal(AssemblyFault.TooBig, (await Assert.ThrowsAsync<AssemblyException>(() => AssembleAsync(plan, fat))).Fault);
        Assert.True(bench.SpoolIsEmpty());
    }

    [Fact]
    public async Task A_second_assembly_of_a_package_replaces_the_first()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()));
        await AssembleAsync(plan);
        var package = await AssembleAsync(plan);
        Assert.Equal([package.Path], Directory.GetFiles(bench.Spool.Folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task The_start_of_the_portal_sweeps_what_a_killed_one_left()
    {
        var plan = await bench.PlanAsync(RequestLayout.V1_8, SignatureKind.Ukep, ("a.pdf", Samples.Pdf()));
        await AssembleAsync(plan);
        await AssembleAsync(plan with { PackageId = Guid.NewGuid() });
        var half = bench.In("spool", Guid.NewGuid().ToString(), "package.zip");
        await File.WriteAllTextAsync(half, "half", Stop);
        await using var portal = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSingleton(bench.Files)
            .AddSingleton(new DataFolder(bench.In("x"), bench.In("x"))).AddAssembly(_ => bench.Spool.Folder).BuildServiceProvider();
        foreach (var service in portal.GetServices<IHostedService>())
        {
            await service.StartAsync(Stop);
        }

        Assert.NotNull(portal.GetRequiredService<PackageAssembly>());
        Assert.True(bench.SpoolIsEmpty());
        Assert.Equal(0, bench.Spool.SweepAll());
    }

    private sealed class OddSigner(IDetachedSigner real, Func<byte[]> sign) : IDetachedSigner
    {
        public CertificateFacts Certificate => real.Certificate;

        public GostAlgorithm Algorithm => real.Algorithm;

        public bool NeedsContent => false;

        public void EnsureUsable() => real.EnsureUsable();

        // The request is signed by the real key, what comes after it is not.
        public Task<byte[]> SignAsync(ContentToSign content, CancellationToken cancellationToken = default) =>
            content.Bytes is null ? Task.FromResult(sign()) : real.SignAsync(content, cancellationToken);
    }

    private async Task<AssembledPackage> AssembleAsync(PackagePlan plan, IDetachedSigner? signer = null) =>
        await bench.Assembly.AssembleAsync(plan, signer ?? bench.Signer(), bench.Spool.Folder, null, Stop);

    private async Task<AssemblyFault> FaultAsync(PackagePlan plan) => (await Assert.ThrowsAsync<AssemblyException>(() => AssembleAsync(plan))).Fault;

    private static IEnumerable<(string Name, int Version, int Method, uint Compressed, uint Size)> LocalHeaders(byte[] zip)
    {
        for (var at = 0; BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at)) == 0x04034B50;)
        {
            var header = zip.AsSpan(at, 30);
            var (compressed, name, extra) = (BinaryPrimitives.ReadUInt32LittleEndian(header[18..]), BinaryPrimitives.ReadUInt16LittleEndian(header[26..]), BinaryPrimitives.ReadUInt16LittleEndian(header[28..]));
            yield return (System.Text.Encoding.ASCII.GetString(zip, at + 30, name), BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 4)), BinaryPrimitives.ReadUInt16LittleEndian(zip.AsSpan(at + 8)),
                compressed, BinaryPrimitives.ReadUInt32LittleEndian(zip.AsSpan(at + 22)));
            at += 30 + name + extra + (int)compressed;
        }
    }
}

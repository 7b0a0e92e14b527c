using System.Text;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Utilities.Collections;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

public sealed class ResultVerificationTests
{
    private const string Snils = "990-000-001 53";
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Договор");
    private static readonly TestCertificate Authority = TestCertificate.Authority();
    private static readonly TestCertificate Person = TestCertificate.Issue(new TestIssue("Иванов Иван") { Issuer = Authority });
    private static readonly DateTimeOffset Now = TestClock.Create().GetUtcNow();

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task A_signature_of_the_addressee_is_good(int bits)
    {
        var person = TestCertificate.Issue(new TestIssue("Иванов Иван") { Issuer = Authority, Bits = bits });

        var report = await VerifyAsync(await SignAsync(person));

        Assert.Null(report.Fault);
        Assert.Equal((AddresseeVerdict.Matches, TimeVerdict.Inside, Now), (report.Addressee, report.Time, report.SignedAt));
        Assert.Equal(["Иванов Иван", "Корневой УЦ"], report.Chain!.Path.Select(one => one.CommonName));
        Assert.Equal((true, true, true), (report.IsGood, report.IsDer, report.IsCades));
    }

    [Fact]
    public async Task A_plain_CMS_in_BER_as_the_app_writes_it_is_as_good()
    {
        var report = await VerifyAsync(Plain(Content), at: Person.Certificate.NotBefore.AddDays(1));
        Assert.Null(report.Fault);
        Assert.Equal((false, false), (report.IsDer, report.IsCades));
        Assert.Null(report.Chain!.Fault);
    }

    [Fact]
    public async Task A_changed_byte_another_person_and_no_signature_are_three_different_findings()
    {
        var changed = await VerifyAsync(await SignAsync(Person, [1, 2, 3]));
        Assert.Equal((SignatureFault.DoesNotMatch, AddresseeVerdict.Matches), (changed.Fault, changed.Addressee));
        var another = await VerifyAsync(await SignAsync(TestCertificate.Issue(new TestIssue("Чужой") { Issuer = Authority, Snils = "99000000254" })));
        Assert.Equal((null, AddresseeVerdict.Another), (another.Fault, another.Addressee));
        var garbage = await VerifyAsync([1, 2, 3]);
        Assert.Equal((SignatureFault.NotSignature, AddresseeVerdict.Missing), (garbage.Fault, garbage.Addressee));
        Assert.All([changed, another, garbage], report => Assert.False(report.IsGood));
        Assert.Equal(AddresseeVerdict.NotAsked, (await VerifyAsync(await SignAsync(Person), snils: null)).Addressee);
    }

    [Fact]
    public async Task A_turned_bit_is_found_or_changes_nothing_that_is_told()
    {
        var signature = await SignAsync(Person);
        var unfound = 0;
        for (var at = 0; at < signature.Length; at += 3)
        {
            var turned = signature.ToArray();
            turned[at] ^= 1;
            var report = await VerifyAsync(turned);
            if (report.IsGood)
            {
                // The list of digest algorithms in front is not signed by anybody, and nothing is taken from it.
                Assert.Equal((Person.Facts.Thumbprint, Now), (report.Certificate?.Thumbprint, report.SignedAt));
                unfound++;
            }
        }

        Assert.InRange(unfound, 0, 8);
    }

    [Fact]
    public async Task Damaged_signatures_are_verdicts_and_never_exceptions()
    {
        var signature = await SignAsync(Person);
        var random = new Random(7);
        for (var round = 0; round < (Ci.LongTests ? 20_000 : 500); round++)
        {
            var damaged = signature.ToArray();
            for (var change = random.Next(1, 5); change > 0; change--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            var end = random.Next(10) == 0 ? random.Next(damaged.Length) : damaged.Length;
            Assert.NotNull(await VerifyAsync(damaged[..end]));
        }

        var nested = Enumerable.Repeat(new byte[] { 0x30, 0x80 }, 100_000).SelectMany(pair => pair).ToArray();
        Assert.Equal(SignatureFault.NotSignature, (await VerifyAsync(nested)).Fault);
    }

    [Fact]
    public async Task Two_signers_and_an_enclosed_content_are_refused()
    {
        Assert.Equal(SignatureFault.SeveralSigners, (await VerifyAsync(Plain(Content, signers: 2))).Fault);
        Assert.Equal(SignatureFault.NotDetached, (await VerifyAsync(Plain(Content, enclose: true))).Fault);
    }

    [Theory]
    [InlineData(-61, TimeVerdict.TooEarly)]
    [InlineData(-59, TimeVerdict.Inside)]
    [InlineData(59, TimeVerdict.Inside)]
    [InlineData(61, TimeVerdict.TooLate)]
    public async Task The_time_lies_between_sending_and_final_status_with_a_skew(int seconds, TimeVerdict expected)
    {
        var signature = await SignAsync(Person, at: Now.AddSeconds(seconds));
        var report = await ResultVerification.VerifyAsync(
            signature, new MemoryStream(Content), Expect(Snils, Now) with { From = Now, Until = Now, Skew = TimeSpan.FromMinutes(1) }, TestContext.Current.CancellationToken);
        Assert.Equal(expected, report.Time);
    }

    [Fact]
    public async Task OpenSsls_signature_is_good_and_one_of_a_foreign_algorithm_is_told()
    {
        await GostEngine.RequireAsync();
        using var folder = new TempFolder();
        await File.WriteAllTextAsync(folder.Combine("key.pem"), Person.PrivateKeyPem, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(folder.Combine("certificate.pem"), Person.Pem, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(folder.Combine("content"), Content, TestContext.Current.CancellationToken);
        await GostEngine.RunAsync("cms", "-sign", "-engine", "gost", "-binary", "-md", "md_gost12_256", "-outform", "DER", "-signer", folder.Combine("certificate.pem"),
            "-inkey", folder.Combine("key.pem"), "-in", folder.Combine("content"), "-out", folder.Combine("s.sig"));
        await GostEngine.RunAsync("req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=RSA", "-keyout", folder.Combine("rsa.pem"), "-out", folder.Combine("rsa.cer"));
        await GostEngine.RunAsync("cms", "-sign", "-binary", "-outform", "DER", "-signer", folder.Combine("rsa.cer"), "-inkey", folder.Combine("rsa.pem"),
            "-in", folder.Combine("content"), "-out", folder.Combine("rsa.sig"));

        var report = await VerifyAsync(await File.ReadAllBytesAsync(folder.Combine("s.sig"), TestContext.Current.CancellationToken), at: TimeProvider.System.GetUtcNow());
        Assert.Null(report.Fault);
        Assert.Equal(AddresseeVerdict.Matches, report.Addressee);
        Assert.Equal(SignatureFault.ForeignAlgorithm, (await VerifyAsync(await File.ReadAllBytesAsync(folder.Combine("rsa.sig"), TestContext.Current.CancellationToken))).Fault);
    }

    private static ExpectedSignature Expect(string? snils, DateTimeOffset at) =>
        new() { Snils = snils, Anchors = new TrustAnchors([Authority.Facts], []), From = at.AddHours(-1), Until = at.AddHours(1) };

    private static Task<SignatureReport> VerifyAsync(byte[] signature, string? snils = Snils, DateTimeOffset? at = null) =>
        ResultVerification.VerifyAsync(signature, new MemoryStream(Content), Expect(snils, at ?? Now), TestContext.Current.CancellationToken);

    private static Task<byte[]> SignAsync(TestCertificate by, byte[]? content = null, DateTimeOffset? at = null)
    {
        var signer = by.Signer(new Microsoft.Extensions.Time.Testing.FakeTimeProvider(at ?? Now));
        return signer.SignAsync(ContentToSign.Of(content ?? Content, signer.Algorithm), TestContext.Current.CancellationToken);
    }

    // BouncyCastle's generator: BER, algorithm protection, no signing certificate. Its signing time is the machine's clock.
    private static byte[] Plain(byte[] content, bool enclose = false, int signers = 1)
    {
        var generator = new CmsSignedDataGenerator();
        foreach (var _ in Enumerable.Range(0, signers))
        {
            generator.AddSigner(Person.Key, Person.Certificate, GostAlgorithm.Bits256.Key, GostAlgorithm.Bits256.Digest);
        }

        generator.AddCertificates(CollectionUtilities.CreateStore([Person.Certificate]));
        return generator.Generate(new CmsProcessableByteArray(content), enclose).GetEncoded();
    }
}

using System.Text;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Asn1;
using Org.BouncyCastle.Asn1.Cms;
using Org.BouncyCastle.Cms;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

public sealed class DetachedSignerTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("Договор №1\r\n", 20_000)));
    private static readonly TestCertificate Authority = TestCertificate.Authority();
    private static readonly FakeTimeProvider Clock = TestClock.Create();

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task OpenSsl_verifies_a_signature_and_refuses_it_over_a_changed_byte(int bits)
    {
        await GostEngine.RequireAsync();
        var signature = await SignAsync(Sender(bits));

        var good = await GostEngine.VerifyAsync(signature, Content, Authority.Pem);
        Assert.True(good.ExitCode == 0, good.Output);
        var changed = Content.ToArray();
        changed[^1] ^= 1;
        Assert.NotEqual(0, (await GostEngine.VerifyAsync(signature, changed, Authority.Pem)).ExitCode);
        Assert.NotEqual(0, (await GostEngine.VerifyAsync(signature, Content, TestCertificate.Authority().Pem)).ExitCode);
    }

    [Theory]
    [InlineData(256, "1.2.643.7.1.1.1.1", "1.2.643.7.1.1.2.2")]
    [InlineData(512, "1.2.643.7.1.1.1.2", "1.2.643.7.1.1.2.3")]
    public async Task A_signature_is_CAdES_BES_in_DER_with_exactly_the_parts_of_the_contract(int bits, string key, string digest)
    {
        var sender = Sender(bits);
        var signature = await SignAsync(sender);

        var info = ContentInfo.GetInstance(Asn1Object.FromByteArray(signature));
        Assert.Equal(signature, info.GetEncoded(Asn1Encodable.Der));
        var data = SignedData.GetInstance(info.Content);
        Assert.Equal(1, data.Version.IntValueExact);
        Assert.Equal(CmsObjectIdentifiers.Data, data.EncapContentInfo.ContentType);
        Assert.Null(data.EncapContentInfo.Content);
        Assert.Null(data.CRLs);
        Assert.Equal(sender.Der, Assert.Single(data.Certificates).ToAsn1Object().GetEncoded());
        var signer = SignerInfo.GetInstance(Assert.Single(data.SignerInfos));
        Assert.Equal(1, signer.Version.IntValueExact);
        Assert.Equal((digest, key), (signer.DigestAlgorithm.Algorithm.Id, signer.SignatureAlgorithm.Algorithm.Id));
        Assert.Null(signer.DigestAlgorithm.Parameters);
        Assert.Null(signer.SignatureAlgorithm.Parameters);
        Assert.Equal(bits / 4, signer.Signature.GetOctets().Length);
        Assert.Null(signer.UnsignedAttrs);
        var named = Org.BouncyCastle.Asn1.Cms.IssuerAndSerialNumber.GetInstance(signer.SignerID.ID);
        Assert.Equal((sender.Certificate.SerialNumber, true), (named.SerialNumber.Value, named.Issuer.Equivalent(sender.Certificate.IssuerDN)));
        var attributes = signer.SignedAttrs.Select(Org.BouncyCastle.Asn1.Cms.Attribute.GetInstance).ToDictionary(one => one.AttrType.Id, one => Assert.Single(one.AttrValues));
        Assert.Equal(["1.2.840.113549.1.9.16.2.47", "1.2.840.113549.1.9.3", "1.2.840.113549.1.9.4", "1.2.840.113549.1.9.5"], attributes.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(CmsObjectIdentifiers.Data, attributes["1.2.840.113549.1.9.3"]);
        Assert.Equal(Clock.GetUtcNow().UtcDateTime, Org.BouncyCastle.Asn1.Cms.Time.GetInstance(attributes["1.2.840.113549.1.9.5"]).ToDateTime().ToUniversalTime());
        var certificate = Assert.Single(Org.BouncyCastle.Asn1.Ess.SigningCertificateV2.GetInstance(attributes["1.2.840.113549.1.9.16.2.47"]).GetCerts());
        Assert.Equal(digest, certificate.HashAlgorithm.Algorithm.Id);
        Assert.Equal(ContentDigest.Of(sender.Der, Algorithm(bits)).Value.ToArray(), certificate.GetCertHash());
        Assert.Equal(sender.Certificate.SerialNumber, certificate.IssuerSerial.Serial.Value);
    }

    [Fact]
    public async Task OpenSsl_reads_the_same_identifiers()
    {
        await GostEngine.RequireAsync();
        using var folder = new TempFolder();
        await File.WriteAllBytesAsync(folder.Combine("s.sig"), await SignAsync(Sender(256)), TestContext.Current.CancellationToken);

        var text = await GostEngine.RunAsync("asn1parse", "-inform", "DER", "-in", folder.Combine("s.sig"));

        foreach (var part in new[]
        {
            "pkcs7-signedData", "pkcs7-data", "id-smime-aa-signingCertificateV2", "contentType", "signingTime", "messageDigest",
            "GOST R 34.11-2012 with 256 bit hash", "GOST R 34.10-2012 with 256 bit modulus",
        })
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("S/MIME Capabilities", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task A_digest_signed_later_without_the_bytes_is_a_signature_of_the_bytes(int bits)
    {
        var digest = await ContentDigest.OfAsync(new MemoryStream(Content), Algorithm(bits), TestContext.Current.CancellationToken);
        Assert.Equal(ContentDigest.Of(Content, Algorithm(bits)).Value.ToArray(), digest.Value.ToArray());
        Assert.Equal(Content.Length, digest.Length);

        var signature = await Sender(bits).Signer(Clock).SignAsync(ContentToSign.Of(digest), TestContext.Current.CancellationToken);

        Assert.Null((await DetachedSignature.VerifyAsync(signature, new MemoryStream(Content), TestContext.Current.CancellationToken)).Fault);
        Assert.Null(DetachedSignature.Verify(signature, digest).Fault);
        Assert.Equal(SignatureFault.DoesNotMatch, DetachedSignature.Verify(signature, ContentDigest.Of([1], Algorithm(bits))).Fault);
    }

    [Fact]
    public async Task Expired_and_not_yet_valid_certificates_stop_before_a_file_is_opened()
    {
        var expired = TestCertificate.Issue(new TestIssue("Бывший") { Issuer = Authority, NotAfter = "2026-11-23" }).Signer(Clock);
        var future = TestCertificate.Issue(new TestIssue("Будущий") { Issuer = Authority, NotBefore = "2026-11-25" }).Signer(Clock);

        Assert.Equal(SigningFault.CertificateExpired, await FaultAsync(() => FileSigning.SignAllAsync(expired, ["/nowhere"])));
        Assert.Equal(SigningFault.CertificateNotYetValid, await FaultAsync(() => FileSigning.SignAllAsync(future, ["/nowhere"])));
        Assert.Equal(SigningFault.CertificateExpired, await FaultAsync(() => expired.SignAsync(ContentToSign.Of(Content, GostAlgorithm.Bits256))));
        Assert.Equal(SigningFault.CertificateNotYetValid, Assert.Throws<SigningException>(future.EnsureUsable).Fault);
    }

    [Fact]
    public async Task A_digest_of_the_other_length_is_not_signed() =>
        Assert.Equal(SigningFault.DigestOfAnotherLength, await FaultAsync(() => Sender(512).Signer(Clock).SignAsync(ContentToSign.Of(Content, GostAlgorithm.Bits256))));

    [Fact]
    public async Task Files_are_signed_side_by_side_and_come_back_in_order()
    {
        using var folder = new TempFolder();
        var paths = Enumerable.Range(1, 15).Select(number => folder.Combine($"Dogovor {number}.txt")).ToList();
        foreach (var (path, number) in paths.Select((path, number) => (path, number)))
        {
            await File.WriteAllBytesAsync(path, Content.AsMemory(0, 1 + (number * 1000)), TestContext.Current.CancellationToken);
        }

        var told = new System.Collections.Concurrent.ConcurrentBag<string>();
        var signed = await FileSigning.SignAllAsync(Sender(256).Signer(Clock), paths, file => told.Add(file.Path), TestContext.Current.CancellationToken);

        Assert.Equal(paths, signed.Select(file => file.Path));
        Assert.Equal(paths.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
        foreach (var file in signed)
        {
            var bytes = await File.ReadAllBytesAsync(file.Path, TestContext.Current.CancellationToken);
            Assert.Equal(bytes.Length, file.Digest.Length);
            Assert.Null((await DetachedSignature.VerifyAsync(file.Signature, new MemoryStream(bytes), TestContext.Current.CancellationToken)).Fault);
        }
    }

    [Fact]
    public void The_owner_and_the_validity_of_a_certificate_can_be_read()
    {
        var sender = Sender(256);
        var facts = CertificateFacts.Read(Encoding.ASCII.GetBytes(sender.Pem));

        Assert.Equal(("Отправитель", "ООО «Ромашка-Тест»", "1027700000008", "7700000009", "770000000004", "99000000153"),
            (facts.CommonName, facts.Organization, facts.Ogrn, facts.InnOfEntity, facts.Inn, facts.Snils));
        Assert.Equal((TestInstant("2026-01-01T00:00:00Z"), TestInstant("2027-12-31T00:00:00Z")), (facts.NotBefore, facts.NotAfter));
        Assert.Equal(("Корневой УЦ", sender.Certificate.SerialNumber.ToString(16).ToUpperInvariant()), (facts.Issuer, facts.SerialNumber.TrimStart('0')));
        Assert.Equal(GostAlgorithm.Bits256, facts.Key);
        Assert.Equal(SigningFault.CertificateUnreadable, Assert.Throws<SigningException>(() => CertificateFacts.Read([1, 2, 3])).Fault);
        Assert.Equal(SigningFault.CertificateUnreadable, Assert.Throws<SigningException>(() => CertificateFacts.Read([])).Fault);
    }

    private static DateTimeOffset TestInstant(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static GostAlgorithm Algorithm(int bits) => bits == 256 ? GostAlgorithm.Bits256 : GostAlgorithm.Bits512;

    private static TestCertificate Sender(int bits) => TestCertificate.Issue(new TestIssue("Отправитель") { Issuer = Authority, Bits = bits });

    private static Task<byte[]> SignAsync(TestCertificate sender)
    {
        var signer = sender.Signer(Clock);
        return signer.SignAsync(ContentToSign.Of(Content, signer.Algorithm), TestContext.Current.CancellationToken);
    }

    private static async Task<SigningFault> FaultAsync(Func<Task> act) => (await Assert.ThrowsAsync<SigningException>(act)).Fault;
}

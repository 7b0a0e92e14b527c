using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

public sealed class PrivateKeyTests
{
    private static readonly FakeTimeProvider Clock = TestClock.Create();

    [Theory]
    [InlineData(256)]
    [InlineData(512)]
    public async Task An_encrypted_key_signs_with_its_password_only(int bits)
    {
        var sender = TestCertificate.Issue(new TestIssue("Отправитель") { Bits = bits });

        await SignsAsync(KeySigner.OfPkcs8(sender.EncryptedPrivateKey, TestCertificate.Password, sender.Der, Clock));
        await SignsAsync(KeySigner.OfPkcs8(Encoding.ASCII.GetBytes(PemEncoding.WriteString("ENCRYPTED PRIVATE KEY", sender.EncryptedPrivateKey)),
            TestCertificate.Password, Encoding.ASCII.GetBytes(sender.Pem), Clock));
        Assert.Equal(SigningFault.WrongPassword, Fault(() => KeySigner.OfPkcs8(sender.EncryptedPrivateKey, "пароль 2", sender.Der, Clock)));
        Assert.Equal(SigningFault.WrongPassword, Fault(() => KeySigner.OfPkcs8(sender.EncryptedPrivateKey, null, sender.Der, Clock)));
    }

    [Theory]
    [InlineData(256, "gost2012_256", "B")]
    [InlineData(256, "gost2012_256", "TCA")]
    [InlineData(256, "gost2012_256", "XA")]
    [InlineData(256, "gost2012_256", "A")]
    [InlineData(512, "gost2012_512", "A")]
    [InlineData(512, "gost2012_512", "C")]
    public async Task Keys_made_by_OpenSsl_on_any_curve_sign_from_PKCS8_and_PKCS12(int bits, string algorithm, string set)
    {
        await GostEngine.RequireAsync();
        using var folder = new TempFolder();
        var (key, encrypted, certificate, pfx) = (folder.Combine("key.pem"), folder.Combine("encrypted.pem"), folder.Combine("certificate.pem"), folder.Combine("key.pfx"));
        await GostEngine.RunAsync("genpkey", "-engine", "gost", "-algorithm", algorithm, "-pkeyopt", $"paramset:{set}", "-out", key);
        await GostEngine.RunAsync("req", "-engine", "gost", "-x509", "-new", "-key", key, "-subj", "/CN=Sender/1.2.643.100.1=1027700000008", "-days", "3650",
            "-set_serial", "0x0102", "-out", certificate, $"-md_gost12_{bits}");
        await GostEngine.RunAsync("pkcs8", "-engine", "gost", "-topk8", "-in", key, "-out", encrypted, "-passout", "pass:secret");
        await GostEngine.RunAsync("pkcs12", "-engine", "gost", "-export", "-inkey", key, "-in", certificate, "-out", pfx, "-passout", "pass:secret");
        // The certificate's days count from the machine's clock.
        var clock = new FakeTimeProvider(CertificateFacts.Read(await File.ReadAllBytesAsync(certificate, TestContext.Current.CancellationToken)).NotBefore.AddDays(1));

        foreach (var signer in new[]
        {
            KeySigner.OfFolder(folder.Path, clock), KeySigner.OfPkcs8(File.ReadAllBytes(encrypted), "secret", File.ReadAllBytes(certificate), clock),
            KeySigner.OfPkcs12(File.ReadAllBytes(pfx), "secret", clock),
        })
        {
            Assert.Equal((bits, "0102", "1027700000008"), (signer.Algorithm.Bits, signer.Certificate.SerialNumber, signer.Certificate.Ogrn));
            var signature = await SignsAsync(signer);
            var judged = await GostEngine.VerifyAsync(signature, [1, 2, 3], await File.ReadAllTextAsync(certificate, TestContext.Current.CancellationToken), clock.GetUtcNow());
            Assert.True(judged.ExitCode == 0, judged.Output);
        }

        Assert.Equal(SigningFault.WrongPassword, Fault(() => KeySigner.OfPkcs8(File.ReadAllBytes(encrypted), "wrong", File.ReadAllBytes(certificate), clock)));
        Assert.Equal(SigningFault.WrongPassword, Fault(() => KeySigner.OfPkcs12(File.ReadAllBytes(pfx), "wrong", clock)));
    }

    [Fact]
    public async Task A_key_wrapped_in_one_more_octet_string_or_written_as_an_integer_is_the_same_key()
    {
        var sender = TestCertificate.Issue(new TestIssue("Отправитель"));
        foreach (var inner in new Org.BouncyCastle.Asn1.Asn1Encodable[] { new Org.BouncyCastle.Asn1.DerOctetString(sender.Octets), new Org.BouncyCastle.Asn1.DerInteger(sender.Key.D) })
        {
            await SignsAsync(KeySigner.OfPkcs8(sender.Written(new Org.BouncyCastle.Asn1.DerOctetString(inner.GetEncoded())).GetEncoded(), null, sender.Der, Clock));
        }

        var masked = sender.Written(new Org.BouncyCastle.Asn1.DerOctetString(new byte[128])).GetEncoded();
        Assert.Equal(SigningFault.KeyUnreadable, Fault(() => KeySigner.OfPkcs8(masked, null, sender.Der, Clock)));
    }

    [Fact]
    public async Task A_PKCS12_file_may_hold_issuers_too_and_be_of_any_usual_cipher()
    {
        var authority = TestCertificate.Authority();
        var sender = TestCertificate.Issue(new TestIssue("Отправитель") { Issuer = authority });
        foreach (var cipher in new[] { PbeEncryptionAlgorithm.Aes256Cbc, PbeEncryptionAlgorithm.TripleDes3KeyPkcs12 })
        {
            var file = sender.Pkcs12(cipher, authority);
            var signer = KeySigner.OfPkcs12(file, TestCertificate.Password, Clock);
            Assert.Equal(sender.Facts.Thumbprint, signer.Certificate.Thumbprint);
            await SignsAsync(signer);
            Assert.Equal(SigningFault.WrongPassword, Fault(() => KeySigner.OfPkcs12(file, "пароль 2", Clock)));
        }
    }

    [Fact]
    public void A_key_of_another_certificate_a_foreign_algorithm_and_garbage_are_told_apart()
    {
        var (one, two) = (TestCertificate.Issue(new TestIssue("Первый")), TestCertificate.Issue(new TestIssue("Второй") { Bits = 512 }));
        using var rsa = RSA.Create(2048);
        using var foreign = new CertificateRequest("CN=RSA", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(Clock.GetUtcNow().AddDays(-1), Clock.GetUtcNow().AddDays(1));
        var key = Encoding.ASCII.GetBytes(one.PrivateKeyPem);

        Assert.Equal(SigningFault.KeyOfAnotherCertificate, Fault(() => KeySigner.OfPkcs8(key, null, TestCertificate.Issue(new TestIssue("Третий")).Der, Clock)));
        Assert.Equal(SigningFault.KeyOfAnotherCertificate, Fault(() => KeySigner.OfPkcs8(key, null, two.Der, Clock)));
        Assert.Equal(SigningFault.ForeignKeyAlgorithm, Fault(() => KeySigner.OfPkcs8(key, null, foreign.RawData, Clock)));
        Assert.Equal(SigningFault.ForeignKeyAlgorithm, Fault(() => KeySigner.OfPkcs8(rsa.ExportPkcs8PrivateKey(), null, one.Der, Clock)));
        Assert.Equal(SigningFault.ForeignKeyAlgorithm, Fault(() => KeySigner.OfPkcs12(foreign.Export(X509ContentType.Pfx, "p"), "p", Clock)));
        Assert.Equal(SigningFault.KeyUnreadable, Fault(() => KeySigner.OfPkcs8(Encoding.ASCII.GetBytes("no key"), null, one.Der, Clock)));
        Assert.Equal(SigningFault.KeyUnreadable, Fault(() => KeySigner.OfPkcs12(Encoding.ASCII.GetBytes("no key"), "", Clock)));
        Assert.Equal(SigningFault.CertificateUnreadable, Fault(() => KeySigner.OfPkcs8(key, null, Encoding.ASCII.GetBytes("no certificate"), Clock)));
        Assert.Equal(SigningFault.ForeignKeyAlgorithm, Fault(() => _ = new ExternalCommandSigner(CertificateFacts.Read(foreign.RawData), new ExternalCommandOptions { Command = "sign {content}" }, Clock)));
    }

    [Fact]
    public void A_certificate_without_its_private_key_is_told()
    {
        var sender = TestCertificate.Issue(new TestIssue("Отправитель"));
        using var folder = new TempFolder();
        Assert.Equal(SigningFault.CertificateUnreadable, Fault(() => KeySigner.OfFolder(folder.Path, Clock)));
        File.WriteAllText(folder.Combine("certificate.pem"), sender.Pem);
        Assert.Equal(SigningFault.NoPrivateKey, Fault(() => KeySigner.OfFolder(folder.Path, Clock)));
        File.WriteAllText(folder.Combine("key.pem"), sender.PrivateKeyPem);
        Assert.Equal(sender.Facts.Thumbprint, KeySigner.OfFolder(folder.Path, Clock).Certificate.Thumbprint);

        var store = new Org.BouncyCastle.Pkcs.Pkcs12StoreBuilder().Build();
        store.SetCertificateEntry("only", new Org.BouncyCastle.Pkcs.X509CertificateEntry(sender.Certificate));
        using var file = new MemoryStream();
        store.Save(file, "p".ToCharArray(), new Org.BouncyCastle.Security.SecureRandom());
        Assert.Equal(SigningFault.NoPrivateKey, Fault(() => KeySigner.OfPkcs12(file.ToArray(), "p", Clock)));
    }

    private static SigningFault Fault(Action act) => Assert.Throws<SigningException>(act).Fault;

    private static async Task<byte[]> SignsAsync(KeySigner signer)
    {
        byte[] content = [1, 2, 3];
        var signature = await signer.SignAsync(ContentToSign.Of(content, signer.Algorithm), TestContext.Current.CancellationToken);
        Assert.Null(DetachedSignature.Verify(signature, ContentDigest.Of(content, signer.Algorithm)).Fault);
        return signature;
    }
}

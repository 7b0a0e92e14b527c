using System.Text;
using Portal.Integrations.Signing;

namespace Portal.Tests.Features.Drafts.Signatures;

public sealed class DetachedSignatureTests
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes(new string('ф', 100_000));
    private static readonly GostSigner Signer = new("Иванов", "Иван Иванович");

    [Fact]
    public async Task A_signature_over_these_bytes_tells_who_made_it()
    {
        var verdict = await VerifyAsync(Signer.Sign(Content));

        Assert.Null(verdict.Fault);
        Assert.Equal((Signer.Thumbprint, "Иванов Иван Иванович"), (verdict.Signer?.Thumbprint, verdict.Signer?.Owner));
        Assert.NotNull(verdict.Signer?.SignedAt);
    }

    [Fact]
    public async Task Other_bytes_a_changed_signature_and_another_signers_digest_are_found()
    {
        Assert.Equal(SignatureFault.DoesNotMatch, (await VerifyAsync(Signer.Sign([1, 2, 3]))).Fault);
        var changed = Signer.Sign(Content);
        changed[^5] ^= 1;
        Assert.NotNull((await VerifyAsync(changed)).Fault);
    }

    [Fact]
    public async Task What_is_no_signature_or_carries_no_certificate_is_told_apart()
    {
        Assert.Equal(SignatureFault.NotSignature, (await VerifyAsync([1, 2, 3])).Fault);
        Assert.Equal(SignatureFault.NotSignature, (await VerifyAsync([])).Fault);
        Assert.Equal(SignatureFault.NoCertificate, (await VerifyAsync(Signer.Sign(Content, withCertificate: false))).Fault);
    }

    [Fact]
    public void A_file_may_be_base64_or_PEM()
    {
        var der = Signer.Sign(Content);
        var base64 = Convert.ToBase64String(der, Base64FormattingOptions.InsertLineBreaks);

        Assert.Equal(der, DetachedSignature.Decode(der));
        Assert.Equal(der, DetachedSignature.Decode(Encoding.ASCII.GetBytes(base64)));
        Assert.Equal(der, DetachedSignature.Decode(Encoding.ASCII.GetBytes($"-----BEGIN CMS-----\r\n{base64}\r\n-----END CMS-----\r\n")));
        Assert.Equal(new byte[] { 1, 2, 3 }, DetachedSignature.Decode([1, 2, 3]));
    }

    private static Task<SignatureVerdict> VerifyAsync(byte[] signature) =>
        DetachedSignature.VerifyAsync(signature, new MemoryStream(Content), TestContext.Current.CancellationToken);
}

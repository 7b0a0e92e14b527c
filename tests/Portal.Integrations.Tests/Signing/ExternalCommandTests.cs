using System.Globalization;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using Org.BouncyCastle.Cms;
using Org.BouncyCastle.Utilities.Collections;
using Portal.Integrations.Signing;
using Portal.Testing;

namespace Portal.Integrations.Tests.Signing;

public sealed class ExternalCommandTests : IDisposable
{
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("Договор");
    private static readonly TestCertificate Sender = TestCertificate.Issue(new TestIssue("Отправитель"));
    private readonly FakeTimeProvider clock = TestClock.Create();
    private readonly TempFolder folder = new();

    public ExternalCommandTests()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The commands of these tests are shell scripts.");
        Directory.CreateDirectory(Temporary);
    }

    private string Temporary => folder.Combine("temporary", "x")[..^2];

    [Fact]
    public async Task OpenSsl_signs_a_file_as_CryptoPro_would()
    {
        await GostEngine.RequireAsync();
        await File.WriteAllTextAsync(folder.Combine("key.pem"), Sender.PrivateKeyPem, Stop);
        await File.WriteAllTextAsync(folder.Combine("certificate.pem"), Sender.Pem, Stop);
        var document = folder.Combine("Договор 'а'; touch $(pwned) \"б\".pdf");
        await File.WriteAllBytesAsync(document, Content, Stop);
        var signer = Signer("openssl cms -sign -cades -engine gost -binary -nosmimecap -md md_gost12_256 -outform DER "
            + $"-signer '{folder.Combine("certificate.pem")}' -inkey \"{folder.Combine("key.pem")}\" -in {{content}} -out {{signature}}");

        var signed = Assert.Single(await FileSigning.SignAllAsync(signer, [document], cancellationToken: Stop));

        Assert.Null(DetachedSignature.Verify(signed.Signature, ContentDigest.Of(Content, GostAlgorithm.Bits256)).Fault);
        var judged = await GostEngine.VerifyAsync(signed.Signature, Content, Sender.Pem);
        Assert.True(judged.ExitCode == 0, judged.Output);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
    }

    [Theory]
    [InlineData("{content} {signature}", "cp \"$READY\" \"$2\"")]
    [InlineData("{content}", "cat \"$READY\"")]
    [InlineData("{content} {signature}", "base64 \"$READY\" > \"$2\"")]
    [InlineData("{digest} {signature}", "test \"$(wc -c < \"$1\")\" -eq 32 && cp \"$READY\" \"$2\"")]
    public async Task A_signature_is_taken_from_the_file_or_the_output_in_DER_or_base64(string arguments, string script)
    {
        var ready = await ReadyAsync(Sender, Content);
        var signer = Signer(await ScriptAsync(script) + " " + arguments, ready);

        Assert.Equal(await File.ReadAllBytesAsync(ready, Stop), await SignAsync(signer));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
    }

    [Fact]
    public async Task A_command_that_signs_digests_needs_no_content_and_one_that_signs_files_says_so()
    {
        var ready = await ReadyAsync(Sender, Content);
        var digest = ContentToSign.Of(ContentDigest.Of(Content, GostAlgorithm.Bits256));

        Assert.NotEmpty(await Signer(await ScriptAsync("cp \"$READY\" \"$2\"") + " {digest} {signature}", ready).SignAsync(digest, Stop));
        Assert.Equal(SigningFault.ContentNeeded, (await Assert.ThrowsAsync<SigningException>(() => Signer("sign {content}").SignAsync(digest, Stop))).Fault);
    }

    [Fact]
    public async Task A_command_that_fails_is_told_with_its_own_words()
    {
        var failed = await RefusedAsync("echo 'ErrorCode: 0x8009000d нет ключа' >&2; exit 3");
        Assert.Equal(SigningFault.CommandFailed, failed.Fault);
        Assert.Contains("ended with 3", failed.Message, StringComparison.Ordinal);
        Assert.Contains("ErrorCode: 0x8009000d нет ключа", failed.Message, StringComparison.Ordinal);

        var flood = await RefusedAsync("head -c 3000000 /dev/zero | tr '\\0' 'a' >&2; exit 1");
        Assert.InRange(flood.Message.Length, 2000, 2200);

        var missing = await Assert.ThrowsAsync<SigningException>(() => SignAsync(Signer("/no/such/program {content}")));
        Assert.Equal(SigningFault.CommandFailed, missing.Fault);
        Assert.Contains("/no/such/program", missing.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_that_hangs_is_ended_with_all_that_it_started(bool byTime)
    {
        var started = folder.Combine("started");
        using var cancelled = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var signer = Signer(await ScriptAsync($"echo asking for a PIN >&2; sleep 600 & echo $! > '{started}.tmp'; mv '{started}.tmp' '{started}'; wait") + " {content}");
        var signing = signer.SignAsync(ContentToSign.Of(Content, signer.Algorithm), cancelled.Token);
        await Eventually.IsTrueAsync(() => File.Exists(started), "the command has started", cancellationToken: Stop);

        if (byTime)
        {
            clock.Advance(TimeSpan.FromSeconds(61));
            var refused = await Assert.ThrowsAsync<SigningException>(() => signing);
            Assert.Equal(SigningFault.CommandTimedOut, refused.Fault);
            Assert.Contains("asking for a PIN", refused.Message, StringComparison.Ordinal);
        }
        else
        {
            await cancelled.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => signing);
        }

        var child = int.Parse(await File.ReadAllTextAsync(started, Stop), CultureInfo.InvariantCulture);
        await Eventually.IsTrueAsync(() => !IsRunning(child), "the command is ended", cancellationToken: Stop);
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
    }

    [Fact]
    public async Task A_command_that_waits_for_input_meets_its_end() =>
        Assert.Equal(SigningFault.CommandFailed, (await RefusedAsync("read pin || exit 7")).Fault);

    [Theory]
    [InlineData("echo garbage > \"$2\"")]
    [InlineData(": > \"$2\"")]
    [InlineData("true")]
    [InlineData("cat \"$READY\" \"$READY\" > \"$2\"")]
    public async Task Garbage_nothing_and_trailing_bytes_are_no_signature(string script) =>
        Assert.Equal(SigningFault.NotSignature, (await RefusedAsync(script, await ReadyAsync(Sender, Content))).Fault);

    [Fact]
    public async Task A_signature_of_other_bytes_of_another_certificate_or_with_the_content_inside_is_not_taken()
    {
        const string Copy = "cp \"$READY\" \"$2\"";
        Assert.Equal(SigningFault.DoesNotMatch, (await RefusedAsync(Copy, await ReadyAsync(Sender, [1, 2, 3]))).Fault);
        Assert.Equal(SigningFault.SignedByAnother, (await RefusedAsync(Copy, await ReadyAsync(TestCertificate.Issue(new TestIssue("Чужой")), Content))).Fault);

        var attached = await RefusedAsync(Copy, await PlainAsync(enclose: true));
        Assert.Equal(SigningFault.NotSignature, attached.Fault);
        Assert.Contains("encloses the content", attached.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_plain_CMS_in_BER_is_taken_only_where_that_is_allowed_and_returned_in_DER()
    {
        var plain = await PlainAsync(enclose: false);
        Assert.Contains("signingCertificateV2", (await RefusedAsync("cp \"$READY\" \"$2\"", plain)).Message, StringComparison.Ordinal);

        var signature = await SignAsync(Signer(await ScriptAsync("cp \"$READY\" \"$2\"") + " {content} {signature}", plain, takesPlain: true));

        Assert.NotEqual(await File.ReadAllBytesAsync(plain, Stop), signature);
        Assert.Equal(Org.BouncyCastle.Asn1.Asn1Object.FromByteArray(signature).GetEncoded(Org.BouncyCastle.Asn1.Asn1Encodable.Der), signature);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("sign 'a {content}")]
    [InlineData("sign {signature}")]
    public void A_command_that_cannot_be_read_or_names_no_content_is_refused_at_once(string command) =>
        Assert.Throws<ArgumentException>(() => Signer(command));

    public void Dispose() => folder.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    // A zombie waits for its parent, which is gone, to be told: it runs no more.
    private static bool IsRunning(int process) =>
        File.Exists($"/proc/{process}/stat") && !File.ReadAllText($"/proc/{process}/stat").Contains(") Z", StringComparison.Ordinal);

    private static Task<byte[]> SignAsync(ExternalCommandSigner signer) => signer.SignAsync(ContentToSign.Of(Content, signer.Algorithm), Stop);

    private ExternalCommandSigner Signer(string command, string ready = "", bool takesPlain = false) => new(
        Sender.Facts,
        new ExternalCommandOptions { Command = command, TemporaryFolder = Temporary, TakesPlainCms = takesPlain, Environment = new Dictionary<string, string> { ["READY"] = ready } }, clock);

    private async Task<string> ScriptAsync(string script)
    {
        var path = folder.Combine($"script {Guid.NewGuid():N}.sh");
        await File.WriteAllTextAsync(path, script + "\n", Stop);
        return $"/bin/sh '{path}'";
    }

    private async Task<SigningException> RefusedAsync(string script, string ready = "")
    {
        var signer = Signer(await ScriptAsync(script) + " {content} {signature}", ready);
        var refused = await Assert.ThrowsAsync<SigningException>(() => SignAsync(signer));
        Assert.Empty(Directory.GetFileSystemEntries(Temporary));
        return refused;
    }

    private Task<string> ReadyAsync(TestCertificate by, byte[] content) => KeepAsync(by.Signer(clock).SignAsync(ContentToSign.Of(content, GostAlgorithm.Bits256), Stop));

    private Task<string> PlainAsync(bool enclose)
    {
        var generator = new CmsSignedDataGenerator();
        generator.AddSigner(Sender.Key, Sender.Certificate, GostAlgorithm.Bits256.Key, GostAlgorithm.Bits256.Digest);
        generator.AddCertificates(CollectionUtilities.CreateStore([Sender.Certificate]));
        return KeepAsync(Task.FromResult(generator.Generate(new CmsProcessableByteArray(Content), enclose).GetEncoded()));
    }

    private async Task<string> KeepAsync(Task<byte[]> signature)
    {
        var path = folder.Combine($"{Guid.NewGuid():N}.ready");
        await File.WriteAllBytesAsync(path, await signature, Stop);
        return path;
    }
}

using System.IO.Compression;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Testing;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Encrypted contents and their decryption by the cloud (drafts contract 5.2, 5.10).</summary>
public sealed class ExternDecryptionTests
{
    private static readonly Guid Account = ExternSandbox.Testovaya;

    [Fact]
    public async Task OpenSsl_decrypts_with_the_key_of_a_named_certificate_and_with_no_other()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await AnsweredAsync(sandbox, user);
        var acceptance = await DocumentAsync(user, docflow, "fns534-report-acceptance-result-positive");
        var serials = acceptance["description"]!["encrypted-certificates"]!.AsArray().Select(one => (string)one!["serial-number"]!).ToList();
        Assert.Equal([await SerialAsync(user)], serials);
        Assert.Equal(acceptance["description"]!["filename"]!.ToString(), await OpenedByAsync(acceptance, "director"));
        Assert.Null(await OpenedByAsync(acceptance, "director-expired"));

        var report = await DocumentAsync(user, docflow, "fns534-report");
        Assert.Contains(await SerialAsync(user), report["description"]!["encrypted-certificates"]!.AsArray().Select(one => (string)one!["serial-number"]!));
        Assert.Equal(ExternSandbox.TestovayaReport, await OpenedByAsync(report, "director"));
        Assert.Equal(ExternSandbox.TestovayaReport, await OpenedByAsync(report, "body-fns-0087"));

        async Task<string?> OpenedByAsync(JsonNode document, string name)
        {
            var content = document["content"]!["docflow-document-contents"]!.AsArray().Single(one => (bool)one!["encrypted"]!)!;
            var envelope = (await user.GetAsync($"/v1/{Account}/contents/{(string)content["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes;
            var certificates = Path.Combine(sandbox.StateFolder, "certificates");
            var key = Path.Combine(certificates, $"{name}.rsa.pem");
            if (!File.Exists(key))
            {
                using var other = System.Security.Cryptography.RSA.Create(2048);
                await File.WriteAllTextAsync(key, other.ExportPkcs8PrivateKeyPem());
            }

            var recipient = Path.Combine(certificates, $"{name}.pem");
            var certificate = await File.ReadAllBytesAsync(Path.Combine(certificates, $"{name}.cer"));
            await File.WriteAllTextAsync(recipient, System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", certificate));
            var folder = Directory.CreateTempSubdirectory("openssl-").FullName;
            var (input, output) = (Path.Combine(folder, "envelope"), Path.Combine(folder, "plain"));
            await File.WriteAllBytesAsync(input, envelope);
            var opened = await OpenSsl.RunAsync(["cms", "-decrypt", "-inform", "DER", "-in", input, "-inkey", key, "-recip", recipient, "-binary", "-out", output]);
            Assert.SkipWhen(opened.ExitCode == OpenSsl.Missing && !Ci.IsOn, "openssl is not installed");
            string? entry = null;
            if (opened.ExitCode == 0)
            {
                using var zip = await ZipFile.OpenReadAsync(output);
                entry = Assert.Single(zip.Entries).Name;
            }

            Directory.Delete(folder, recursive: true);
            return entry;
        }
    }

    [Fact]
    public async Task A_code_decrypts_and_the_document_keeps_what_was_decrypted()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await AnsweredAsync(sandbox, user);
        var path = await PathAsync(user, docflow, "fns534-report-acceptance-result-positive");
        var empty = await user.GetAsync($"{path}/decrypted-content");
        empty.ExpectError(HttpStatusCode.NotFound);
        Assert.Equal("urn:error:externapi:emptyContent", (string)empty.Json["id"]!);
        Assert.Contains((await user.GetAsync(path)).Json["links"]!.AsArray(), link => (string)link!["rel"]! == "decrypt-content");

        var init = await InitAsync(user, path, "content");
        Assert.Equal("sms", (string)init["confirm-type"]!);
        Assert.True(init.AsObject().ContainsKey("task-id") && init.AsObject().ContainsKey("decryption-task-id"));
        var request = (string)init["request-id"]!;
        Assert.EndsWith($"{path}/confirm-content-decryption?requestId={request}", (string)init["confirm-link"]!["href"]!, StringComparison.Ordinal);
        Assert.Contains("попыток: 2", (await user.PostAsync($"{path}/confirm-content-decryption?requestId={request}&code=x")).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        var packed = (string)(await ConfirmAsync(user, path, request, "confirm-content-decryption")).Expect(HttpStatusCode.OK).Json["content-id"]!;
        using (var zip = new ZipArchive(new MemoryStream((await user.GetAsync($"/v1/{Account}/contents/{packed}")).Expect(HttpStatusCode.OK).Bytes)))
        {
            Assert.EndsWith(".xml", Assert.Single(zip.Entries).Name, StringComparison.Ordinal);
        }

        Assert.Contains(Contents(await user.GetAsync(path)), one => (string)one!["content-id"]! == packed && !(bool)one["encrypted"]! && (bool)one["compressed"]!);
        (await ConfirmAsync(user, path, request, "confirm-content-decryption")).ExpectError(HttpStatusCode.BadRequest);

        // The older way: another name of the certificate, another path, bytes instead of an id.
        var again = (string)(await InitAsync(user, path, "certificate-base64"))["request-id"]!;
        var bytes = JsonSerializer.Deserialize<byte[]>((await ConfirmAsync(user, path, again, "decrypt-content-confirm", "&unzip=True")).Expect(HttpStatusCode.OK).Bytes)!;
        Assert.StartsWith("<?xml", System.Text.Encoding.ASCII.GetString(bytes[..5]), StringComparison.Ordinal);
        Assert.Contains(Contents(await user.GetAsync(path)), one => !(bool)one!["encrypted"]! && !(bool)one["compressed"]!);
        (await user.GetAsync($"{path}/decrypted-content")).Expect(HttpStatusCode.OK);
        await sandbox.RestartAsync();
        Assert.Equal(3, Contents(await sandbox.As("director").GetAsync(path)).Count);
    }

    [Fact]
    public async Task Only_a_cloud_certificate_that_is_named_decrypts_and_only_its_owner()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await AnsweredAsync(sandbox, user);
        var path = await PathAsync(user, docflow, "fns534-report-acceptance-result-positive");
        var all = (await user.GetAsync($"/v1/{Account}/certificates?forAllUsers=true")).Json["certificates"]!.AsArray();
        await RefusedAsync((string)all.First(one => !(bool)one!["is-valid"]! && (bool)one["is-cloud"]!)!["content"]!, HttpStatusCode.BadRequest, "не для этого сертификата");
        await RefusedAsync((string)all.First(one => !(bool)one!["is-cloud"]!)!["content"]!, HttpStatusCode.BadRequest, "не облачный");
        await RefusedAsync(await sandbox.As("accountant").CertificateAsync(Account), HttpStatusCode.Forbidden, "другому пользователю");
        await RefusedAsync("AQID", HttpStatusCode.BadRequest, "не сертификат");
        var open = await PathAsync(user, docflow, "fns534-report-date-confirmation");
        (await user.PostAsync($"{open}/decrypt-content", new { content = await user.CertificateAsync(Account) })).ExpectError(HttpStatusCode.BadRequest);

        async Task RefusedAsync(string certificate, HttpStatusCode status, string words) =>
            Assert.Contains(words, (await user.PostAsync($"{path}/decrypt-content", new { content = certificate })).ExpectError(status), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_document_of_a_docflow_is_decrypted_at_a_time_and_asking_again_kills_the_old_code()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await AnsweredAsync(sandbox, user);
        var (acceptance, notice) = (await PathAsync(user, docflow, "fns534-report-acceptance-result-positive"), await PathAsync(user, docflow, "fns534-report-processing-result-ok"));
        var first = (string)(await InitAsync(user, acceptance, "content"))["request-id"]!;
        var conflict = await user.PostAsync($"{notice}/decrypt-content", new { content = await user.CertificateAsync(Account) });
        conflict.ExpectError(HttpStatusCode.Conflict);
        Assert.Equal("urn:task-type:initDocumentDecryptionOperation", (string)conflict.Json["context"]!["concurrent-task"]!["task-type"]!);

        var second = (string)(await InitAsync(user, acceptance, "content"))["request-id"]!;
        (await ConfirmAsync(user, acceptance, first, "confirm-content-decryption")).ExpectError(HttpStatusCode.BadRequest);
        (await ConfirmAsync(user, notice, second, "confirm-content-decryption")).ExpectError(HttpStatusCode.NotFound);
        sandbox.Advance(TimeSpan.FromMinutes(10));
        Assert.Contains("истёк", (await ConfirmAsync(user, acceptance, second, "confirm-content-decryption")).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        _ = await InitAsync(user, notice, "content");
    }

    private static async Task<JsonNode> InitAsync(ExternUser user, string document, string name) =>
        (await user.PostAsync($"{document}/decrypt-content", new Dictionary<string, string> { [name] = await user.CertificateAsync(Account) })).Expect(HttpStatusCode.OK).Json;

    private static async Task<ExternReply> ConfirmAsync(ExternUser user, string document, string request, string path, string more = "")
    {
        var code = (string)(await user.GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Json!;
        return await user.PostAsync($"{document}/{path}?requestId={request}&code={code}{more}");
    }

    private static JsonArray Contents(ExternReply document) => document.Expect(HttpStatusCode.OK).Json["content"]!["docflow-document-contents"]!.AsArray();

    private static async Task<string> SerialAsync(ExternUser user) =>
        (string)(await user.GetAsync($"/v1/{Account}/certificates")).Json["certificates"]!.AsArray().First(one => (bool)one!["is-valid"]! && (bool)one["is-cloud"]!)!["serial-number"]!;

    private static async Task<string> PathAsync(ExternUser user, string docflow, string type) => $"{docflow}/documents/{(string)(await DocumentAsync(user, docflow, type))["id"]!}";

    private static async Task<JsonNode> DocumentAsync(ExternUser user, string docflow, string type) =>
        (await user.GetAsync($"{docflow}/documents")).Expect(HttpStatusCode.OK).Json.AsArray().Single(one => (string)one!["description"]!["type"]! == $"urn:document:{type}")!;

    /// <summary>A report to which the inspection has given all its answers.</summary>
    private static async Task<string> AnsweredAsync(ExternSandbox sandbox, ExternUser user)
    {
        var draft = await user.CreateDraftAsync(Account);
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        await user.SignBySmsAsync(draft);
        var sent = await user.RunAsync(draft, "send");
        sandbox.Advance(TimeSpan.FromHours(1));
        return $"/v1/{Account}/docflows/{(string)sent["task-result"]!["id"]!}";
    }
}

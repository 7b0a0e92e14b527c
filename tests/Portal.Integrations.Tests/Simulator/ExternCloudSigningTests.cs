using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.Phones;
using Portal.Testing;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternCloudSigningTests
{
    [Fact]
    public async Task A_code_from_the_sms_signs_every_document_and_works_once()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        var init = (await user.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("sms", (string)init["confirm-type"]!);
        Assert.True(init.AsObject().ContainsKey("task-id"));
        Assert.Equal("signing", (string)init["documents-to-sign"]![0]!["rel"]!);
        var request = (string)init["request-id"]!;
        var sms = sandbox.App.Services.GetRequiredService<SmsInbox>().Read("9020000001")[0];
        Assert.Equal(request, sms.Confirms);
        Assert.Contains("Бухгалтерская", sms.Text, StringComparison.Ordinal);
        Assert.Equal(6, sms.Code!.Length);

        (await user.DeleteAsync(document)).ExpectError(HttpStatusCode.Conflict);
        (await user.PostAsync($"{draft}/check?deferred=true")).ExpectError(HttpStatusCode.Conflict);
        var signed = (await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={request}&code={sms.Code}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("signed", (string)signed["signed-documents"]![0]!["rel"]!);
        (await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={request}&code={sms.Code}")).ExpectError(HttpStatusCode.BadRequest);

        var signature = Assert.Single((await user.GetAsync(document)).Json["signatures"]!.AsArray())!;
        Assert.Equal("organization-representative", (string)signature["signer-type"]!);
        Assert.Equal((await user.GetAsync($"{document}/signature")).Text, (await user.GetAsync($"{document}/signatures/{(string)signature["id"]!}/content")).Text);
    }

    [Fact]
    public async Task A_wrong_code_counts_down_and_a_new_request_kills_the_old_one()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, _) = await DraftAsync(user);
        var first = await InitAsync(user, draft);
        var message = (await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={first}&code=x")).ExpectError(HttpStatusCode.BadRequest);
        Assert.Equal("Неверный код подтверждения. Осталось попыток: 2", message);

        var second = await InitAsync(user, draft);
        Assert.Contains("запрошен новый", (await ConfirmAsync(user, draft, first)).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        for (var attempt = 0; attempt < 3; attempt++)
        {
            message = (await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={second}&code=x")).ExpectError(HttpStatusCode.BadRequest);
        }

        Assert.Contains("исчерпаны", message, StringComparison.Ordinal);
        Assert.Contains("исчерпаны", (await ConfirmAsync(user, draft, second)).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        (await ConfirmAsync(user, draft, await InitAsync(user, draft))).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={Guid.NewGuid()}&code=1")).ExpectError(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_code_lives_ten_minutes_and_then_the_draft_is_free_again()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        var request = await InitAsync(user, draft);
        sandbox.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Срок действия кода истёк. Запросите новый код.", (await ConfirmAsync(user, draft, request)).ExpectError(HttpStatusCode.BadRequest));
        (await user.DeleteAsync(document)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task Only_the_owner_of_a_cloud_certificate_signs_with_it()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var (director, accountant) = (sandbox.As("director"), sandbox.As("accountant"));
        var list = (await director.GetAsync($"/v1/{ExternSandbox.Testovaya}/certificates?forAllUsers=True")).Json["certificates"]!.AsArray();
        Assert.Contains(list, one => (string)one!["certificate-type"]! == "iron");
        Assert.Contains(list, one => !(bool)one!["is-valid"]! && (bool)one["is-cloud"]!);

        await RefusedAsync(await accountant.CertificateAsync(ExternSandbox.Testovaya), HttpStatusCode.Forbidden);
        await RefusedAsync((string)list.First(one => (string)one!["certificate-type"]! == "iron")!["content"]!, HttpStatusCode.BadRequest);
        await RefusedAsync((string)list.First(one => !(bool)one!["is-valid"]!)!["content"]!, HttpStatusCode.BadRequest);

        async Task RefusedAsync(string certificate, HttpStatusCode status)
        {
            var draft = await director.CreateDraftAsync(ExternSandbox.Testovaya, certificate: certificate);
            await director.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
            (await director.PostAsync($"{draft}/cloud-sign")).ExpectError(status);
        }
    }

    [Fact]
    public async Task MyDss_attaches_the_signature_on_the_read_that_first_says_succeed()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("mydss");
        var draft = await user.CreateDraftAsync(ExternSandbox.Vector, inn: "7709123453", kpp: "770901001");
        var document = await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);

        var declined = await StartAsync();
        await ControlAsync(declined, "decline");
        var failed = (await user.GetAsync($"{draft}/tasks/{declined}")).Json;
        Assert.Equal(("failed", "CanceledByUser"), ((string)failed["task-state"]!, (string)failed["progress"]!));

        var late = await StartAsync();
        sandbox.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Timeout", (string)(await user.GetAsync($"{draft}/tasks/{late}")).Json["progress"]!);

        var task = await StartAsync();
        Assert.Equal("AwaitingForConfirmation", (string)(await user.GetAsync($"{draft}/tasks/{task}")).Json["progress"]!);
        var phone = (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri("/controls/mydss", UriKind.Relative)))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(task, (string)Assert.Single(phone.AsArray())!["task-id"]!);
        await ControlAsync(task, "approve");
        Assert.Empty((await user.GetAsync(document)).Json["signatures"]!.AsArray());
        var done = (await user.GetAsync($"{draft}/tasks/{task}")).Json;
        Assert.Equal("succeed", (string)done["task-state"]!);
        Assert.Equal("completed", (string)done["task-result"]!["operation-status"]!);
        Assert.Single((await user.GetAsync(document)).Json["signatures"]!.AsArray());

        async Task<string> StartAsync()
        {
            var init = (await user.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal("my-dss", (string)init["confirm-type"]!);
            Assert.Null(init["request-id"]);
            return (string)init["task-id"]!;
        }

        async Task ControlAsync(string id, string answer) =>
            (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/mydss/{id}/{answer}", UriKind.Relative)))).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task OpenSsl_verifies_the_signatures_of_the_person_the_operator_and_the_inspection()
    {
        var engine = await OpenSsl.RunAsync(["engine", "gost", "-c"]);
        Assert.SkipUnless(Ci.IsOn || engine.Output.Contains("gost2012_256", StringComparison.Ordinal), "openssl with the gost engine is not installed (package libengine-gost-openssl)");
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        await user.SignBySmsAsync(draft);
        var signature = JsonSerializer.Deserialize<byte[]>((await user.GetAsync($"{document}/signature")).Bytes)!;
        await VerifyAsync(signature, ExternSandbox.Sample(ExternSandbox.TestovayaReport));

        var sent = await user.RunAsync(draft, "send");
        var docflow = $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)sent["task-result"]!["id"]!}";
        sandbox.Advance(TimeSpan.FromMinutes(11));
        var documents = (await user.GetAsync($"{docflow}/documents")).Json.AsArray();
        await VerifyDocumentAsync(documents.First(one => TypeOf(one!) == "fns534-report-receipt")!, "cu-representative");
        await VerifyDocumentAsync(documents.First(one => TypeOf(one!) == "fns534-report-date-confirmation")!, "provider-representative");

        async Task VerifyDocumentAsync(JsonNode one, string signer)
        {
            Assert.Equal(signer, (string)one["signatures"]![0]!["signer-type"]!);
            var content = one["content"]!["docflow-document-contents"]!.AsArray().First(content => !(bool)content!["encrypted"]!)!;
            var packed = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/contents/{(string)content["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes;
            using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(packed));
            using var entry = Assert.Single(zip.Entries).Open();
            using var plain = new MemoryStream();
            await entry.CopyToAsync(plain);
            var href = new Uri((string)one["signatures"]![0]!["content-link"]!["href"]!);
            var bytes = JsonSerializer.Deserialize<byte[]>((await user.GetAsync(href.PathAndQuery["/extern".Length..])).Expect(HttpStatusCode.OK).Bytes)!;
            await VerifyAsync(bytes, plain.ToArray());
        }

        async Task VerifyAsync(byte[] bytes, byte[] content)
        {
            var folder = Directory.CreateTempSubdirectory("openssl-").FullName;
            var ca = Path.Combine(folder, "ca.pem");
            await File.WriteAllBytesAsync(Path.Combine(folder, "s.p7s"), bytes);
            await File.WriteAllBytesAsync(Path.Combine(folder, "content"), content);
            var authority = await File.ReadAllBytesAsync(Path.Combine(sandbox.StateFolder, "certificates", "ca.cer"));
            await File.WriteAllTextAsync(ca, System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", authority));
            var verified = await OpenSsl.RunAsync(
                ["cms", "-verify", "-engine", "gost", "-inform", "DER", "-in", Path.Combine(folder, "s.p7s"), "-content", Path.Combine(folder, "content"), "-binary", "-CAfile", ca, "-out", "/dev/null"]);
            Directory.Delete(folder, recursive: true);
            Assert.True(verified.ExitCode == 0, verified.Output);
        }
    }

    private static string TypeOf(JsonNode document) => ((string)document["description"]!["type"]!)["urn:document:".Length..];

    private static async Task<(string Draft, string Document)> DraftAsync(ExternUser user)
    {
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        return (draft, await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport));
    }

    private static async Task<string> InitAsync(ExternUser user, string draft) =>
        (string)(await user.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json["request-id"]!;

    private static async Task<ExternReply> ConfirmAsync(ExternUser user, string draft, string request)
    {
        var code = (string)(await user.GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Json!;
        return await user.PostAsync($"{draft}/cloud-sign-confirm?requestId={request}&code={code}");
    }
}

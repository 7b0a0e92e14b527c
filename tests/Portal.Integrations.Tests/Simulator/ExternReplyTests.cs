using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternReplyTests
{
    /// <summary>Every end of a tax report (drafts contract 6.1), driven by the control and the user's replies.</summary>
    [Theory]
    [InlineData("error", "finished", "failed")]
    [InlineData("delivered negative R", "finished", "failed")]
    [InlineData("delivered positive R ok R", "finished", "successful")]
    [InlineData("delivered positive R precise R", "finished", "warning")]
    [InlineData("delivered positive ok R", "finished", "successful")]
    [InlineData("delivered positive R", "response-processed", "successful")]
    public async Task A_report_walks_to_its_end(string walk, string status, string state)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await SentAsync(user);
        foreach (var step in walk.Split(' '))
        {
            if (step == "R")
            {
                var result = (await user.GetAsync(docflow)).Json["documents"]!.AsArray().First(one => TypeOf(one!).Contains("result", StringComparison.Ordinal))!;
                await AnswerAsync(user, docflow, (string)result["id"]!);
            }
            else
            {
                (await AdvanceAsync(sandbox, docflow, step)).Expect(HttpStatusCode.OK);
            }
        }

        await sandbox.RestartAsync();
        var end = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal($"urn:docflow-common-status:{status}", (string)end["status"]!);
        Assert.Equal($"urn:docflow-state:{state}", (string)end["success-state"]!);
        if (status == "finished")
        {
            (await AdvanceAsync(sandbox, docflow, "ok")).ExpectError(HttpStatusCode.Conflict);
            Assert.NotEmpty(Replies(end)); // The operator's confirmation may still be answered (R4).
        }
    }

    [Fact]
    public async Task An_outcome_that_cannot_come_now_is_refused()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var docflow = await SentAsync(sandbox.As("director"));
        (await AdvanceAsync(sandbox, docflow, "precise")).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_reply_signed_outside_is_stored_as_sent_and_goes_once()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await SentAsync(user);
        var confirmation = Awaiting((await user.GetAsync(docflow)).Json);
        var document = $"{docflow}/documents/{(string)confirmation["id"]!}";
        var certificate = await user.CertificateAsync(ExternSandbox.Testovaya);
        const string Type = "fns534-report-receipt";
        (await GenerateAsync(user, document, Type, "?")).ExpectError(HttpStatusCode.BadRequest);
        (await GenerateAsync(user, document, Type, "AAAA")).ExpectError(HttpStatusCode.BadRequest);
        (await GenerateAsync(user, document, "fns534-demand-receipt", certificate)).ExpectError(HttpStatusCode.BadRequest);
        var made = (await GenerateAsync(user, document, Type, certificate)).Expect(HttpStatusCode.Created).Json;
        var second = (await GenerateAsync(user, document, Type, certificate)).Expect(HttpStatusCode.Created).Json;
        var reply = $"{document}/replies/{(string)made["id"]!}";
        Assert.Null(made["signature"]);
        Assert.Contains("save-signature", made["links"]!.AsArray().Select(link => (string)link!["rel"]!));
        (await user.PostAsync($"{reply}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" })).ExpectError(HttpStatusCode.BadRequest);

        (await user.SendAsync(HttpMethod.Put, $"{reply}/content", new ByteArrayContent(Encoding.UTF8.GetBytes("<Файл/>")))).Expect(HttpStatusCode.OK);
        (await user.PutAsync($"{reply}/signature", Convert.ToBase64String([1, 2, 3]))).Expect(HttpStatusCode.OK);
        await sandbox.RestartAsync();
        Assert.Equal("AQID", (string)(await user.GetAsync(reply)).Json["signature"]!);

        var sent = (await user.PostAsync($"{reply}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:docflow-common-status:sent", (string)sent["status"]!); // R3
        var receipt = sent["documents"]![0]!;
        Assert.Equal("urn:document:fns534-report-receipt", TypeOf(receipt));
        Assert.Equal("organization-representative", (string)receipt["signatures"]![0]!["signer-type"]!);
        var stored = await user.GetAsync($"{docflow}/documents/{(string)receipt["id"]!}/signatures/{(string)receipt["signatures"]![0]!["id"]!}/content");
        Assert.Equal("AQID", JsonSerializer.Deserialize<string>(stored.Bytes));
        Assert.Empty(Replies(sent));

        Assert.Contains("отправлен", (await user.PostAsync($"{reply}/send")).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        (await user.SendAsync(HttpMethod.Put, $"{reply}/signature", new ByteArrayContent([9]))).ExpectError(HttpStatusCode.BadRequest);
        (await user.SendAsync(HttpMethod.Put, $"{document}/replies/{(string)second["id"]!}/signature", new ByteArrayContent([9]))).ExpectError(HttpStatusCode.BadRequest);
        (await GenerateAsync(user, document, Type, certificate)).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"{document}/replies/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await user.GetAsync($"{document}/replies/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await sandbox.As("newcomer").GetAsync(reply)).ExpectError(HttpStatusCode.Forbidden);
        (await sandbox.As("mydss").GetAsync(reply)).ExpectError(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_receipt_is_signed_by_the_cloud_at_once_and_with_forceConfirmation_by_a_code()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await SentAsync(user);
        (await AdvanceAsync(sandbox, docflow, "delivered")).Expect(HttpStatusCode.OK);
        (await AdvanceAsync(sandbox, docflow, "positive")).Expect(HttpStatusCode.OK);
        var awaiting = (await user.GetAsync(docflow)).Json["documents"]!.AsArray().Where(HasReply).Select(one => (string)one!["id"]!).ToList();
        Assert.Equal(2, awaiting.Count);
        var (one, other) = (await MakeAsync(user, $"{docflow}/documents/{awaiting[0]}"), await MakeAsync(user, $"{docflow}/documents/{awaiting[1]}"));

        var init = (await user.PostAsync($"{one}/cloud-sign?forceConfirmation=true")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("sms", (string)init["confirm-type"]!);
        Assert.Null((await user.GetAsync(one)).Json["signature"]);
        (await user.PostAsync($"{other}/cloud-sign")).ExpectError(HttpStatusCode.Conflict);
        var request = (string)init["request-id"]!;
        (await user.PostAsync($"{one}/cloud-sign-confirm?requestId={request}&code=0")).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{other}/cloud-sign-confirm?requestId={request}&code=0")).ExpectError(HttpStatusCode.NotFound);
        var code = JsonSerializer.Deserialize<string>((await user.GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Expect(HttpStatusCode.OK).Bytes);
        await sandbox.RestartAsync();
        (await user.PostAsync($"{one}/cloud-sign-confirm?requestId={request}&code={code}")).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{one}/cloud-sign-confirm?requestId={request}&code={code}")).ExpectError(HttpStatusCode.BadRequest);
        Assert.NotNull((await user.GetAsync(one)).Json["signature"]);

        var atOnce = (await user.PostAsync($"{other}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("none", (string)atOnce["confirm-type"]!);
        Assert.Null(atOnce["request-id"]);
        (await user.PostAsync($"{other}/send")).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{one}/send")).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_content_decrypted_by_the_client_is_added_unpacked()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = await SentAsync(user);
        await AdvanceAsync(sandbox, docflow, "delivered");
        await AdvanceAsync(sandbox, docflow, "positive");
        var document = $"{docflow}/documents/{(string)(await user.GetAsync(docflow)).Json["documents"]![0]!["id"]!}";
        (await user.GetAsync($"{document}/decrypted-content")).ExpectError(HttpStatusCode.NotFound);
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("KV.xml").Open();
            entry.Write([7, 8, 9]);
        }

        var content = await user.UploadAsync(ExternSandbox.Testovaya, zip.ToArray());
        (await user.PutAsync($"{document}/decrypted-content", new Dictionary<string, Guid> { ["content-id"] = Guid.NewGuid() })).ExpectError(HttpStatusCode.NotFound);
        (await user.PutAsync($"{document}/decrypted-content", new Dictionary<string, Guid> { ["content-id"] = content })).Expect(HttpStatusCode.OK);
        await sandbox.RestartAsync();
        var plain = (await user.GetAsync(document)).Json["content"]!["docflow-document-contents"]!.AsArray().Single(one => !(bool)one!["encrypted"]!)!;
        Assert.False((bool)plain["compressed"]!);
        Assert.Equal([7, 8, 9], (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/contents/{(string)plain["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes);
        Assert.Equal("BwgJ", JsonSerializer.Deserialize<string>((await user.GetAsync($"{document}/decrypted-content")).Expect(HttpStatusCode.OK).Bytes));
    }

    private static async Task<string> SentAsync(ExternUser user)
    {
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        await user.SignBySmsAsync(draft);
        return $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)(await user.RunAsync(draft, "send"))["task-result"]!["id"]!}";
    }

    private static Task<ExternReply> AdvanceAsync(ExternSandbox sandbox, string docflow, string outcome) =>
        sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/docflows/{docflow.Split('/')[^1]}/advance?outcome={outcome}", UriKind.Relative)));

    private static Task<ExternReply> GenerateAsync(ExternUser user, string document, string type, string certificate) =>
        user.PostAsync($"{document}/generate-reply?documentType={type}", new Dictionary<string, string> { ["certificate-base64"] = certificate });

    private static async Task<string> MakeAsync(ExternUser user, string document)
    {
        var made = await GenerateAsync(user, document, "fns534-report-receipt", await user.CertificateAsync(ExternSandbox.Testovaya));
        return $"{document}/replies/{(string)made.Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    private static async Task AnswerAsync(ExternUser user, string docflow, string document)
    {
        var reply = await MakeAsync(user, $"{docflow}/documents/{document}");
        (await user.PostAsync($"{reply}/cloud-sign?forceConfirmation=false")).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{reply}/send")).Expect(HttpStatusCode.OK);
    }

    private static JsonNode Awaiting(JsonNode docflow) => docflow["documents"]!.AsArray().First(HasReply)!;

    private static bool HasReply(JsonNode? document) => document!["links"]!.AsArray().Any(link => (string)link!["rel"]! == "reply");

    private static List<JsonNode?> Replies(JsonNode docflow) => [.. docflow["links"]!.AsArray().Where(link => (string)link!["rel"]! == "reply")];

    private static string TypeOf(JsonNode document) => (string)document["description"]!["type"]!;
}

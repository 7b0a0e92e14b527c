using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>The end-to-end check list for a sandbox (drafts contract, Appendix C), one test per line.</summary>
public sealed class SandboxCheckListTests : IAsyncLifetime
{
    private static readonly Guid Account = ExternSandbox.Testovaya;
    private SdkWorld world = null!;

    private ExternUser User => world.User;

    public async ValueTask InitializeAsync() => world = await SdkWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task C1_a_created_draft_reads_back_equal(bool withCertificate)
    {
        var sender = new Dictionary<string, object?> { ["inn"] = "6676130154", ["kpp"] = "667601001", ["certificate"] = withCertificate ? new { content = await User.CertificateAsync(Account) } : null };
        var meta = new { sender, recipient = new Dictionary<string, string> { ["ifns-code"] = "0087" }, payer = new { inn = "6676130154", organization = new { kpp = "667601001" } } };
        var created = (await User.PostAsync($"/v1/{Account}/drafts", meta)).Expect(HttpStatusCode.Created).Json;
        var read = (await User.GetAsync($"/v1/{Account}/drafts/{(string)created["id"]!}")).Expect(HttpStatusCode.OK).Json;
        Assert.True(JsonNode.DeepEquals(created, read), $"{created.ToJsonString()} is not {read.ToJsonString()}.");
    }

    [Fact]
    public async Task C2_unknown_zero_and_foreign_are_404_400_and_403()
    {
        (await User.GetAsync($"/v1/{Account}/drafts/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await User.GetAsync($"/v1/{Account}/drafts/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await User.GetAsync($"/v1/{Guid.NewGuid()}/drafts/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.Forbidden);
        (await User.GetAsync($"/v1/{Guid.NewGuid()}/docflows/{Guid.Empty}")).ExpectError(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task C3_three_bytes_set_as_a_pdf_have_the_eight_default_properties_one_content_and_one_signature()
    {
        var document = $"{await User.CreateDraftAsync(Account)}/documents/{Guid.NewGuid()}";
        var content = await User.UploadAsync(Account, [1, 2, 3]);
        var request = new Dictionary<string, object> { ["content-id"] = content, ["description"] = new Dictionary<string, string> { ["content-type"] = "application/pdf" } };
        (await User.PutAsync(document, request)).Expect(HttpStatusCode.OK);
        await User.PostAsync($"{document}/signatures", new Dictionary<string, string> { ["base64-content"] = "AQID" });

        var read = (await User.GetAsync(document)).Expect(HttpStatusCode.OK).Json;
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse("""{"Encoding":null,"FormName":null,"КНД":null,"CorrectionNumber":"0","IsPrintable":"False","Period":null,"OriginalFilename":null,"SvdregCode":null}"""),
            read["description"]!["properties"]), read.ToJsonString());
        Assert.Single(read["contents"]!.AsArray());
        Assert.Single(read["signatures"]!.AsArray());
    }

    [Fact]
    public Task C4_half_a_megabyte_is_read_back_in_pieces() => SdkTable.WalkAsync(world.Sandbox, ContentsClientRows.Table, new ContentsClientRows(User, Account));

    [Fact]
    public async Task C5_C6_a_good_report_passes_and_a_bad_one_is_named_by_check_and_by_send()
    {
        var good = await User.CreateDraftAsync(Account);
        await User.AddDocumentAsync(good, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        Assert.All((await User.RunAsync(good, "check"))["task-result"]!["data"]!["documents-errors"]!.AsObject(), pair => Assert.Empty(pair.Value!.AsArray()));

        var bad = await User.CreateDraftAsync(Account);
        var document = (await User.AddDocumentAsync(bad, ExternSandbox.Sample(ExternSandbox.OldReport), ExternSandbox.OldReport)).Split('/')[^1];
        Assert.NotEmpty((await User.RunAsync(bad, "check"))["task-result"]!["data"]!["documents-errors"]![document]!.AsArray());

        await User.SignBySmsAsync(bad);
        var sent = await User.RunAsync(bad, "send");
        Assert.Equal("succeed", (string)sent["task-state"]!);
        Assert.Equal("urn:error:externapi:checkProtocolHasErrors", (string)sent["task-result"]!["id"]!);
        Assert.Equal("check-protocol-has-errors", (string)sent["task-result"]!["status"]!);
        Assert.NotEmpty(sent["task-result"]!["check-result"]!["documents-errors"]![document]!.AsArray());
    }

    [Fact]
    public async Task C7_a_sent_report_is_a_docflow_with_an_early_type_and_its_documents()
    {
        var docflow = (await User.GetAsync(await world.ReportAsync())).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:docflow-common-status:sent", (string)docflow["status"]!);
        Assert.NotEmpty(docflow["documents"]!.AsArray());
        Assert.All(docflow.AsObject().TakeWhile(pair => pair.Key != "type"), pair => Assert.True(pair.Value is JsonValue, pair.Key));
        Assert.All(docflow["documents"]!.AsArray(), document => Assert.Equal("type", document!["description"]!.AsObject().First().Key));
    }

    /// <summary>As the SDK pages: until the total is reached, refusing pages that are not full.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task C8_all_pages_can_be_listed(int size)
    {
        var seen = new HashSet<string>();
        for (int skip = 0, total = 1; skip < total; skip += size)
        {
            var page = (await User.GetAsync($"/v1/{Account}/docflows?skip={skip}&take={size}")).Expect(HttpStatusCode.OK).Json;
            total = (int)page["total-count"]!;
            var items = page["docflows-page-item"]!.AsArray();
            Assert.Equal(Math.Min(size, total - skip), items.Count);
            Assert.All(items, item => Assert.True(seen.Add((string)item!["id"]!)));
        }

        Assert.NotEmpty(seen);
    }

    [Fact]
    public async Task C9_a_reply_by_link_is_generated_signed_and_sent_and_its_link_goes()
    {
        var report = await world.ReportAsync();
        world.Sandbox.Advance(TimeSpan.FromHours(1));
        var before = (await User.GetAsync(report)).Expect(HttpStatusCode.OK).Json;
        var links = before["links"]!.AsArray().Where(link => (string)link!["rel"]! == "reply").Select(link => (string)link!["href"]!).ToList();
        Assert.Equal(3, links.Count); // The confirmation, the acceptance and the entry notice (section 6, R6).
        foreach (var link in links)
        {
            var path = link[(link.IndexOf("/extern/", StringComparison.Ordinal) + "/extern".Length)..];
            var reply = (await User.PostAsync(path, new Dictionary<string, string> { ["certificate-base64"] = await User.CertificateAsync(Account) })).Expect(HttpStatusCode.Created).Json;
            var replyPath = $"{path.Split("/generate-reply")[0]}/replies/{(string)reply["id"]!}";
            (await User.SendAsync(HttpMethod.Put, $"{replyPath}/signature", new ByteArrayContent([1, 2, 3]))).Expect(HttpStatusCode.OK);
            var after = (await User.PostAsync($"{replyPath}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" })).Expect(HttpStatusCode.OK).Json;
            Assert.DoesNotContain(after["links"]!.AsArray(), one => (string)one!["href"]! == link);
        }

        var finished = (await User.GetAsync(report)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:docflow-common-status:finished", (string)finished["status"]!);
        Assert.Equal(before["documents"]!.AsArray().Count + 3, finished["documents"]!.AsArray().Count);
    }

    [Fact]
    public async Task C10_a_signature_is_visible_only_after_the_code_or_the_task_that_succeeded()
    {
        var draft = await User.CreateDraftAsync(Account);
        var document = await User.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        var init = (await User.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("sms", (string)init["confirm-type"]!);
        Assert.Empty(await SignaturesAsync(User, document));
        await User.SignBySmsAsync(draft);
        Assert.Single(await SignaturesAsync(User, document));

        var phone = world.Sandbox.As("mydss");
        draft = await phone.CreateDraftAsync(ExternSandbox.Vector, inn: "7709123453", kpp: "770901001");
        document = await phone.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        init = (await phone.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("my-dss", (string)init["confirm-type"]!);
        var task = (string)init["task-id"]!;
        await ApproveAsync(task);
        Assert.Empty(await SignaturesAsync(phone, document));
        Assert.Equal("succeed", (string)(await phone.PollAsync(draft, task))["task-state"]!);
        Assert.Single(await SignaturesAsync(phone, document));
    }

    [Theory]
    [InlineData("", "none")]
    [InlineData("?forceConfirmation=False", "none")]
    [InlineData("?forceConfirmation=true", "sms")]
    public async Task C11_a_receipt_is_signed_at_once_unless_confirmation_is_forced(string query, string confirmation)
    {
        var report = await world.ReportAsync();
        var link = (string)(await User.GetAsync(report)).Json["links"]!.AsArray().First(one => (string)one!["rel"]! == "reply")!["href"]!;
        var path = link[(link.IndexOf("/extern/", StringComparison.Ordinal) + "/extern".Length)..];
        var reply = (await User.PostAsync(path, new Dictionary<string, string> { ["certificate-base64"] = await User.CertificateAsync(Account) })).Expect(HttpStatusCode.Created).Json;
        var replyPath = $"{path.Split("/generate-reply")[0]}/replies/{(string)reply["id"]!}";

        var init = (await User.PostAsync($"{replyPath}/cloud-sign{query}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(confirmation, (string)init["confirm-type"]!);
        Assert.Equal(confirmation == "none", (await User.GetAsync(replyPath)).Json["signature"] is not null);
    }

    [Fact]
    public async Task C12_a_document_is_decrypted_by_sms_and_by_phone()
    {
        var report = await world.ReportAsync();
        world.Sandbox.Advance(TimeSpan.FromHours(1));
        var document = await AcceptanceAsync(User, report);
        var content = await User.DecryptBySmsAsync(Account, document);
        Assert.StartsWith("<?xml", (await User.GetAsync($"/v1/{Account}/contents/{content}")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        Assert.Contains((await User.GetAsync(document)).Json["content"]!["docflow-document-contents"]!.AsArray(), one => (string)one!["content-id"]! == content && !(bool)one["encrypted"]!);

        var phone = world.Sandbox.As("mydss");
        var draft = await phone.CreateDraftAsync(ExternSandbox.Vector, inn: "7709123453", kpp: "770901001");
        await phone.AddDocumentAsync(draft, OfVector(ExternSandbox.Sample(ExternSandbox.TestovayaReport)), Encoding.Latin1.GetString(OfVector(Encoding.Latin1.GetBytes(ExternSandbox.TestovayaReport))));
        var task = (string)(await phone.PostAsync($"{draft}/cloud-sign")).Expect(HttpStatusCode.OK).Json["task-id"]!;
        await ApproveAsync(task);
        await phone.PollAsync(draft, task);
        var sent = await phone.RunAsync(draft, "send");
        world.Sandbox.Advance(TimeSpan.FromHours(1));
        document = await AcceptanceAsync(phone, $"/v1/{ExternSandbox.Vector}/docflows/{(string)sent["task-result"]!["id"]!}");
        var init = (await phone.PostAsync($"{document}/decrypt-content?unzipIfCan=true", new { content = await phone.CertificateAsync(ExternSandbox.Vector) })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("my-dss", (string)init["confirm-type"]!);
        task = (string)init["task-id"]!;
        Assert.Equal(task, (string)init["decryption-task-id"]!);
        await ApproveAsync(task);
        var decrypted = (string)(await phone.PollAsync(document, task))["task-result"]!["content-id"]!;
        Assert.StartsWith("<?xml", (await phone.GetAsync($"/v1/{ExternSandbox.Vector}/contents/{decrypted}")).Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private static byte[] OfVector(byte[] testovaya) =>
        Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(testovaya).Replace("6676130154", "7709123453", StringComparison.Ordinal).Replace("667601001", "770901001", StringComparison.Ordinal));

    private static async Task<string> AcceptanceAsync(ExternUser user, string docflow)
    {
        var documents = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json["documents"]!.AsArray();
        return $"{docflow}/documents/{(string)documents.Single(one => (string)one!["description"]!["type"]! == "urn:document:fns534-report-acceptance-result-positive")!["id"]!}";
    }

    private static async Task<JsonArray> SignaturesAsync(ExternUser user, string document) => (await user.GetAsync(document)).Expect(HttpStatusCode.OK).Json["signatures"]!.AsArray();

    private async Task ApproveAsync(string task) =>
        (await world.Sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/mydss/{task}/approve", UriKind.Relative)))).Expect(HttpStatusCode.OK);
}

using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>Cloud signing of replies (drafts contract 5.8.1, 5.8.2).</summary>
public sealed class ReplySigningTests(MachineSandbox shared) : IClassFixture<MachineSandbox>
{
    /// <summary>Receipts of the tax service and of Rosstat are free of confirmation, nothing else is.</summary>
    [Theory]
    [InlineData("fns534-cu-letter", "", "none")]
    [InlineData("fns534-cu-letter", "?forceConfirmation=false", "none")]
    [InlineData("fns534-cu-letter", "?forceConfirmation=true", "sms")]
    [InlineData("stat-cu-letter", "?forceConfirmation=false", "none")]
    [InlineData("stat-cu-letter", "?forceConfirmation=true", "sms")]
    [InlineData("sfr-report", "?forceConfirmation=false", "sms")]
    public async Task Confirmation_is_asked_for_as_the_corrected_text_says(string kind, string query, string expected)
    {
        var user = shared.Sandbox.As("director");
        var docflow = await SentKinds.MakeAsync(shared.Sandbox, user, kind);
        if (kind == "sfr-report")
        {
            (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "delivered")).Expect(HttpStatusCode.OK);
            (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "positive")).Expect(HttpStatusCode.OK);
        }

        var reply = await GenerateAsync(user, docflow, ExternSandbox.Testovaya);
        Assert.Equal(expected, await SignAsync(user, reply, query));
        Assert.Equal(expected == "none", (await user.GetAsync(reply)).Json["signature"] is not null);
    }

    [Fact]
    public async Task A_simulator_may_be_told_to_follow_the_wording_of_2018()
    {
        await using var sandbox = await ExternSandbox.StartAsync(change: settings => settings with { ForceConfirmationSignsAtOnce = true });
        var user = sandbox.As("director");
        var reply = await GenerateAsync(user, await SentKinds.ReceiveAsync(sandbox, "kind=fns534-cu-letter"), ExternSandbox.Testovaya);
        Assert.Equal("sms", await SignAsync(user, reply, "?forceConfirmation=false"));
        Assert.Equal("none", await SignAsync(user, reply, "?forceConfirmation=true"));
    }

    [Fact]
    public async Task On_the_phone_the_asking_that_first_succeeds_attaches_the_signature()
    {
        var sandbox = shared.Sandbox;
        var user = sandbox.As("mydss");
        var made = await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/accounts/{ExternSandbox.Vector}/incoming?kind=fns534-cu-letter", UriKind.Relative)));
        var reply = await GenerateAsync(user, $"/v1/{ExternSandbox.Vector}/docflows/{(string)made.Expect(HttpStatusCode.OK).Json["docflow-id"]!}", ExternSandbox.Vector);
        var init = (await user.PostAsync($"{reply}/cloud-sign?forceConfirmation=true")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("my-dss", (string)init["confirm-type"]!);
        var task = (string)init["task-id"]!;
        var running = (await user.GetAsync($"{reply}/tasks/{task}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(("running", "urn:task-type:initReplySignOperation"), ((string)running["task-state"]!, (string)running["task-type"]!));
        (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/mydss/{task}/approve", UriKind.Relative)))).Expect(HttpStatusCode.OK);
        Assert.Null((await user.GetAsync(reply)).Json["signature"]);
        Assert.Equal("succeed", (string)(await user.GetAsync($"{reply}/tasks/{task}")).Json["task-state"]!);

        // The documentation once named this address for it.
        Assert.Equal("succeed", (string)(await user.GetAsync($"{reply.Split("/replies/")[0]}/tasks/{task}")).Expect(HttpStatusCode.OK).Json["task-state"]!);
        Assert.NotNull((await user.GetAsync(reply)).Json["signature"]);
        (await user.PostAsync($"{reply}/send")).Expect(HttpStatusCode.OK);
    }

    /// <summary>Every row of the replies to the pension fund.</summary>
    [Fact]
    public async Task A_protocol_of_the_pension_fund_is_decrypted_signed_by_the_cloud_and_answered()
    {
        var user = shared.Sandbox.As("director");
        var docflow = await SentKinds.MakeAsync(shared.Sandbox, user, "pfr-report");
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "delivered")).Expect(HttpStatusCode.OK);
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "positive")).Expect(HttpStatusCode.OK);
        var read = (await user.GetAsync(docflow)).Json;
        Assert.Equal(["organization-representative", "cu-representative"], DocumentOf(read, "pfr-report")["signatures"]!.AsArray().Select(one => (string)one!["signer-type"]!));
        var document = $"{docflow}/documents/{(string)DocumentOf(read, "pfr-report-protocol")["id"]!}";
        var certificate = new Dictionary<string, string> { ["certificate-base64"] = await user.CertificateAsync(ExternSandbox.Testovaya) };
        (await user.PostAsync($"{document}/generate-reply?documentType=pfr-report-protocol-receipt", certificate)).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{document}/pfr-generate-reply?documentType=stat-report-receipt", certificate)).ExpectError(HttpStatusCode.BadRequest);
        var made = (await user.PostAsync($"{document}/pfr-generate-reply?documentType=pfr-report-protocol-receipt", certificate)).Expect(HttpStatusCode.Created).Json;
        var reply = $"{document}/pfr-replies/{(string)made["id"]!}";
        Assert.Equal(2, made["documents"]!.AsArray().Count);
        (await user.PostAsync($"{reply}/cloud-sign")).ExpectError(HttpStatusCode.BadRequest);
        foreach (var part in made["documents"]!.AsArray())
        {
            Assert.NotEmpty(Convert.FromBase64String((string)part!["encrypted-content"]!));
            var plain = await user.DecryptBySmsAsync(ExternSandbox.Testovaya, $"{docflow}/documents/{(string)part["document-id"]!}");
            var bytes = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/contents/{plain}")).Bytes;
            var saved = (await user.SendAsync(HttpMethod.Put, $"{reply}/documents/{(string)part["id"]!}/decrypted-content", new ByteArrayContent(bytes))).Expect(HttpStatusCode.OK).Json;
            Assert.Equal((string)made["id"]!, (string)saved["reply-id"]!);
            Assert.Equal(bytes, (await user.GetAsync(MachineWalk.PathOf((string)saved["decrypted-content"]!["href"]!))).Bytes);
        }

        (await user.PostAsync($"{reply}/send")).ExpectError(HttpStatusCode.BadRequest);
        var init = (await user.PostAsync($"{reply}/cloud-sign")).Expect(HttpStatusCode.OK).Json;
        Assert.Null(init["documents-to-sign"]);
        var request = (string)init["request-id"]!;
        var code = JsonSerializer.Deserialize<string>((await user.GetAsync($"/test-tools/v1/get-cloud-sign-confirmation-code?requestId={request}")).Expect(HttpStatusCode.OK).Bytes);
        Assert.NotNull((await user.PostAsync($"{reply}/cloud-sign-confirm?requestId={request}&code={code}")).Expect(HttpStatusCode.OK).Json["links"]);
        Assert.All((await user.GetAsync(reply)).Expect(HttpStatusCode.OK).Json["documents"]!.AsArray(), part => Assert.NotNull(part!["signature"]));
        var sent = (await user.PostAsync($"{reply}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:docflow-common-status:finished", (string)sent["status"]!);
        foreach (var type in new[] { "pfr-report-protocol", "pfr-report-protocol-appendix" })
        {
            Assert.Equal(["cu-representative", "organization-representative"], DocumentOf(sent, type)["signatures"]!.AsArray().Select(one => (string)one!["signer-type"]!));
        }
    }

    private static JsonNode DocumentOf(JsonNode docflow, string type) => docflow["documents"]!.AsArray().Single(one => (string)one!["description"]!["type"]! == $"urn:document:{type}")!;

    private static async Task<string> SignAsync(ExternUser user, string reply, string query) =>
        (string)(await user.PostAsync($"{reply}/cloud-sign{query}")).Expect(HttpStatusCode.OK).Json["confirm-type"]!;

    /// <summary>A reply by the docflow's first link.</summary>
    private static async Task<string> GenerateAsync(ExternUser user, string docflow, Guid account)
    {
        var link = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json["links"]!.AsArray().First(one => (string)one!["rel"]! == "reply")!;
        var made = await user.PostAsync(MachineWalk.PathOf((string)link["href"]!), new Dictionary<string, string> { ["certificate-base64"] = await user.CertificateAsync(account) });
        return MachineWalk.PathOf((string)made.Expect(HttpStatusCode.Created).Json["links"]!.AsArray().First(one => (string)one!["rel"]! == "self")!["href"]!);
    }
}

using System.Net;
using System.Text;
using System.Text.Json;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Less common rows of the drafts table (drafts contract 1.2, 1.7).</summary>
public sealed class ExternDraftMakingTests
{
    private const string Ion = """{"version":"3","data":{"ФормОтв":4,"Дата":"01.01.2030"},"additional-org-info":{"signer-type":"chief","taxpayer":{"taxpayer-full-name":"Тестовая"}}}""";
    private static readonly Guid Account = ExternSandbox.Testovaya;

    [Fact]
    public async Task A_request_for_information_is_built_signed_and_sent()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(Account);
        var built = (await BuildAsync(user, $"{draft}/build-document?type=ION5&version=3", Ion)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("urn:document:fns534-ion-request", (string)built["description"]!["type"]!);
        var file = Encoding.GetEncoding(1251).GetString((await user.GetAsync($"/v1/{Account}/contents/{(string)built["contents"]![0]!["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes);
        Assert.Contains("ФормОтв=\"4\"", file, StringComparison.Ordinal);

        var empty = $"{draft}/documents/{Guid.NewGuid()}";
        (await user.PutAsync(empty, new { })).Expect(HttpStatusCode.OK);
        (await BuildAsync(user, $"{empty}/build?type=ion9&version=3", Ion)).Expect(HttpStatusCode.OK);
        Assert.Single((await user.GetAsync(empty)).Json["contents"]!.AsArray());
        (await user.DeleteAsync(empty)).Expect(HttpStatusCode.NoContent);
        await user.SignBySmsAsync(draft);
        Assert.Equal("urn:docflow:fns534-ion", (string)(await user.RunAsync(draft, "send"))["task-result"]!["type"]!);
    }

    [Theory]
    [InlineData("ION1", "3", Ion)]
    [InlineData("ION10", "3", Ion)]
    [InlineData("ION4", "2", Ion)]
    [InlineData("ION4", "3", """{"data":{"ФормОтв":3},"additional-org-info":{}}""")]
    [InlineData("ION4", "3", "{}")]
    [InlineData("ION4", "3", "[]")]
    [InlineData("Nothing", "1", "{}")]
    [InlineData("fssSedoProviderSubscriptionForRegistrationNumber", "1", """{"subscription-type":"perhaps"}""")]
    public async Task What_cannot_be_built_is_refused(string type, string version, string contract)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(Account);
        (await BuildAsync(user, $"{draft}/build-document?type={type}&version={version}", contract)).ExpectError(HttpStatusCode.BadRequest);
        Assert.Empty((await user.GetAsync(draft)).Json["documents"]!.AsArray());
    }

    [Fact]
    public async Task A_subscription_is_built_under_either_spelling_of_its_type()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(Account);
        foreach (var type in new[] { "fssSedoProviderSubscriptionForRegistrationNumber", "FssSedoProviderSubscriptionForRegistrationNumber" })
        {
            var built = (await BuildAsync(user, $"{draft}/build-document?type={type}&version=1", """{"subscription-type":"subscribe"}""")).Expect(HttpStatusCode.OK).Json;
            Assert.Equal("urn:document:fss-sedo-provider-subscription-request", (string)built["description"]!["type"]!);
        }
    }

    [Fact]
    public async Task The_contents_of_a_document_come_in_the_deprecated_form_encrypted_after_preparing()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        Assert.Equal(ExternSandbox.Sample(ExternSandbox.TestovayaReport), JsonSerializer.Deserialize<byte[]>((await user.GetAsync($"{document}/decrypted-content")).Expect(HttpStatusCode.OK).Bytes));
        (await user.GetAsync($"{document}/encrypted-content")).ExpectError(HttpStatusCode.NotFound);
        await user.SignBySmsAsync(draft);
        await user.RunAsync(draft, "prepare");
        Assert.Equal(0x30, JsonSerializer.Deserialize<byte[]>((await user.GetAsync($"{document}/encrypted-content")).Expect(HttpStatusCode.OK).Bytes)![0]);
    }

    [Fact]
    public async Task A_draft_handed_over_to_the_web_is_frozen()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        var second = await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.Warrant), ExternSandbox.Warrant, "urn:document:fns534-report-warrant");
        (await user.PostAsync($"{draft}/create-web-draft")).ExpectError(HttpStatusCode.BadRequest);
        await user.DeleteAsync(second);
        Assert.NotNull((await user.PostAsync($"{draft}/create-web-draft")).Expect(HttpStatusCode.OK).Json["href"]);
        Assert.Equal("transferred-to-web", (string)(await user.GetAsync(draft)).Json["status"]!);
        (await user.DeleteAsync(document)).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{draft}/check?deferred=true")).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{draft}/cloud-sign")).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Data_to_sign_are_given_for_the_ministry_of_the_interior_only()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (_, report) = await DraftAsync(user);
        (await user.SendAsync(HttpMethod.Patch, $"{report}/data-to-sign", null)).ExpectError(HttpStatusCode.BadRequest);

        var draft = await user.CreateDraftAsync(Account);
        var meta = (await user.GetAsync($"{draft}/meta")).Json;
        meta["recipient"] = new System.Text.Json.Nodes.JsonObject { ["mvd-code"] = "660-066" };
        (await user.PutAsync($"{draft}/meta", meta)).Expect(HttpStatusCode.OK);
        var document = await user.AddDocumentAsync(draft, Encoding.UTF8.GetBytes("<Уведомление/>"), "notice.xml", null);
        var content = (string)(await user.SendAsync(HttpMethod.Patch, $"{document}/data-to-sign", null)).Expect(HttpStatusCode.OK).Json["data-to-sign-content-id"]!;
        Assert.Equal("<Уведомление/>", (await user.GetAsync($"/v1/{Account}/contents/{content}")).Expect(HttpStatusCode.OK).Text);
    }

    /// <summary>Whether one that is no CMS is refused at prepare is a switch.</summary>
    [Theory]
    [InlineData(true, "check-protocol-has-errors")]
    [InlineData(false, "ok")]
    public async Task Bytes_that_are_no_signature_are_refused_where_the_switch_says_so(bool refused, string status)
    {
        await using var sandbox = await ExternSandbox.StartAsync(refuseNoCms: refused);
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        (await user.PostAsync($"{document}/signatures", new Dictionary<string, string> { ["base64-content"] = "AQID" })).Expect(HttpStatusCode.Created);
        Assert.Equal(status, (string)(await user.RunAsync(draft, "prepare"))["task-result"]!["status"]!);
    }

    private static Task<ExternReply> BuildAsync(ExternUser user, string path, string contract) =>
        user.SendAsync(HttpMethod.Post, path, new StringContent(contract, Encoding.UTF8, "application/json"));

    private static async Task<(string Draft, string Document)> DraftAsync(ExternUser user)
    {
        var draft = await user.CreateDraftAsync(Account);
        return (draft, await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport));
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>What a draft becomes where its documents name no type, and what is wrong with it (drafts contract 1.3, 1.8).</summary>
public sealed class DraftKindTests(MachineSandbox shared) : IClassFixture<MachineSandbox>
{
    private readonly ExternUser user = shared.Sandbox.As("director");

    [Theory]
    [InlineData("""{"togs-code":"00-87"}""", """{"okpo":"12345678"}""", "stat-report")]
    [InlineData("""{"upfr-code":"066-001"}""", "{}", "pfr-report")]
    [InlineData("""{"upfr-code":"066-001"}""", """{"registration-number-sfr":"1234567890"}""", "sfr-report")]
    [InlineData("{}", """{"registration-number-sfr":"1234567890"}""", "sfr-report")]
    [InlineData("""{"fss-code":"SEDO-TEST"}""", "{}", "fss-sedo-provider-subscription")]
    [InlineData("""{"mvd-code":"770-077"}""", "{}", "mvd-notification")]
    [InlineData("""{"registration-ifns-code":"0087"}""", "{}", "business-registration")]
    public async Task The_recipient_decides_where_the_documents_do_not(string recipient, string payer, string expected)
    {
        var draft = await DraftAsync(recipient, payer);
        await user.AddDocumentAsync(draft, Encoding.UTF8.GetBytes("<file/>"), "file.xml", null);
        await user.SignBySmsAsync(draft);
        Assert.Equal($"urn:docflow:{expected}", (string)(await user.RunAsync(draft, "send"))["task-result"]!["type"]!);
    }

    [Theory]
    [InlineData("""{"togs-code":"00-87"}""", "{}", "urn:document:stat-report", "<a/>", "0400500008")]
    [InlineData("""{"togs-code":"99-99"}""", """{"okpo":"12345678"}""", "urn:document:stat-report", "<a/>", "0400500002")]
    [InlineData("""{"ifns-code":"0087"}""", """{"okpo":"12345678"}""", "urn:document:stat-report", "<a/>", "0400500001")]
    [InlineData("""{"ifns-code":"0087"}""", "{}", "urn:document:fns534-letter-attachment", "<a/>", "0400500007")]
    [InlineData("""{"ifns-code":"0087"}""", "{}", "urn:document:fns534-ion-request", "<a>", "0400300002")]
    public async Task A_draft_that_its_kind_would_not_take_does_not_go(string recipient, string payer, string type, string content, string error)
    {
        var draft = await DraftAsync(recipient, payer);
        await user.AddDocumentAsync(draft, Encoding.UTF8.GetBytes(content), "file.xml", type);
        await user.SignBySmsAsync(draft);
        var sent = (await user.RunAsync(draft, "send"))["task-result"]!;
        Assert.Equal("urn:error:externapi:checkProtocolHasErrors", (string)sent["id"]!);
        Assert.Contains(error, sent["check-result"]!.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task<string> DraftAsync(string recipient, string payer)
    {
        var payerNode = JsonNode.Parse(payer)!;
        (payerNode["inn"], payerNode["organization"]) = ("6676130154", new JsonObject { ["kpp"] = "667601001" });
        var meta = new JsonObject
        {
            ["sender"] = new JsonObject { ["inn"] = "6676130154", ["kpp"] = "667601001", ["certificate"] = new JsonObject { ["content"] = await user.CertificateAsync(ExternSandbox.Testovaya) } },
            ["recipient"] = JsonNode.Parse(recipient), ["payer"] = payerNode,
        };
        return $"/v1/{ExternSandbox.Testovaya}/drafts/{(string)(await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/drafts", meta)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }
}

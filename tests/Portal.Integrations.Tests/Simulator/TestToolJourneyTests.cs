using System.Net;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>A foreign test suite's day: accounts made by the tools, everything done with an access token, twice over, with nothing cleaned up between.</summary>
public sealed class TestToolJourneyTests
{
    [Fact]
    public async Task What_one_call_leaves_behind_never_breaks_the_next()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        foreach (var made in new[] { await tools.MakeAsync("create-account-org"), await tools.MakeAsync("create-account-org") })
        {
            var user = await tools.SignInAsync(made);
            await WalkAsync(sandbox, tools, user, made, inCloud: true);
            await WalkAsync(sandbox, tools, user, made, inCloud: false);
        }
    }

    private static async Task WalkAsync(ExternSandbox sandbox, ToolBench tools, ExternUser user, JsonNode made, bool inCloud)
    {
        var account = $"/v1/{made["accountId"]}";
        Assert.Empty((await ReadAsync("/v1"))["accounts"]!.AsArray());
        Assert.Equal((Guid)made["accountId"]!, (Guid)(await ReadAsync(account))["id"]!);
        Assert.Single((await ReadAsync($"{account}/certificates"))["certificates"]!.AsArray());
        await OpenAndDeleteAnAccountAsync(user, await tools.SignInAsync(made));
        await CareForOrganizationsAsync(user, account);

        var docflow = await SendReportAsync(tools, user, made, inCloud);
        Assert.Equal("urn:docflow-common-status:sent", (string)(await ReadAsync(docflow))["status"]!);
        sandbox.Advance(TimeSpan.FromHours(1));
        Assert.Equal("urn:docflow-state:successful", (string)(await ReadAsync(docflow))["success-state"]!);
        Assert.Equal(docflow.Split('/')[^1], (string)(await ReadAsync($"{account}/docflows"))["docflows-page-item"]![0]!["id"]!);

        (await user.PostAsync($"{account}/share-events", new { subscriber = sandbox.Read("client-id") })).Expect(HttpStatusCode.NoContent);
        var events = (await ReadAsync("/v1/events?take=1000&fromId=0_0"))["api-events"]!.AsArray();
        Assert.Contains(events, one => (string)one!["docflow-id"]! == docflow.Split('/')[^1] && (string)one["new-state"]! == "urn:transaction:processing-result-ok");

        var warrants = await ReadAsync($"{account}/warrants?forAllUsers=True");
        Assert.Equal((string)made["organizationId"]!, (string)Assert.Single(warrants["organization-warrant-informations"]!.AsArray())!["organization-id"]!);
        Assert.Equal((string)made["userId"]!, (string)Assert.Single((await ReadAsync($"{account}/users"))["users"]!.AsArray())!["id"]!);

        async Task<JsonNode> ReadAsync(string path) => (await user.GetAsync(path)).Expect(HttpStatusCode.OK).Json;
    }

    /// <summary>Deletion ends the token it came with, not the user's other one.</summary>
    private static async Task OpenAndDeleteAnAccountAsync(ExternUser user, ExternUser deleting)
    {
        var opened = (await user.PostAsync("/v1", new Dictionary<string, string> { ["inn"] = "7707083893", ["kpp"] = "770701001", ["organization-name"] = "ООО Ромашка-Тест" })).Expect(HttpStatusCode.OK);
        var path = $"/v1/{opened.Json["id"]}";
        Assert.Equal(opened.Text, (await user.GetAsync(path)).Text);
        (await deleting.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
        (await user.GetAsync(path)).ExpectError(HttpStatusCode.NotFound);
    }

    private static async Task CareForOrganizationsAsync(ExternUser user, string account)
    {
        Assert.Single(await OrganizationsAsync());
        var added = (await user.PostAsync($"{account}/organizations", new { inn = "7801000005", kpp = "780101001", name = "Филиал" })).Expect(HttpStatusCode.OK).Json;
        var path = $"{account}/organizations/{added["id"]}";
        Assert.Equal(2, (await OrganizationsAsync()).Count);
        Assert.Equal("Новое имя", (string)(await user.PutAsync(path, new { name = "Новое имя" })).Expect(HttpStatusCode.OK).Json["general"]!["name"]!);
        (await user.DeleteAsync(path)).Expect(HttpStatusCode.NoContent);
        Assert.Single(await OrganizationsAsync());

        async Task<JsonArray> OrganizationsAsync() => (await user.GetAsync($"{account}/organizations")).Expect(HttpStatusCode.OK).Json["organizations"]!.AsArray();
    }

    private static async Task<string> SendReportAsync(ToolBench tools, ExternUser user, JsonNode made, bool inCloud)
    {
        var (account, refined) = ((Guid)made["accountId"]!, made["refinedRequest"]!);
        var own = inCloud ? null : await tools.MakeAsync("generate-certificate", new { inn = (string)refined["inn"]!, kpp = (string)refined["kpp"]! });
        var report = (await tools.PostAsync("generate-fuf-ssch?windows1251=true", await TestToolReportTests.ReportBodyAsync(user, made))).Expect(HttpStatusCode.OK).Bytes;
        var draft = await user.CreateDraftAsync(account, certificate: (string?)own?["certificate"], inn: (string)refined["inn"]!, kpp: (string)refined["kpp"]!);
        var document = await user.AddDocumentAsync(draft, report, $"{TestToolReportTests.FileId(report)}.xml");
        if (own is null)
        {
            await user.SignBySmsAsync(draft);
        }
        else
        {
            var signature = new Dictionary<string, string> { ["base64-content"] = Convert.ToBase64String(Sign(own, report)) };
            (await user.PostAsync($"{document}/signatures", signature)).Expect(HttpStatusCode.Created);
        }

        Assert.Empty((await user.RunAsync(draft, "check"))["task-result"]!["data"]!["common-errors"]!.AsArray());
        Assert.Equal("ok", (string)(await user.RunAsync(draft, "prepare"))["task-result"]!["status"]!);
        var sent = await user.RunAsync(draft, "send");
        Assert.True((string)sent["task-state"]! == "succeed", sent.ToJsonString());
        return $"/v1/{account}/docflows/{(string)sent["task-result"]!["id"]!}";
    }

    private static byte[] Sign(JsonNode own, byte[] content)
    {
        using var pair = X509CertificateLoader.LoadPkcs12(Convert.FromBase64String((string)own["pfx"]!), "", X509KeyStorageFlags.EphemeralKeySet);
        var signed = new SignedCms(new ContentInfo(content), detached: true);
        signed.ComputeSignature(new CmsSigner(SubjectIdentifierType.IssuerAndSerialNumber, pair) { IncludeOption = X509IncludeOption.EndCertOnly });
        return signed.Encode();
    }
}

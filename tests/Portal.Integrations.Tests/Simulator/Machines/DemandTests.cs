using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>Demands (drafts contract 5.9, 6.5): the check, both answers, and what the docflow says of them.</summary>
public sealed class DemandTests(MachineSandbox shared) : IClassFixture<MachineSandbox>
{
    private const string Negative = "fns534-demand-acceptance-result-negative";
    private const string Positive = "fns534-demand-acceptance-result-positive";

    private readonly ExternUser user = shared.Sandbox.As("director");

    [Theory]
    [InlineData(null, "")]
    [InlineData("0300300001", "0300300001")]
    [InlineData("0400100005", "0400100005")]
    [InlineData("0300300030", "0300300030")]
    [InlineData("0100100004", "0100100004")]
    public async Task A_demand_is_checked_and_its_link_answers_it(string? flaw, string codes)
    {
        var docflow = await SentKinds.ReceiveAsync(shared.Sandbox, $"kind=fns534-demand&knd=1165013&knd=1165050&flaw={flaw}");
        var (main, attachments) = await PartsAsync(docflow);
        Assert.Equal(2, attachments.Count);
        var check = (await user.PostAsync($"{docflow}/check-demand", await BodyAsync(docflow, main, attachments))).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(codes, string.Join(' ', check["error-codes"]!.AsArray().Select(code => (string)code!)));
        Assert.Equal(flaw is not null, (bool)check["has-errors"]!);
        var link = check["links"]!.AsArray().Single()!;
        Assert.Equal(flaw is null ? Positive : Negative, (string)link["name"]!);

        var path = MachineWalk.PathOf((string)link["href"]!);
        (await user.PostAsync(path, await CertificateAsync())).ExpectError(HttpStatusCode.BadRequest);
        await AnswerAsync(docflow, main, "fns534-demand-receipt");
        Assert.Equal("waiting", await ReceiptStatusAsync(docflow));
        var made = (await user.PostAsync(path, await CertificateAsync())).Expect(HttpStatusCode.Created).Json;
        var text = Encoding.GetEncoding(1251).GetString(Convert.FromBase64String((string)made["content"]!));
        Assert.Equal(codes.Length > 0, codes.Length > 0 && text.Contains($"КодОшиб=\"{codes}\"", StringComparison.Ordinal));
        Assert.Equal("%PDF"u8.ToArray(), Convert.FromBase64String((string)made["print-content"]!)[..4]);
        await SignAndSendAsync($"{docflow}/documents/{main}/replies/{(string)made["id"]!}");
        Assert.Equal(flaw is null ? "accepted" : "rejected", await ReceiptStatusAsync(docflow));
        (await user.PostAsync($"{docflow}/documents/{main}/generate-reply?documentType={(flaw is null ? Negative : Positive)}", await CertificateAsync())).ExpectError(HttpStatusCode.BadRequest);
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "receipt")).Expect(HttpStatusCode.OK);
        Assert.Equal(flaw is null ? "accepted-by-cu" : "denial-accepted-by-cu", await ReceiptStatusAsync(docflow));
    }

    [Fact]
    public async Task What_cannot_be_checked_is_refused()
    {
        var docflow = await SentKinds.ReceiveAsync(shared.Sandbox, "kind=fns534-demand&knd=1165013&knd=1165050");
        var (main, attachments) = await PartsAsync(docflow);
        var good = await BodyAsync(docflow, main, attachments);
        var list = (JsonArray)good["decrypted-attachments"]!;
        await RefusedAsync(docflow, body => body["decrypted-demand-content-id"] = Guid.NewGuid());
        await RefusedAsync(docflow, body => body.Remove("decrypted-demand-content-id"));
        await RefusedAsync(docflow, body => ((JsonArray)body["decrypted-attachments"]!).RemoveAt(0));
        await RefusedAsync(docflow, body => ((JsonArray)body["decrypted-attachments"]!).Add(list[0]!.DeepClone()));
        var noXml = await user.UploadAsync(ExternSandbox.Testovaya, [1, 2, 3]);
        await RefusedAsync(docflow, body => body["decrypted-demand-content-id"] = noXml);
        await RefusedAsync(await SentKinds.ReceiveAsync(shared.Sandbox, "kind=fns534-cu-letter"), _ => { });
        (await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/docflows/{Guid.NewGuid()}/check-demand", good)).ExpectError(HttpStatusCode.NotFound);

        async Task RefusedAsync(string where, Action<JsonObject> spoil)
        {
            var body = (JsonObject)good.DeepClone();
            spoil(body);
            (await user.PostAsync($"{where}/check-demand", body)).ExpectError(HttpStatusCode.BadRequest);
        }
    }

    [Fact]
    public async Task Replies_that_cannot_be_made_are_refused_and_an_acceptance_is_always_confirmed()
    {
        var docflow = await SentKinds.ReceiveAsync(shared.Sandbox, "kind=fns534-demand");
        var (main, _) = await PartsAsync(docflow);
        var generate = $"{docflow}/documents/{main}/generate-reply?documentType=";
        var foreign = new Dictionary<string, string> { ["certificate-base64"] = await shared.Sandbox.As("mydss").CertificateAsync(ExternSandbox.Vector) };
        Assert.Contains("ИНН", (await user.PostAsync($"{generate}fns534-demand-receipt", foreign)).ExpectError(HttpStatusCode.BadRequest), StringComparison.Ordinal);
        (await user.PostAsync($"{generate}fns534-demand-receipt&declineNoticeErrorCode=0300300001", await CertificateAsync())).ExpectError(HttpStatusCode.BadRequest);
        await AnswerAsync(docflow, main, "fns534-demand-receipt");
        (await user.PostAsync($"{generate}{Negative}&declineNoticeErrorCode=0300300001&declineNoticeErrorCode=77", await CertificateAsync())).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{generate}fns534-demand-receipt", await CertificateAsync())).ExpectError(HttpStatusCode.BadRequest);
        var made = (await user.PostAsync($"{generate}{Positive}", await CertificateAsync())).Expect(HttpStatusCode.Created).Json;
        var init = (await user.PostAsync($"{docflow}/documents/{main}/replies/{(string)made["id"]!}/cloud-sign?forceConfirmation=false")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("sms", (string)init["confirm-type"]!);
    }

    [Fact]
    public async Task An_inventory_answers_a_demand_and_is_found_below_it_only()
    {
        var docflow = await SentKinds.ReceiveAsync(shared.Sandbox, "kind=fns534-demand");
        var (_, attachments) = await PartsAsync(docflow);
        var related = new JsonObject { ["related-docflow-id"] = docflow.Split('/')[^1], ["related-document-id"] = attachments[0] };
        var inventory = (await SentKinds.MakeAsync(shared.Sandbox, user, "fns534-inventory", related: related)).Split('/')[^1];
        var letter = (await SentKinds.MakeAsync(shared.Sandbox, user, "fns534-letter", related: (JsonObject)related.DeepClone())).Split('/')[^1];
        Assert.Equal([inventory], await IdsAsync($"{docflow}/documents/{attachments[0]}/inventories"));
        Assert.Equal([letter], await IdsAsync($"{docflow}/documents/{attachments[0]}/related"));
        Assert.Empty(await IdsAsync($"{docflow}/documents/{attachments[0]}/related?type=fns534-ion"));
        Assert.DoesNotContain(inventory, await IdsAsync($"/v1/{ExternSandbox.Testovaya}/docflows?take=1000"));
        var attachment = (await user.GetAsync($"{docflow}/documents/{attachments[0]}")).Json;
        Assert.Equal(2, (int)attachment["description"]!["related-docflows-count"]!);
        Assert.Contains("inventories", attachment["links"]!.AsArray().Select(link => (string)link!["rel"]!));
        Assert.Equal("in-progress", (string)(await user.GetAsync(docflow)).Json["description"]!["replies-status"]!);
        (await SentKinds.AdvanceAsync(shared.Sandbox, $"/{inventory}", "delivered")).Expect(HttpStatusCode.OK);
        (await SentKinds.AdvanceAsync(shared.Sandbox, $"/{inventory}", "negative")).Expect(HttpStatusCode.OK);
        Assert.Equal("declined", (string)(await user.GetAsync(docflow)).Json["description"]!["replies-status"]!);
    }

    private async Task<List<string>> IdsAsync(string path) =>
        [.. (await user.GetAsync(path)).Expect(HttpStatusCode.OK).Json["docflows-page-item"]!.AsArray().Select(one => (string)one!["id"]!)];

    private async Task<string> ReceiptStatusAsync(string docflow) => (string)(await user.GetAsync(docflow)).Json["description"]!["receipt-status"]!;

    private async Task<(string Main, List<string> Attachments)> PartsAsync(string docflow)
    {
        var documents = (await user.GetAsync(docflow)).Json["documents"]!.AsArray();
        return ((string)documents.Single(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand")!["id"]!,
            [.. documents.Where(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand-attachment").Select(one => (string)one!["id"]!)]);
    }

    private async Task<JsonObject> BodyAsync(string docflow, string main, List<string> attachments)
    {
        var list = new JsonArray();
        foreach (var attachment in attachments)
        {
            list.Add(new JsonObject { ["id"] = attachment, ["content-id"] = await user.DecryptBySmsAsync(ExternSandbox.Testovaya, $"{docflow}/documents/{attachment}") });
        }

        return new JsonObject
        {
            ["decrypted-demand-content-id"] = await user.DecryptBySmsAsync(ExternSandbox.Testovaya, $"{docflow}/documents/{main}"), ["decrypted-attachments"] = list,
        };
    }

    private async Task AnswerAsync(string docflow, string document, string type)
    {
        var made = (await user.PostAsync($"{docflow}/documents/{document}/generate-reply?documentType={type}", await CertificateAsync())).Expect(HttpStatusCode.Created).Json;
        await SignAndSendAsync($"{docflow}/documents/{document}/replies/{(string)made["id"]!}");
    }

    private async Task SignAndSendAsync(string reply)
    {
        (await user.SendAsync(HttpMethod.Put, $"{reply}/signature", new ByteArrayContent([1, 2, 3]))).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{reply}/send")).Expect(HttpStatusCode.OK);
    }

    private async Task<Dictionary<string, string>> CertificateAsync() => new() { ["certificate-base64"] = await user.CertificateAsync(ExternSandbox.Testovaya) };
}

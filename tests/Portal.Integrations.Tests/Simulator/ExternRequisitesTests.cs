using System.Net;
using System.Text;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>JSON-Patch, recognition and assignees (drafts contract 5.7).</summary>
public sealed class ExternRequisitesTests
{
    private static readonly Guid Account = ExternSandbox.Testovaya;

    [Theory]
    [InlineData("""{"op":"add","path":"/description/requisites/comment","value":{"text":"Проверить срок","color":"red"}}""")]
    [InlineData("""[{"op":"Replace","path":"/Description/Requisites/Comment","value":{"text":"Проверить срок","color":"red"},"operation-type":"replace","from":null}]""")]
    public async Task A_docflow_is_commented_by_one_operation_or_by_several(string patch)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = $"/v1/{Account}/docflows/{(string)(await user.GetAsync($"/v1/{Account}/docflows?take=1")).Json["docflows-page-item"]![0]!["id"]!}";
        (await PatchAsync(user, docflow, patch)).Expect(HttpStatusCode.OK);
        await sandbox.RestartAsync();
        user = sandbox.As("director");
        var comment = (await user.GetAsync(docflow)).Json["description"]!["requisites"]!["comment"]!;
        Assert.Equal(("Проверить срок", "red"), ((string)comment["text"]!, (string)comment["color"]!));
        (await PatchAsync(user, docflow, """{"op":"remove","path":"/description/requisites/comment"}""")).Expect(HttpStatusCode.OK);
        Assert.Null((await user.GetAsync(docflow)).Json["description"]!["requisites"]?["comment"]);
    }

    [Theory]
    [InlineData("""{"op":"add","path":"/status","value":"finished"}""")]
    [InlineData("""{"op":"move","path":"/description/requisites/comment","value":{"text":"x"}}""")]
    [InlineData("""{"op":"add","path":"/description/requisites/comment","value":{"text":"x","color":"black"}}""")]
    [InlineData("""{"op":"add","path":"/description/requisites/comment","value":"x"}""")]
    [InlineData("""{"op":"add","path":"/description/requisites/demand-knd","value":"1165013"}""")]
    [InlineData("""[{"op":"add","path":"/description/requisites/comment","value":{"text":"x"}},{"op":"add","path":"/description/requisites/other","value":1}]""")]
    [InlineData("[]")]
    [InlineData("7")]
    public async Task What_may_not_be_changed_is_refused_whole(string patch)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var docflow = $"/v1/{Account}/docflows/{(string)(await user.GetAsync($"/v1/{Account}/docflows?take=1")).Json["docflows-page-item"]![0]!["id"]!}";
        var before = (await user.GetAsync(docflow)).Text;
        (await PatchAsync(user, docflow, patch)).ExpectError(HttpStatusCode.BadRequest);
        Assert.Equal(before, (await user.GetAsync(docflow)).Text);
    }

    [Fact]
    public async Task A_letter_becomes_a_demand_and_a_demand_is_labelled_assigned_and_done()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var letter = await IncomingAsync(sandbox, "fns534-cu-letter");
        (await PatchAsync(user, letter, """{"op":"add","path":"/description/requisites/demand-knd","value":"116501"}""")).ExpectError(HttpStatusCode.BadRequest);
        var changed = (await PatchAsync(user, letter, """{"op":"add","path":"/description/requisites/demand-knd","value":"1165013"}""")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("1165013", (string)changed["description"]!["requisites"]!["demand-knd"]!);

        var demand = await IncomingAsync(sandbox, "fns534-demand");
        (await PatchAsync(user, demand, """{"op":"add","path":"/description/requisites/comment","value":{"text":"x"}}""")).ExpectError(HttpStatusCode.BadRequest);
        var documents = (await user.GetAsync($"{demand}/documents")).Expect(HttpStatusCode.OK).Json.AsArray();
        var attachment = $"{demand}/documents/{(string)documents.First(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand-attachment")!["id"]!}";
        var other = $"{demand}/documents/{(string)documents.First(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand")!["id"]!}";
        var assignee = (await user.GetAsync($"/v1/{Account}/docflows/demands-assignees")).Expect(HttpStatusCode.OK).Json.AsArray().First(one => one!["last-name"] is not null)!;
        var requisites = (await PatchAsync(user, attachment, $$$"""
            [{"op":"add","path":"/description/requisites/labels/0","value":{"name":"НДС"}},{"op":"add","path":"/description/requisites/labels/1","value":{"name":"Срочно"}},
             {"op":"remove","path":"/description/requisites/labels/0"},{"op":"add","path":"/description/requisites/assignees","value":[{"id":"{{{(string)assignee["id"]!}}}"}]},
             {"op":"replace","path":"/description/requisites/demand-status","value":"done"},{"op":"replace","path":"/description/requisites/demand-number","value":"15/7"}]
            """)).Expect(HttpStatusCode.OK).Json["description"]!["requisites"]!;
        Assert.Equal("Срочно", (string)Assert.Single(requisites["labels"]!.AsArray())!["name"]!);
        Assert.Equal((string)assignee["last-name"]!, (string)requisites["assignees"]![0]!["last-name"]!);
        Assert.Equal(("done", "15/7"), ((string)requisites["demand-status"]!, (string)requisites["demand-number"]!));
        (await PatchAsync(user, attachment, $$$"""{"op":"add","path":"/description/requisites/assignees","value":[{"id":"{{{Guid.NewGuid()}}}"}]}""")).ExpectError(HttpStatusCode.BadRequest);
        (await PatchAsync(user, attachment, """{"op":"add","path":"/description/requisites/demand-status","value":"lost"}""")).ExpectError(HttpStatusCode.BadRequest);
        (await PatchAsync(user, other, """{"op":"add","path":"/description/requisites/demand-number","value":"1"}""")).ExpectError(HttpStatusCode.BadRequest);

        var content = await user.DecryptBySmsAsync(Account, attachment);
        var recognized = (await user.PostAsync($"{attachment}/recognize", new Dictionary<string, string> { ["content-id"] = content })).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("1165013", (string)recognized["demand-knd"]!);
        Assert.Equal("6676130154", (string)Assert.Single(recognized["demand-inn-list"]!.AsArray())!);
        (await user.PostAsync($"{other}/recognize", new Dictionary<string, string> { ["content-id"] = content })).ExpectError(HttpStatusCode.BadRequest);
        var strange = await user.UploadAsync(Account, [1, 2, 3]);
        (await user.PostAsync($"{attachment}/recognize", new Dictionary<string, object> { ["content-id"] = strange })).ExpectError(HttpStatusCode.BadRequest);
    }

    private static async Task<string> IncomingAsync(ExternSandbox sandbox, string kind)
    {
        var made = (await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/accounts/{Account}/incoming?kind={kind}", UriKind.Relative)))).Expect(HttpStatusCode.OK).Json;
        return $"/v1/{Account}/docflows/{(string)made["docflow-id"]!}";
    }

    private static Task<ExternReply> PatchAsync(ExternUser user, string path, string patch) =>
        user.SendAsync(HttpMethod.Patch, path, new StringContent(patch, Encoding.UTF8, "application/json"));
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Drafts builders (drafts contract 4).</summary>
public sealed class ExternDraftsBuilderTests
{
    private static readonly Guid Account = ExternSandbox.Testovaya;
    private static readonly string Builders = $"/v1/{Account}/drafts/builders";

    [Fact]
    public async Task An_inventory_is_built_from_good_documents_and_lists_the_bad_ones()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var builder = await CreateAsync(user, Inventory());
        var good = await AddDocumentAsync(user, builder, Item("1.01", "scanned"));
        var second = await AddFileAsync(user, good, "Договор № 2.jpg", [1, 2], new() { ["scanned-file-order"] = "2" });
        var first = await AddFileAsync(user, good, "Договор № 1.jpg", [1], new() { ["scanned-file-order"] = 1 });
        Assert.Equal(2, (int)(await user.GetAsync(second)).Json["meta"]!["builder-data"]!["scanned-file-order"]!);
        var wrong = await AddDocumentAsync(user, builder, Item("1.02", "scanned"));
        await AddFileAsync(user, wrong, "Договор.docx", [1], []);
        var empty = await AddDocumentAsync(user, builder, Item("2.01", null));

        var prepared = await TaskAsync(user, builder, "documents/prepare", "draftBuilderChange");
        Assert.Equal([IdOf(wrong), IdOf(empty)], prepared["error-drafts-builder-documents"]!.AsArray().Select(one => (string)one!["document-id"]!));
        var built = await TaskAsync(user, builder, "build?deferred=true", "draftBuilderBuild");
        Assert.All(built["error-drafts-builder-documents"]!.AsArray(), one => Assert.NotEqual("", (string)one!["error-message"]!));
        Assert.Equal("finished", (string)(await user.GetAsync(builder)).Json["status"]!);

        var draft = $"/v1/{Account}/drafts/{(string)Assert.Single(built["draft-ids"]!.AsArray())!}";
        var read = (await user.GetAsync(draft)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(IdOf(builder), (string)read["meta"]!["additional-info"]!["original-drafts-builder-id"]!);
        var documents = new List<JsonNode>();
        foreach (var link in read["documents"]!.AsArray())
        {
            documents.Add((await user.GetAsync(new Uri((string)link!["href"]!).PathAndQuery["/extern".Length..])).Expect(HttpStatusCode.OK).Json);
        }

        Assert.Equal(
            ["urn:document:fns534-inventory-message", "urn:document:fns534-inventory-attachment", "urn:document:fns534-inventory-attachment"],
            documents.Select(one => (string)one["description"]!["type"]!));
        Assert.Equal(["Договор___1.jpg", "Договор___2.jpg"], documents.Skip(1).Select(one => (string)one["description"]!["filename"]!));
        Assert.Equal(IdOf(first), (string)documents[1]["description"]!["original-drafts-builder"]!["file-id"]!);
        var message = Encoding.GetEncoding(1251).GetString((await user.GetAsync($"/v1/{Account}/contents/{(string)documents[0]["contents"]![0]!["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes);
        Assert.Contains("Договор___2.jpg", message, StringComparison.Ordinal);

        await user.SignBySmsAsync(draft);
        Assert.Equal("urn:docflow:fns534-inventory", (string)(await user.RunAsync(draft, "send"))["task-result"]!["type"]!);
    }

    [Fact]
    public async Task Files_that_do_not_fit_into_one_draft_make_several()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var builder = await CreateAsync(user, Letter());
        foreach (var number in Enumerable.Range(1, 3))
        {
            await AddFileAsync(user, await AddDocumentAsync(user, builder, new() { ["type"] = "attachment" }), $"{number}.bin", new byte[2 * 1024 * 1024], []);
        }

        var huge = await AddDocumentAsync(user, builder, []);
        await AddFileAsync(user, huge, "huge.bin", new byte[(5 * 1024 * 1024) + 1], []);
        var built = (await user.PostAsync($"{builder}/build")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(2, built["draft-ids"]!.AsArray().Count);
        Assert.Equal(IdOf(huge), (string)Assert.Single(built["error-drafts-builder-documents"]!.AsArray())!["document-id"]!);
        var draft = (await user.GetAsync($"/v1/{Account}/drafts/{(string)built["draft-ids"]![0]!}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("О сроках", (string)draft["meta"]!["additional-info"]!["subject"]!);
        Assert.Equal(3, draft["documents"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_builder_is_locked_while_it_is_built_and_for_good_afterwards_also_over_a_restart()
    {
        await using var sandbox = await ExternSandbox.StartAsync(taskDelay: TimeSpan.FromMinutes(5));
        var user = sandbox.As("director");
        var builder = await CreateAsync(user, Inventory());
        var document = await AddDocumentAsync(user, builder, Item("1.01", "scanned"));
        var file = await AddFileAsync(user, document, "1.png", [1], []);
        var task = (string)(await user.PostAsync($"{builder}/build?deferred=True")).Expect(HttpStatusCode.Accepted).Json["id"]!;
        Assert.Equal("building", (string)(await user.GetAsync(builder)).Json["status"]!);
        var conflict = await user.DeleteAsync(file);
        conflict.ExpectError(HttpStatusCode.Conflict);
        Assert.Equal(task, (string)conflict.Json["context"]!["concurrent-task"]!["id"]!);
        (await user.PostAsync($"{builder}/build?deferred=true")).ExpectError(HttpStatusCode.Conflict);

        await sandbox.RestartAsync();
        user = sandbox.As("director");
        sandbox.Advance(TimeSpan.FromMinutes(6));
        var built = (await user.GetAsync($"{builder}/tasks/{task}")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("succeed", (string)built["task-state"]!);
        (await user.GetAsync($"/v1/{Account}/drafts/{(string)built["task-result"]!["draft-ids"]![0]!}")).Expect(HttpStatusCode.OK);
        (await user.PutAsync($"{document}/meta", new { })).ExpectError(HttpStatusCode.BadRequest);
        (await user.DeleteAsync(document)).ExpectError(HttpStatusCode.Conflict);
        (await user.PostAsync($"{builder}/build?deferred=true")).ExpectError(HttpStatusCode.Conflict);
        (await user.GetAsync(file)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Wrong_input_is_refused_and_unknown_ids_are_not_found()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var unknown = Meta("urn:drafts-builder:nothing", []);
        (await user.PostAsync(Builders, unknown)).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync(Builders, Meta("urn:drafts-builder:fns534-inventory", []))).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync(Builders, Meta("urn:drafts-builder:fns534-letter", new() { ["subject"] = "x" }))).ExpectError(HttpStatusCode.BadRequest);
        var builder = await CreateAsync(user, Inventory());
        (await user.PostAsync($"{builder}/build?deferred=true")).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{builder}/documents", new Dictionary<string, object> { ["builder-data"] = Item("3.01", null) })).ExpectError(HttpStatusCode.BadRequest);
        var document = await AddDocumentAsync(user, builder, Item("1.01", null));
        (await user.PostAsync($"{builder}/build?deferred=false")).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{document}/files", new Dictionary<string, object>())).ExpectError(HttpStatusCode.BadRequest);
        (await user.GetAsync($"{document}/files/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await user.GetAsync($"{Builders}/{Guid.NewGuid()}")).ExpectError(HttpStatusCode.NotFound);
        (await user.GetAsync($"{Builders}/{Guid.Empty}")).ExpectError(HttpStatusCode.BadRequest);
        (await sandbox.As("accountant").GetAsync(builder)).ExpectError(HttpStatusCode.Forbidden);

        var put = $"{Builders}/{Guid.NewGuid()}";
        Assert.Equal(IdOf(put), (string)(await user.PutAsync(put, Inventory())).Expect(HttpStatusCode.OK).Json["id"]!);
        (await user.DeleteAsync(put)).Expect(HttpStatusCode.NoContent);
        (await user.GetAsync(put)).ExpectError(HttpStatusCode.NotFound);
    }

    private static Dictionary<string, object> Inventory() => Meta("urn:drafts-builder:fns534-inventory", new()
    {
        ["related-document"] = new Dictionary<string, object> { ["related-docflow-id"] = Guid.NewGuid(), ["related-document-id"] = Guid.NewGuid() },
    });

    private static Dictionary<string, object> Letter() => Meta("urn:drafts-builder:534-letter", new() { ["subject"] = "О сроках", ["address"] = new Dictionary<string, string> { ["region"] = "66" } });

    private static Dictionary<string, object> Meta(string type, Dictionary<string, object> data) => new()
    {
        ["builder-type"] = type, ["builder-data"] = data, ["recipient"] = new Dictionary<string, string> { ["ifns-code"] = "0087" },
        ["sender"] = new { inn = "6676130154", kpp = "667601001" }, ["payer"] = new { inn = "6676130154", organization = new { kpp = "667601001" } },
    };

    private static async Task<string> CreateAsync(ExternUser user, Dictionary<string, object> meta)
    {
        meta["sender"] = new { inn = "6676130154", kpp = "667601001", certificate = new { content = await user.CertificateAsync(Account) } };
        return $"{Builders}/{(string)(await user.PostAsync(Builders, meta)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    private static Dictionary<string, object> Item(string number, string? type) =>
        type is null ? new() { ["claim-item-number"] = number } : new() { ["claim-item-number"] = number, ["type"] = type };

    private static async Task<string> AddDocumentAsync(ExternUser user, string builder, Dictionary<string, object> data) =>
        $"{builder}/documents/{(string)(await user.PostAsync($"{builder}/documents", new Dictionary<string, object> { ["builder-data"] = data })).Expect(HttpStatusCode.Created).Json["id"]!}";

    private static async Task<string> AddFileAsync(ExternUser user, string document, string name, byte[] bytes, Dictionary<string, object> data)
    {
        var request = new Dictionary<string, object>
        {
            ["content-id"] = await user.UploadAsync(Account, bytes), ["meta"] = new Dictionary<string, object> { ["file-name"] = name, ["builder-data"] = data },
        };
        return $"{document}/files/{(string)(await user.PostAsync($"{document}/files", request)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    private static async Task<JsonNode> TaskAsync(ExternUser user, string builder, string operation, string type)
    {
        var started = (await user.PostAsync($"{builder}/{operation}")).Expect(HttpStatusCode.Accepted).Json;
        Assert.Equal($"urn:task-type:{type}", (string)started["task-type"]!);
        var task = await user.PollAsync(builder, (string)started["id"]!);
        Assert.Equal("succeed", (string)task["task-state"]!);
        return task["task-result"]!;
    }

    private static string IdOf(string path) => path.Split('/')[^1];
}

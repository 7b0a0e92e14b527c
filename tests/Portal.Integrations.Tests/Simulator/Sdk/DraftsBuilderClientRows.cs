using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>DraftsBuilderClient (drafts contract 7.4), with an answer to a demand.</summary>
internal sealed class DraftsBuilderClientRows(ExternUser user, Guid account, Guid demand, Guid attachment) : SdkRows(user)
{
    public const string Table = """
        CreateDraftsBuilderAsync | POST {A}/drafts/builders
        GetDraftsBuilderAsync | GET {B}
        TryGetDraftsBuilderAsync | GET {B}
        GetDraftsBuilderMetaAsync | GET {B}/meta
        UpdateDraftsBuilderMetaAsync | PUT {B}/meta
        CreateDocumentAsync | POST {B}/documents
        GetDocumentsAsync | GET {B}/documents
        GetDocumentAsync | GET {BD}
        TryGetDocumentAsync | GET {BD}
        GetDocumentMetaAsync | GET {BD}/meta
        TryGetDocumentMetaAsync | GET {BD}/meta
        UpdateDocumentMetaAsync | PUT {BD}/meta
        CreateFileAsync | POST {BD}/files
        GetFilesAsync | GET {BD}/files
        GenerateFileAsync | POST {BD}/files/generate
        GetFileAsync | GET {BF}
        TryGetFileAsync | GET {BF}
        UpdateFileAsync | PUT {BF}
        GetFileMetaAsync | GET {BF}/meta
        TryGetFileMetaAsync | GET {BF}/meta
        UpdateFileMetaAsync | PUT {BF}/meta
        GetSignatureAsync | GET {BF}/signature
        TryGetSignatureAsync | GET {BF}/signature
        DeleteFileAsync | DELETE {BF}
        DeleteDocumentAsync | DELETE {BD}
        StartPrepareDocumentsAsync | POST {B}/documents/prepare
        GetPrepareDocumentsTaskAsync | GET {B}/tasks/{taskId}
        BuildDraftsAsync | POST {B}/build
        StartBuildDraftsAsync | POST {B}/build
        GetBuildDraftsTaskAsync | GET {B}/tasks/{taskId}
        DeleteDraftsBuilderAsync | DELETE {B}
        """;

    private string builder = "", document = "", file = "";
    private JsonNode? started;

    /// <summary>The draft that the deferred build made.</summary>
    public string Draft { get; private set; } = "";

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["CreateDraftsBuilderAsync"] = async () => builder = await CreateAsync(),
        ["GetDraftsBuilderAsync"] = async () =>
        {
            var read = await GetAsync(builder);
            Needs(read, "id", "meta", "status");
            Assert.Equal("new", (string)read["status"]!);
            Assert.True(read["meta"]!.AsObject().IndexOf("builder-type") < read["meta"]!.AsObject().IndexOf("builder-data"), "S4: builder-type comes before builder-data.");
        },
        ["TryGetDraftsBuilderAsync"] = () => NothingAsync($"/v1/{account}/drafts/builders/{Guid.NewGuid()}"),
        ["GetDraftsBuilderMetaAsync"] = async () => Needs(await GetAsync($"{builder}/meta"), "sender", "payer", "recipient", "builder-type", "builder-data"),
        ["UpdateDraftsBuilderMetaAsync"] = async () => Assert.Equal("urn:drafts-builder:fns534-inventory", (string)(await PutAsync($"{builder}/meta", await MetaAsync()))["builder-type"]!),
        ["CreateDocumentAsync"] = async () => document = await AddDocumentAsync(builder, "1.01"),
        ["GetDocumentsAsync"] = async () => Assert.Single((await GetAsync($"{builder}/documents")).AsArray()),
        ["GetDocumentAsync"] = async () => Needs(await GetAsync(document), "id", "drafts-builder-id", "meta"),
        ["TryGetDocumentAsync"] = () => NothingAsync($"{builder}/documents/{Guid.NewGuid()}"),
        ["GetDocumentMetaAsync"] = async () => Assert.Equal("1.01", (string)(await GetAsync($"{document}/meta"))["builder-data"]!["claim-item-number"]!),
        ["TryGetDocumentMetaAsync"] = () => NothingAsync($"{builder}/documents/{Guid.NewGuid()}/meta"),
        ["UpdateDocumentMetaAsync"] = async () => Assert.Equal("1.02", (string)(await PutAsync($"{document}/meta", Item("1.02")))["builder-data"]!["claim-item-number"]!),
        ["CreateFileAsync"] = async () => file = await AddFileAsync(document, 0),
        ["GetFilesAsync"] = async () => Assert.Single((await GetAsync($"{document}/files")).AsArray()),
        ["GenerateFileAsync"] = async () => Needs(
            Read(await User.SendAsync(HttpMethod.Post, $"{document}/files/generate?version=1", new StringContent("{}", System.Text.Encoding.UTF8, "application/json"))), "id", "meta"),
        ["GetFileAsync"] = async () =>
        {
            var read = await GetAsync(file);
            Needs(read, "id", "drafts-builder-id", "drafts-builder-document-id", "content-id", "meta");
            Assert.Equal(System.Text.Json.JsonValueKind.Number, read["meta"]!["builder-data"]!["scanned-file-order"]!.GetValueKind());
        },
        ["TryGetFileAsync"] = () => NothingAsync($"{document}/files/{Guid.NewGuid()}"),
        ["UpdateFileAsync"] = async () => Assert.Equal("Скан 3.jpg", (string)(await PutAsync(file, await FileAsync(3)))["meta"]!["file-name"]!),
        ["GetFileMetaAsync"] = async () => Needs(await GetAsync($"{file}/meta"), "file-name", "builder-type", "builder-data"),
        ["TryGetFileMetaAsync"] = () => NothingAsync($"{document}/files/{Guid.NewGuid()}/meta"),
        ["UpdateFileMetaAsync"] = async () => Assert.Equal("Скан 4.jpg", (string)(await PutAsync($"{file}/meta", FileMeta(4)))["file-name"]!),
        ["GetSignatureAsync"] = async () => Assert.Equal([1, 2, 3], await GetBytesAsync($"{file}/signature")),
        ["TryGetSignatureAsync"] = () => NothingAsync($"{document}/files/{Guid.NewGuid()}/signature"),
        ["DeleteFileAsync"] = async () => await DeleteAsync(await AddFileAsync(document, 9)),
        ["DeleteDocumentAsync"] = async () => await DeleteAsync(await AddDocumentAsync(builder, "1.09")),
        ["StartPrepareDocumentsAsync"] = async () => started = Task(await PostAsync($"{builder}/documents/prepare")),
        ["GetPrepareDocumentsTaskAsync"] = async () => Assert.NotNull((await RunAsync(started!, $"{builder}/tasks"))["error-drafts-builder-documents"]),
        ["BuildDraftsAsync"] = async () =>
        {
            var other = await CreateAsync();
            await AddFileAsync(await AddDocumentAsync(other, "1.01"), 0);
            Assert.Single((await PostAsync($"{other}/build"))["draft-ids"]!.AsArray());
        },
        ["StartBuildDraftsAsync"] = async () => started = Task(await PostAsync($"{builder}/build?deferred=True")),
        ["GetBuildDraftsTaskAsync"] = async () => Draft = $"/v1/{account}/drafts/{(string)(await RunAsync(started!, $"{builder}/tasks"))["draft-ids"]!.AsArray().Single()!}",
        ["DeleteDraftsBuilderAsync"] = async () => await DeleteAsync(await CreateAsync()),
    };

    private async Task<string> CreateAsync() => $"/v1/{account}/drafts/builders/{(string)(await PostAsync($"/v1/{account}/drafts/builders", await MetaAsync()))["id"]!}";

    private async Task<JsonObject> MetaAsync() => new()
    {
        ["sender"] = new JsonObject { ["inn"] = "6676130154", ["kpp"] = "667601001", ["certificate"] = new JsonObject { ["content"] = await User.CertificateAsync(account) } },
        ["payer"] = new JsonObject { ["inn"] = "6676130154", ["organization"] = new JsonObject { ["kpp"] = "667601001" } },
        ["recipient"] = new JsonObject { ["ifns-code"] = "0087" },
        ["builder-type"] = "urn:drafts-builder:fns534-inventory",
        ["builder-data"] = new JsonObject { ["related-document"] = new JsonObject { ["related-docflow-id"] = demand, ["related-document-id"] = attachment } },
    };

    private async Task<string> AddDocumentAsync(string to, string item) => $"{to}/documents/{(string)(await PostAsync($"{to}/documents", Item(item)))["id"]!}";

    private static Dictionary<string, object> Item(string number) =>
        new() { ["builder-data"] = new Dictionary<string, string> { ["claim-item-number"] = number, ["scanned-document-name"] = "Договор", ["type"] = "scanned" } };

    private async Task<string> AddFileAsync(string to, int order) => $"{to}/files/{(string)(await PostAsync($"{to}/files", await FileAsync(order)))["id"]!}";

    private async Task<Dictionary<string, object>> FileAsync(int order) => new()
    {
        ["content-id"] = await User.UploadAsync(account, [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3, (byte)order, 0xFF, 0xD9]), ["base64-signature-content"] = "AQID", ["meta"] = FileMeta(order),
    };

    private static Dictionary<string, object> FileMeta(int order) =>
        new() { ["file-name"] = $"Скан {order}.jpg", ["builder-data"] = new Dictionary<string, object> { ["scanned-file-order"] = order } };
}

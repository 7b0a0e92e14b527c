using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>DraftsClient (drafts contract 7.1).</summary>
internal sealed class DraftsClientRows(ExternUser user, Guid account) : SdkRows(user)
{
    public const string Table = """
        CreateDraftAsync | POST {A}/drafts
        GetDraftAsync | GET {DR}
        TryGetDraftAsync | GET {DR}
        DeleteDraftAsync | DELETE {DR}
        GetDraftMetaAsync | GET {DR}/meta
        UpdateDraftMetaAsync | PUT {DR}/meta
        CreateDocumentAsync | POST {DR}/documents
        GetDocumentAsync | GET {DD}
        UpdateDocumentAsync | PUT {DD}
        DeleteDocumentAsync | DELETE {DD}
        PrintDocumentAsync | GET {DD}/print
        StartPrintDocumentAsync | GET {DD}/print
        CreateSignatureAsync | POST {DD}/signatures
        GetSignatureAsync | GET {DD}/signatures/{id}
        UpdateSignatureAsync | PUT {DD}/signatures/{id}
        DeleteSignatureAsync | DELETE {DD}/signatures/{id}
        GetSignatureContentAsync | GET {DD}/signatures/{id}/content
        CheckDraftAsync | POST {DR}/check
        StartCheckDraftAsync | POST {DR}/check
        GetCheckDraftTaskStatusAsync | GET {DR}/tasks/{taskId}
        PrepareDraftAsync | POST {DR}/prepare
        SendDraftAsync | POST {DR}/send
        StartSendDraftAsync | POST {DR}/send
        GetSendDraftTaskStatusAsync | GET {DR}/tasks/{taskId}
        BuildDocumentAsync (in document) | POST {DD}/build
        BuildDocumentAsync (in draft) | POST {DR}/build-document
        GetDraftTasks | GET {DR}/tasks
        """;

    private const string Ion = """{"version":"3","data":{"ФормОтв":4},"additional-org-info":{"document-sender":{"sender-full-name":"Иванов Иван Иванович"},"signer-type":"chief","taxpayer":{"kpp":"667601001","taxpayer-chief-fio":{"surname":"Иванов","name":"Иван"},"taxpayer-full-name":"Тестовая"}}}""";

    private string draft = "", document = "", signature = "", sending = "";
    private JsonNode? started;

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["CreateDraftAsync"] = async () => draft = await User.CreateDraftAsync(account),
        ["GetDraftAsync"] = async () =>
        {
            var read = await GetAsync(draft);
            Needs(read, "id", "docflows", "documents", "meta", "status", "links");
            Assert.Equal("new", (string)read["status"]!);
        },
        ["TryGetDraftAsync"] = () => NothingAsync($"/v1/{account}/drafts/{Guid.NewGuid()}"),
        ["DeleteDraftAsync"] = async () => await DeleteAsync(await User.CreateDraftAsync(account)),
        ["GetDraftMetaAsync"] = async () => Assert.Equal((await GetAsync(draft))["meta"]!.ToJsonString(), (await GetAsync($"{draft}/meta")).ToJsonString()),
        ["UpdateDraftMetaAsync"] = async () =>
        {
            var meta = await GetAsync($"{draft}/meta");
            meta["recipient"] = new JsonObject { ["ifns-code"] = "0087" };
            Assert.Equal("""{"ifns-code":"0087"}""", (await PutAsync($"{draft}/meta", meta))["recipient"]!.ToJsonString());
        },
        ["CreateDocumentAsync"] = async () => document = await User.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport),
        ["GetDocumentAsync"] = async () => Needs(await GetAsync(document), "id", "description", "contents", "signatures"),
        ["UpdateDocumentAsync"] = async () =>
        {
            var own = $"{draft}/documents/{Guid.NewGuid()}";
            var content = await User.UploadAsync(account, [1, 2, 3]);
            Assert.Equal(own.Split('/')[^1], (string)(await PutAsync(own, new Dictionary<string, object> { ["content-id"] = content }))["id"]!);
        },
        ["DeleteDocumentAsync"] = async () => await DeleteAsync((await GetAsync(draft))["documents"]!.AsArray().Select(link => PathOf((string)link!["href"]!)).Single(path => path != document)),
        ["PrintDocumentAsync"] = async () => Assert.Equal("%PDF"u8.ToArray(), (await GetBytesAsync($"{document}/print"))[..4]),
        ["StartPrintDocumentAsync"] = async () =>
        {
            var printed = await RunAsync(Task(await GetAsync($"{document}/print?deferred=True")), $"{document}/tasks");
            Assert.Equal("%PDF"u8.ToArray(), (await User.GetAsync($"/v1/{account}/contents/{(string)printed["content-id"]!}")).Bytes[..4]);
        },
        ["CreateSignatureAsync"] = async () =>
        {
            signature = $"{document}/signatures/{(string)(await PostAsync($"{document}/signatures", Signature([1, 2, 3])))["id"]!}";
            Assert.Single((await GetAsync(document))["signatures"]!.AsArray());
        },
        ["GetSignatureAsync"] = async () => Needs(await GetAsync(signature), "id", "content-link", "links", "signer-type"),
        ["UpdateSignatureAsync"] = async () => Assert.Equal(signature.Split('/')[^1], (string)(await PutAsync(signature, Signature([4, 5])))["id"]!),
        ["GetSignatureContentAsync"] = async () =>
        {
            signature = $"{document}/signatures/{(string)(await PostAsync($"{document}/signatures", Signature([4, 5])))["id"]!}";
            Assert.Equal([4, 5], await GetBytesAsync($"{signature}/content"));
            await DeleteAsync(signature);
        },
        ["DeleteSignatureAsync"] = () => DeleteAsync(signature),
        ["CheckDraftAsync"] = async () => Needs((await PostAsync($"{draft}/check"))["data"]!, "documents-errors", "common-errors"),
        ["StartCheckDraftAsync"] = async () => started = Task(await PostAsync($"{draft}/check?deferred=True")),
        ["GetCheckDraftTaskStatusAsync"] = async () => Needs((await RunAsync(started!, $"{draft}/tasks"))["data"]!, "documents-errors", "common-errors"),
        ["PrepareDraftAsync"] = async () =>
        {
            await User.SignBySmsAsync(draft);
            var prepared = await PostAsync($"{draft}/prepare");
            Needs(prepared, "check-result", "status", "links");
            Assert.Equal("ok", (string)prepared["status"]!);
        },
        ["SendDraftAsync"] = async () => Needs(await PostAsync($"{draft}/send?force=False"), "id", "type", "status", "documents"),
        ["StartSendDraftAsync"] = async () =>
        {
            sending = await User.CreateDraftAsync(account);
            await User.AddDocumentAsync(sending, ExternSandbox.Sample(ExternSandbox.OtherReport), ExternSandbox.OtherReport);
            await User.SignBySmsAsync(sending);
            started = Task(await PostAsync($"{sending}/send?deferred=True&force=False"));
        },
        ["GetSendDraftTaskStatusAsync"] = async () => Needs(await RunAsync(started!, $"{sending}/tasks"), "id", "type", "status", "documents"),
        ["BuildDocumentAsync (in document)"] = async () =>
        {
            draft = await User.CreateDraftAsync(account);
            document = $"{draft}/documents/{(string)(await PostAsync($"{draft}/documents", new { }))["id"]!}";
            Assert.InRange((int)(await User.SendAsync(HttpMethod.Post, $"{document}/build?type=ION4&version=3", Raw(Ion))).Status, 200, 204);
            Assert.Single((await GetAsync(document))["contents"]!.AsArray());
        },
        ["BuildDocumentAsync (in draft)"] = async () =>
            Assert.Single(Read(await User.SendAsync(HttpMethod.Post, $"{draft}/build-document?type=ION5&version=3", Raw(Ion)))["contents"]!.AsArray()),
        ["GetDraftTasks"] = async () =>
        {
            var page = await GetAsync($"{sending}/tasks?skip=0&take=10&includeReleased=True");
            Needs(page, "skip", "take", "total-count");
            Needs(First(page, "api-task-page-items"), "id", "task-state", "task-type");
        },
    };

    private static Dictionary<string, object> Signature(byte[] bytes) => new() { ["base64-content"] = Convert.ToBase64String(bytes), ["is-third-party-signature"] = false };

    private static StringContent Raw(string json) => new(json, System.Text.Encoding.UTF8, "application/json");

    private static string PathOf(string href) => new Uri(href).AbsolutePath.Replace("/extern", "", StringComparison.Ordinal);
}

using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>DocflowsClient (drafts contract 7.2), over a report, a demand that was answered by an inventory, and a notice of the social fund.</summary>
internal sealed class DocflowsClientRows(ExternUser user, Guid account, string report, string demandAttachment, string inventory, string sedo) : SdkRows(user)
{
    public const string Table = """
        GetDocflowsAsync | GET {A}/docflows
        GetRelatedDocflows | GET {FD}/related
        GetInventoryDocflowsAsync | GET {FD}/inventories
        GetDocflowAsync | GET {F}
        TryGetDocflowAsync | GET {F}
        GetInventoryDocflowAsync | GET {INV}
        TryGetInventoryDocflowAsync | GET {INV}
        GetDocumentsAsync | GET {F}/documents
        GetDocumentAsync | GET {FD}
        TryGetDocumentAsync | GET {FD}
        PatchDocumentAsync | PATCH {FD}
        PatchDocflowAsync | PATCH {F}
        GetDocumentDescriptionAsync | GET {FD}/description
        GetDocumentSignaturesAsync | GET {FD}/signatures
        GetSignatureAsync | GET {FD}/signatures/{id}
        GetSignatureContentAsync | GET {FD}/signatures/{id}/content
        GetInventorySignatureContentAsync | GET {INV}/documents/{documentId}/signatures/{id}/content
        PrintDocumentAsync | POST {FD}/print
        PrintInventoryDocumentAsync | POST {INV}/documents/{documentId}/print
        StartPrintDocumentAsync | POST {FD}/print
        StartPrintInventoryDocumentAsync | POST {INV}/documents/{documentId}/print
        GetPrintDocumentTaskAsync | GET {FD}/tasks/{taskId}
        GetPrintInventoryDocumentTaskAsync | GET {INV}/documents/{documentId}/tasks/{taskId}
        RecognizeDocumentAsync | POST {FD}/recognize
        GenerateDocumentsRequestAsync | POST {F}/generate-documents-request
        GetDocumentsRequestAsync | GET {F}/documents-requests/{requestId}
        UpdateDocumentsRequestSignatureAsync | PUT {F}/documents-requests/{requestId}/signature
        SendDocumentsRequestAsync | POST {F}/documents-requests/{requestId}/send
        SaveDocumentDecryptedContentAsync | PUT {FD}/decrypted-content
        """;

    private string main = "", filed = "", request = "";
    private JsonNode? printing, printingInventory;

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["GetDocflowsAsync"] = async () => Needs(First(
            await GetAsync($"/v1/{account}/docflows?skip=0&take=100&finished=false&incoming=false&orderBy=ascending&createdFrom=2020-01-01T00%3A00%3A00.0000000%2B03%3A00&type=fns534-report&type=fns534-ion"),
            "docflows-page-item"), "id", "organization-id", "type", "status", "description", "links", "send-date"),
        ["GetRelatedDocflows"] = async () => Needs(await GetAsync($"{demandAttachment}/related?skip=0&take=100"), "skip", "take", "total-count", "docflows-page-item"),
        ["GetInventoryDocflowsAsync"] = async () => Assert.Equal(inventory.Split('/')[^1], (string)First(await GetAsync($"{demandAttachment}/inventories?skip=0&take=100"), "docflows-page-item")["id"]!),
        ["GetDocflowAsync"] = async () =>
        {
            var read = await GetAsync(report);
            Early(read, "type", "description", "documents", "links");
            main = $"{report}/documents/{(string)read["documents"]!.AsArray().Single(one => (string)one!["description"]!["type"]! == "urn:document:fns534-report")!["id"]!}";
        },
        ["TryGetDocflowAsync"] = () => NothingAsync($"/v1/{account}/docflows/{Guid.NewGuid()}"),
        ["GetInventoryDocflowAsync"] = async () =>
        {
            var read = await GetAsync(inventory);
            Assert.Equal("urn:docflow:fns534-inventory", (string)read["type"]!);
            filed = $"{inventory}/documents/{(string)read["documents"]!.AsArray().First(one => (string)one!["description"]!["type"]! == "urn:document:fns534-inventory-message")!["id"]!}";
        },
        ["TryGetInventoryDocflowAsync"] = () => NothingAsync($"{demandAttachment}/inventories/{Guid.NewGuid()}"),
        ["GetDocumentsAsync"] = async () => Assert.NotEmpty((await GetAsync($"{report}/documents")).AsArray()),
        ["GetDocumentAsync"] = async () => Needs(await GetAsync(main), "id", "description", "content", "send-date", "signatures", "links"),
        ["TryGetDocumentAsync"] = () => NothingAsync($"{report}/documents/{Guid.NewGuid()}"),
        ["PatchDocumentAsync"] = async () => Assert.Equal("НДС", (string)(await PatchAsync(
            demandAttachment, new[] { Operation("/description/requisites/labels/0", new Dictionary<string, string> { ["name"] = "НДС" }) }))["description"]!["requisites"]!["labels"]![0]!["name"]!),
        ["PatchDocflowAsync"] = async () => Assert.Equal("Проверить срок", (string)(await PatchAsync(
            report, new[] { Operation("/Description/Requisites/Comment", new Dictionary<string, string> { ["text"] = "Проверить срок", ["color"] = "red" }) }))["description"]!["requisites"]!["comment"]!["text"]!),
        ["GetDocumentDescriptionAsync"] = async () => Early(await GetAsync($"{main}/description"), "type", "requisites"),
        ["GetDocumentSignaturesAsync"] = async () => Assert.NotEmpty((await GetAsync($"{main}/signatures")).AsArray()),
        ["GetSignatureAsync"] = async () => Needs(await GetAsync($"{main}/signatures/{await SignatureAsync(main)}"), "id", "title", "content-link", "links", "signer-type"),
        ["GetSignatureContentAsync"] = async () => Assert.NotEmpty(await GetBytesAsync($"{main}/signatures/{await SignatureAsync(main)}/content")),
        ["GetInventorySignatureContentAsync"] = async () => Assert.NotEmpty(await GetBytesAsync($"{filed}/signatures/{await SignatureAsync(filed)}/content")),
        ["PrintDocumentAsync"] = async () => await IsPdfAsync(await PostAsync($"{main}/print", await OpenAsync(main))),
        ["PrintInventoryDocumentAsync"] = async () => await IsPdfAsync(await PostAsync($"{filed}/print", await OpenAsync(filed))),
        ["StartPrintDocumentAsync"] = async () => printing = Task(await PostAsync($"{main}/print?deferred=True", await OpenAsync(main))),
        ["StartPrintInventoryDocumentAsync"] = async () => printingInventory = Task(await PostAsync($"{filed}/print?deferred=True", await OpenAsync(filed))),
        ["GetPrintDocumentTaskAsync"] = async () => await IsPdfAsync(await RunAsync(printing!, $"{main}/tasks")),
        ["GetPrintInventoryDocumentTaskAsync"] = async () => await IsPdfAsync(await RunAsync(printingInventory!, $"{filed}/tasks")),
        ["SaveDocumentDecryptedContentAsync"] = async () =>
        {
            var saved = await PutAsync($"{demandAttachment}/decrypted-content", await OpenAsync(demandAttachment));
            Needs(saved, "content-id", "links");
            Assert.Contains((await GetAsync(demandAttachment))["content"]!["docflow-document-contents"]!.AsArray(), one => !(bool)one!["encrypted"]! && !(bool)one["compressed"]!);
        },
        ["RecognizeDocumentAsync"] = async () => Needs(await PostAsync($"{demandAttachment}/recognize", await OpenAsync(demandAttachment)), "demand-number", "demand-knd", "demand-date", "demand-inn-list"),
        ["GenerateDocumentsRequestAsync"] = async () =>
        {
            var made = await PostAsync($"{sedo}/generate-documents-request", new Dictionary<string, string> { ["certificate-base64"] = await User.CertificateAsync(account) });
            Needs(made, "id", "content", "links", "docflow-id");
            request = $"{sedo}/documents-requests/{(string)made["id"]!}";
        },
        ["GetDocumentsRequestAsync"] = async () => Needs(await GetAsync(request), "id", "content", "links", "docflow-id"),
        ["UpdateDocumentsRequestSignatureAsync"] = async () => Assert.Equal("AQID", (string)(await PutBytesAsync($"{request}/signature", [1, 2, 3]))["signature"]!),
        ["SendDocumentsRequestAsync"] = async () => Assert.Equal("urn:docflow-common-status:arrived", (string)(await PostAsync($"{request}/send"))["status"]!),
    };

    /// <summary>As the SDK's serializer writes it, with a member of its own.</summary>
    private static Dictionary<string, object> Operation(string path, object value) => new() { ["op"] = "add", ["path"] = path, ["value"] = value, ["operation-type"] = "add" };

    /// <summary>S4: the SDK looks ahead for the type and would take a nested one.</summary>
    private static void Early(JsonNode node, string first, params string[] nested) =>
        Assert.All(nested, property => Assert.True(node.AsObject().IndexOf(first) < node.AsObject().IndexOf(property), $"{first} comes after {property}."));

    private async Task<string> SignatureAsync(string document) => (string)First(await GetAsync(document), "signatures")["id"]!;

    /// <summary>The open content of a document; one that is only encrypted is decrypted by the cloud first.</summary>
    private async Task<Dictionary<string, string>> OpenAsync(string document)
    {
        var contents = (await GetAsync(document))["content"]!["docflow-document-contents"]!.AsArray();
        var open = contents.FirstOrDefault(one => !(bool)one!["encrypted"]!)?["content-id"];
        return new() { ["content-id"] = open is null ? await User.DecryptBySmsAsync(account, document) : (string)open! };
    }

    private async Task IsPdfAsync(JsonNode printed) =>
        Assert.Equal("%PDF"u8.ToArray(), (await User.GetAsync($"/v1/{account}/contents/{(string)printed["content-id"]!}")).Bytes[..4]);
}

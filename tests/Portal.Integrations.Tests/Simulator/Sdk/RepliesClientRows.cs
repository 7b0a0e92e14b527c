using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>RepliesClient (drafts contract 7.3), with the two calls that the SDK gets wrong made as wrongly.</summary>
internal sealed class RepliesClientRows(ExternUser user, Guid account, string receiptOn, string inventory) : SdkRows(user)
{
    public const string Table = """
        GenerateReplyAsync | POST {FD}/generate-reply
        GetReplyAsync | GET {FD}/replies/{replyId}
        UpdateReplyContentAsync | PUT {FD}/replies/{replyId}/content
        UpdateReplySignatureAsync | PUT {FD}/replies/{replyId}/signature
        SendReplyAsync | POST {FD}/replies/{replyId}/send
        GenerateInventoryReplyAsync | POST {INV}/documents/{documentId}/generate-reply
        GetInventoryReplyAsync | GET {INV}
        UpdateInventoryReplyContentAsync | PUT {INV}/documents/{documentId}/replies/{replyId}/content
        UpdateInventoryReplySignatureAsync | PUT {INV}/documents/{documentId}/replies/{replyId}/signature
        SendInventoryReplyAsync | PUT {INV}/documents/{documentId}/replies/{replyId}/send
        """;

    private string answered = "", reply = "";

    public override IReadOnlyDictionary<string, Func<Task>> Steps => new Dictionary<string, Func<Task>>
    {
        ["GenerateReplyAsync"] = () => GenerateAsync(receiptOn, "fns534-report-receipt"),
        ["GetReplyAsync"] = async () => Needs(await GetAsync(reply), "id", "content", "links", "docflow-id", "document-id"),
        ["UpdateReplyContentAsync"] = ChangeAsync,
        ["UpdateReplySignatureAsync"] = SignAsync,
        ["SendReplyAsync"] = async () => Sent(await PostAsync($"{reply}/send", Sender())),
        ["GenerateInventoryReplyAsync"] = async () =>
        {
            var awaiting = (await GetAsync(inventory))["documents"]!.AsArray().First(document => document!["links"]!.AsArray().Any(link => (string)link!["rel"]! == "reply"))!;
            await GenerateAsync($"{inventory}/documents/{(string)awaiting["id"]!}", "fns534-inventory-receipt");
        },
        ["GetInventoryReplyAsync"] = async () => Assert.Equal("urn:docflow:fns534-inventory", (string)(await GetAsync(inventory))["type"]!),
        ["UpdateInventoryReplyContentAsync"] = ChangeAsync,
        ["UpdateInventoryReplySignatureAsync"] = SignAsync,
        ["SendInventoryReplyAsync"] = async () => Sent(await PutAsync($"{reply}/send", Sender())),
    };

    private static Dictionary<string, string> Sender() => new() { ["sender-ip"] = "203.0.113.7" };

    private async Task GenerateAsync(string document, string type)
    {
        var certificate = new Dictionary<string, string> { ["certificate-base64"] = await User.CertificateAsync(account) };
        var made = await PostAsync($"{document}/generate-reply?documentType={type}", certificate);
        Needs(made, "id", "content", "filename", "links", "docflow-id", "document-id");
        (answered, reply) = (document, $"{document}/replies/{(string)made["id"]!}");
    }

    private async Task ChangeAsync()
    {
        var bytes = Convert.FromBase64String((string)(await GetAsync(reply))["content"]!);
        Assert.Equal(bytes, Convert.FromBase64String((string)(await PutBytesAsync($"{reply}/content", bytes))["content"]!));
    }

    private async Task SignAsync() => Assert.Equal("AQID", (string)(await PutBytesAsync($"{reply}/signature", [1, 2, 3]))["signature"]!);

    private void Sent(JsonNode docflow)
    {
        var document = docflow["documents"]!.AsArray().Single(one => (string)one!["id"]! == answered.Split('/')[^1])!;
        Assert.DoesNotContain(document["links"]!.AsArray(), link => (string)link!["rel"]! == "reply");
    }
}

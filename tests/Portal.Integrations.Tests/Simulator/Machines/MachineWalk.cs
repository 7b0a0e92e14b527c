using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>
/// Walks a docflow step by step and compares what each step left: <c>action: status state; new documents; open replies</c>, with <c>~</c> for the docflow's type.
/// Actions: <c>open</c>, an outcome of the state body, <c>R document reply</c> of the user, <c>Q</c> for a request of documents.
/// </summary>
internal sealed class MachineWalk(ExternSandbox sandbox, ExternUser user, string docflow, string type)
{
    private readonly HashSet<string> seen = [];

    public async Task StepAsync(string step)
    {
        var (action, expected) = (step.Split(':')[0], step.Split(':')[1].Split(';'));
        await ActAsync(action.Replace("~", type, StringComparison.Ordinal).Split(' '));
        var read = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json;
        Assert.True(read.AsObject().IndexOf("type") < read.AsObject().IndexOf("description"), "S4: type comes before the description.");
        var fresh = read["documents"]!.AsArray().Where(one => seen.Add((string)one!["id"]!)).Select(one => Last(one!["description"]!["type"]!, "urn:document:"));
        var replies = RepliesOf(read["links"]!).ToList();
        Assert.Equal(replies.Order(), read["documents"]!.AsArray().SelectMany(one => RepliesOf(one!["links"]!)).Order());
        Assert.Equal(
            $"{action}: {expected[0].Trim()}; {Sorted(expected[1])}; {Sorted(expected[2])}",
            $"{action}: {Last(read["status"]!, "urn:docflow-common-status:")} {Last(read["success-state"]!, "urn:docflow-state:")}; {Sorted(string.Join(' ', fresh))}; {Sorted(string.Join(' ', replies))}");
    }

    private async Task ActAsync(string[] action)
    {
        switch (action)
        {
            case ["open"]:
                break;
            case ["R", var document, var reply]:
                await AnswerAsync(document, reply);
                break;
            case ["Q"]:
                await RequestAsync();
                break;
            default:
                (await SentKinds.AdvanceAsync(sandbox, docflow, action[0])).Expect(HttpStatusCode.OK);
                break;
        }
    }

    private async Task AnswerAsync(string documentType, string reply)
    {
        var read = (await user.GetAsync(docflow)).Json;
        var link = read["documents"]!.AsArray().First(one => Last(one!["description"]!["type"]!, "urn:document:") == documentType && RepliesOf(one["links"]!).Contains(reply))!["links"]!.AsArray()
            .First(one => (string)one!["rel"]! == "reply" && (string?)one["name"] == reply)!;
        var made = (await user.PostAsync(PathOf((string)link["href"]!), await CertificateAsync())).Expect(HttpStatusCode.Created).Json;
        var self = PathOf((string)made["links"]!.AsArray().First(one => (string)one!["rel"]! == "self")!["href"]!);
        if (made["documents"] is JsonArray parts)
        {
            foreach (var part in parts)
            {
                (await PutBytesAsync($"{self}/documents/{(string)part!["id"]!}/decrypted-content", [4, 5])).Expect(HttpStatusCode.OK);
                (await PutBytesAsync($"{self}/documents/{(string)part["id"]!}/signature", [1, 2, 3])).Expect(HttpStatusCode.OK);
            }
        }
        else
        {
            (await PutBytesAsync($"{self}/signature", [1, 2, 3])).Expect(HttpStatusCode.OK);
        }

        (await user.PostAsync($"{self}/send", new Dictionary<string, string> { ["sender-ip"] = "203.0.113.7" })).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{self}/send")).ExpectError(HttpStatusCode.BadRequest);
    }

    private async Task RequestAsync()
    {
        var link = (await user.GetAsync(docflow)).Json["links"]!.AsArray().Single(one => (string)one!["rel"]! == "documents-request")!;
        var made = (await user.PostAsync(PathOf((string)link["href"]!), await CertificateAsync())).Expect(HttpStatusCode.OK).Json;
        var self = $"{docflow}/documents-requests/{(string)made["id"]!}";
        (await user.PostAsync($"{self}/send")).ExpectError(HttpStatusCode.BadRequest);
        (await PutBytesAsync($"{self}/signature", [1, 2, 3])).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{self}/send")).Expect(HttpStatusCode.OK);
        (await user.PostAsync($"{self}/send")).ExpectError(HttpStatusCode.BadRequest);
    }

    private async Task<Dictionary<string, string>> CertificateAsync() => new() { ["certificate-base64"] = await user.CertificateAsync(ExternSandbox.Testovaya) };

    private Task<ExternReply> PutBytesAsync(string path, byte[] bytes) => user.SendAsync(HttpMethod.Put, path, new ByteArrayContent(bytes));

    public static string PathOf(string href) => new Uri(href).PathAndQuery["/extern".Length..];

    private static IEnumerable<string> RepliesOf(JsonNode links) => links.AsArray().Where(link => (string)link!["rel"]! == "reply").Select(link => (string)link!["name"]!);

    private string Sorted(string words) => string.Join(' ', words.Replace("~", type, StringComparison.Ordinal).Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));

    private static string Last(JsonNode urn, string prefix) => ((string)urn!)[prefix.Length..];
}

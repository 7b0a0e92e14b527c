using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Print forms of drafts and docflows (drafts contract 1.7, 5.7).</summary>
public sealed class ExternPrintTests
{
    private static readonly Guid Account = ExternSandbox.Testovaya;

    [Fact]
    public async Task An_unsent_document_prints_without_stamps_and_a_sent_one_with_those_of_its_docflow()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        var unsent = PdfText.Whole(Convert.FromBase64String((string)(await user.GetAsync($"{document}/print")).Expect(HttpStatusCode.OK).Json!));
        Assert.Contains("Бухгалтерская", unsent, StringComparison.Ordinal);
        Assert.Contains("6676130154", unsent, StringComparison.Ordinal);
        Assert.DoesNotContain("Документ подписан", unsent, StringComparison.Ordinal);

        await user.SignBySmsAsync(draft);
        var docflow = $"/v1/{Account}/docflows/{(string)(await user.RunAsync(draft, "send"))["task-result"]!["id"]!}";
        sandbox.Advance(TimeSpan.FromHours(1));
        var sent = PdfText.Whole(await PrintedAsync(user, document, (await user.GetAsync($"{document}/print?deferred=true")).Expect(HttpStatusCode.Accepted).Json, "print"));
        Assert.Contains("Документ подписан электронной подписью", sent, StringComparison.Ordinal);
        Assert.Contains("Принято", sent, StringComparison.Ordinal);

        var main = await DocumentAsync(user, docflow, "fns534-report");
        var content = new Dictionary<string, string> { ["content-id"] = OpenOf(main) };
        var path = $"{docflow}/documents/{(string)main["id"]!}";
        var started = (await user.PostAsync($"{path}/print?deferred=True", content)).Expect(HttpStatusCode.Accepted).Json;
        Assert.Equal(sent, PdfText.Whole(await PrintedAsync(user, path, started, "docflowPrint")));
        var atOnce = (string)(await user.PostAsync($"{path}/print", content)).Expect(HttpStatusCode.OK).Json["content-id"]!;
        Assert.Equal(sent, PdfText.Whole((await user.GetAsync($"/v1/{Account}/contents/{atOnce}")).Expect(HttpStatusCode.OK).Bytes));
    }

    [Fact]
    public async Task Only_the_documents_own_content_prints_packed_or_not()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var (draft, _) = await DraftAsync(user);
        await user.SignBySmsAsync(draft);
        var docflow = $"/v1/{Account}/docflows/{(string)(await user.RunAsync(draft, "send"))["task-result"]!["id"]!}";

        var confirmation = await DocumentAsync(user, docflow, "fns534-report-date-confirmation");
        var path = $"{docflow}/documents/{(string)confirmation["id"]!}";
        (await user.PostAsync($"{path}/print", new Dictionary<string, string> { ["content-id"] = OpenOf(confirmation) })).Expect(HttpStatusCode.OK);
        var changed = await user.UploadAsync(Account, Encoding.UTF8.GetBytes("<Файл/>"));
        var message = (await user.PostAsync($"{path}/print?deferred=true", new Dictionary<string, object> { ["content-id"] = changed })).ExpectError(HttpStatusCode.BadRequest);
        Assert.Contains("изменено", message, StringComparison.Ordinal);
        (await user.PostAsync($"{path}/print?deferred=false", new Dictionary<string, object> { ["content-id"] = changed })).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync($"{path}/print", new Dictionary<string, object> { ["content-id"] = Guid.NewGuid() })).ExpectError(HttpStatusCode.NotFound);
        (await user.PostAsync($"{path}/print", new Dictionary<string, object>())).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task What_is_no_xml_has_no_print_form()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(Account);
        var broken = await user.AddDocumentAsync(draft, [1, 2, 3], "x.xml");
        var refused = await user.GetAsync($"{broken}/print?deferred=true");
        refused.ExpectError(HttpStatusCode.BadRequest);
        Assert.Equal("urn:error:externapi:documentPrintUnsupported", (string)refused.Json["id"]!);

        var picture = $"{draft}/documents/{Guid.NewGuid()}";
        var content = await user.UploadAsync(Account, Encoding.UTF8.GetBytes("<a/>"));
        await user.PutAsync(picture, new Dictionary<string, object> { ["content-id"] = content, ["description"] = new Dictionary<string, string> { ["content-type"] = "application/pdf" } });
        Assert.Equal("urn:error:externapi:documentPrintUnsupported", (string)(await user.GetAsync($"{picture}/print")).Expect(HttpStatusCode.BadRequest).Json["id"]!);
    }

    [Fact]
    public async Task A_document_is_locked_while_it_prints_and_its_draft_is_not()
    {
        await using var sandbox = await ExternSandbox.StartAsync(taskDelay: TimeSpan.FromMinutes(5));
        var user = sandbox.As("director");
        var (draft, document) = await DraftAsync(user);
        var task = (string)(await user.GetAsync($"{document}/print?deferred=true")).Expect(HttpStatusCode.Accepted).Json["id"]!;
        var second = await user.GetAsync($"{document}/print?deferred=true");
        second.ExpectError(HttpStatusCode.Conflict);
        Assert.Equal(task, (string)second.Json["context"]!["concurrent-task"]!["id"]!);
        (await user.DeleteAsync(document)).ExpectError(HttpStatusCode.Conflict);
        (await user.PutAsync(document, new Dictionary<string, string>())).ExpectError(HttpStatusCode.Conflict);
        (await user.SendAsync(HttpMethod.Put, $"{document}/signature", new ByteArrayContent([1]))).ExpectError(HttpStatusCode.Conflict);
        Assert.Equal("new", (string)(await user.GetAsync(draft)).Json["status"]!);
        await user.AddDocumentAsync(draft, [1], "other.bin");

        await sandbox.RestartAsync();
        user = sandbox.As("director");
        sandbox.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal("succeed", (string)(await user.GetAsync($"{draft}/tasks/{task}")).Json["task-state"]!);
        (await user.DeleteAsync(document)).Expect(HttpStatusCode.NoContent);
    }

    [Fact]
    public async Task A_long_document_goes_over_as_many_pages_as_it_needs()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(Account);
        var rows = string.Concat(Enumerable.Range(1, 3000).Select(number => $"<Строка Номер=\"{number}\" Наименование=\"Показатель № {number} с названием, которое не помещается в одну строку печатной формы и переносится\"/>"));
        var document = await user.AddDocumentAsync(draft, Encoding.UTF8.GetBytes($"<Файл>{rows}</Файл>"), "long.xml");
        var pages = PdfText.Pages(Convert.FromBase64String((string)(await user.GetAsync($"{document}/print")).Expect(HttpStatusCode.OK).Json!));
        Assert.True(pages.Count > 100);
        Assert.Contains("Номер: 1\n", pages[0], StringComparison.Ordinal);
        Assert.Contains("Номер: 3000\n", pages[^1], StringComparison.Ordinal);
        Assert.Contains($"Страница {pages.Count} из {pages.Count}", pages[^1], StringComparison.Ordinal);
    }

    private static async Task<byte[]> PrintedAsync(ExternUser user, string document, JsonNode started, string type)
    {
        Assert.Equal($"urn:task-type:{type}", (string)started["task-type"]!);
        var task = await user.PollAsync(document, (string)started["id"]!);
        Assert.Equal("succeed", (string)task["task-state"]!);
        return (await user.GetAsync($"/v1/{Account}/contents/{(string)task["task-result"]!["content-id"]!}")).Expect(HttpStatusCode.OK).Bytes;
    }

    private static async Task<JsonNode> DocumentAsync(ExternUser user, string docflow, string type) =>
        (await user.GetAsync($"{docflow}/documents")).Expect(HttpStatusCode.OK).Json.AsArray().Single(one => (string)one!["description"]!["type"]! == $"urn:document:{type}")!;

    private static string OpenOf(JsonNode document) =>
        (string)document["content"]!["docflow-document-contents"]!.AsArray().First(one => !(bool)one!["encrypted"]!)!["content-id"]!;

    private static async Task<(string Draft, string Document)> DraftAsync(ExternUser user)
    {
        var draft = await user.CreateDraftAsync(Account);
        return (draft, await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport));
    }
}

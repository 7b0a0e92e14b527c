using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Portal.Integrations.Tests.Simulator;

/// <summary>Report files and contents of the vendor's test tools (test tools contract).</summary>
public sealed class TestToolReportTests
{
    static TestToolReportTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("generate-fuf-ssch", "1110018", "NO_SRCHIS")]
    [InlineData("generate-fuf-envd", "1152016", "NO_ENVD")]
    [InlineData("generate-fuf-profit-tax", "1151006", "NO_PRIB")]
    [InlineData("generate-fuf-rsv", "1151111", "NO_RASCHSV")]
    [InlineData("generate-fuf-3ndfl", "1151020", "NO_NDFL3")]
    public async Task Every_form_belongs_to_its_payer_and_passes_the_check(string tool, string knd, string prefix)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        foreach (var kind in new[] { "create-account-org", "create-account-individual" })
        {
            var made = await tools.MakeAsync(kind);
            var user = await tools.SignInAsync(made);
            var body = await ReportBodyAsync(user, made);
            var utf = await tools.PostAsync(tool, body);
            var windows = await tools.PostAsync($"{tool}?windows1251=true", body);
            Assert.StartsWith("<?xml version=\"1.0\" encoding=\"utf-8\"?>", Encoding.UTF8.GetString(utf.Expect(HttpStatusCode.OK).Bytes), StringComparison.Ordinal);
            Assert.StartsWith("<?xml version=\"1.0\" encoding=\"windows-1251\"?>", Encoding.GetEncoding(1251).GetString(windows.Expect(HttpStatusCode.OK).Bytes), StringComparison.Ordinal);
            Assert.Equal(knd, (string)XDocument.Load(new MemoryStream(windows.Bytes)).Root!.Element("Документ")!.Attribute("КНД")!);
            var inn = (string)made["refinedRequest"]!["inn"]!;
            Assert.Matches($"^{prefix}_0087_0087_{inn}{(string?)made["refinedRequest"]!["kpp"]}_[0-9]{{8}}_[0-9a-f-]{{36}}$", FileId(windows.Bytes));
            foreach (var report in new[] { utf, windows })
            {
                Assert.Empty(await ErrorsAsync(user, made, [(report.Bytes, null)]));
                Assert.Equal($"{FileId(report.Bytes)}.xml", report.ContentHeaders.ContentDisposition!.FileName!.Trim('"'));
            }
        }
    }

    [Fact]
    public async Task A_report_without_a_payer_does_not_pass_the_check()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-org");
        var user = await tools.SignInAsync(made);
        var body = (await ReportBodyAsync(user, made)).AsObject();
        body.Remove("payer");
        var report = (await tools.PostAsync("generate-fuf-ssch", body)).Expect(HttpStatusCode.OK);
        Assert.Contains(await ErrorsAsync(user, made, [(report.Bytes, null)]), text => text.Contains("не совпадают с налогоплательщиком", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_value_added_tax_comes_with_its_two_books()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var made = await tools.MakeAsync("create-account-org");
        var user = await tools.SignInAsync(made);
        var files = await tools.MakeAsync("generate-fuf-nds-with-attachments?windows1251=true", await ReportBodyAsync(user, made));
        var (main, purchases, sales) = (Bytes("mainDocument"), Bytes("fnsBookPurchases"), Bytes("fnsBookSales"));
        var text = Encoding.GetEncoding(1251).GetString(main);
        Assert.Contains(FileId(purchases), text, StringComparison.Ordinal);
        Assert.Contains(FileId(sales), text, StringComparison.Ordinal);
        Assert.StartsWith("NO_NDS.8_", FileId(purchases), StringComparison.Ordinal);
        Assert.StartsWith("NO_NDS.9_", FileId(sales), StringComparison.Ordinal);
        const string Attachment = "urn:document:fns534-report-attachment";
        Assert.Empty(await ErrorsAsync(user, made, [(main, null), (purchases, Attachment), (sales, Attachment)]));
        Assert.Empty(await ErrorsAsync(user, made, [(main, null), (purchases, null), (sales, null)]));

        byte[] Bytes(string name) => Convert.FromBase64String((string)files[name]!);
    }

    [Fact]
    public async Task Chief_and_warrant_are_written_into_the_file()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        const string Body = """
            { "sender": { "inn": "6676130154", "kpp": "667601001" }, "warrant": { "number": "17/А", "dateBegin": "2024-03-05T00:00:00" },
              "payer": { "inn": "6676130154", "name": "ООО «А & Б»", "organization": { "kpp": "667601001" }, "chiefPersonFullName": { "surname": "Шеф", "name": "Яков", "patronymic": "Львович" } } }
            """;
        var file = XDocument.Load(new MemoryStream((await new ToolBench(sandbox).PostAsync("generate-fuf-rsv", Body)).Expect(HttpStatusCode.OK).Bytes));
        Assert.Equal("ООО «А & Б»", (string)file.Descendants("НПЮЛ").Single().Attribute("НаимОрг")!);
        var signatory = file.Descendants("Подписант").Single();
        Assert.Equal("Шеф Яков Львович", string.Join(' ', signatory.Element("ФИО")!.Attributes().Select(one => one.Value)));
        Assert.Equal("Доверенность № 17/А от 05.03.2024", (string)signatory.Element("СвПред")!.Attribute("НаимДок")!);
    }

    [Theory]
    [InlineData("""{ }""", "sender")]
    [InlineData("""{ "sender": { "inn": "1" } }""", "inn")]
    [InlineData("""{ "sender": { "certificate": { "content": "AQID" } } }""", "certificate")]
    [InlineData("""{ "sender": { "certificate": { "content": "?" } } }""", "certificate")]
    [InlineData("""{ "sender": {}, "payer": { "inn": "6676130155" } }""", "inn")]
    [InlineData("""{ "sender": {}, "payer": { "inn": "6676130154", "organization": { "kpp": "x" } } }""", "kpp")]
    [InlineData("""{ "sender": {}, "warrant": { "dateBegin": "вчера" } }""", "dateBegin")]
    public async Task Bad_data_is_refused_with_its_name(string body, string named)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        Assert.Contains(named, (await new ToolBench(sandbox).PostAsync("generate-fuf-ssch", body)).ExpectError(HttpStatusCode.BadRequest), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_uploaded_content_can_be_used_in_any_account()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var tools = new ToolBench(sandbox);
        var id = (Guid)(await tools.MakeAsync("upload-content", new byte[] { 1, 2, 3 }));
        foreach (var user in new[] { sandbox.As("director"), sandbox.As("mydss") })
        {
            var account = (string)(await user.GetAsync("/v1")).Json["accounts"]![0]!["id"]!;
            Assert.Equal([1, 2, 3], (await user.GetAsync($"/v1/{account}/contents/{id}")).Expect(HttpStatusCode.OK).Bytes);
        }

        (await tools.PostAsync("upload-content", Array.Empty<byte>())).ExpectError(HttpStatusCode.BadRequest);
    }

    /// <summary>Sender and payer of a made account, as a test suite takes them from the answer.</summary>
    internal static async Task<JsonNode> ReportBodyAsync(ExternUser user, JsonNode made)
    {
        var (refined, certificate) = (made["refinedRequest"]!, await user.CertificateAsync((Guid)made["accountId"]!));
        var (inn, kpp, name) = ((string)refined["inn"]!, (string?)refined["kpp"], (string)refined["organizationName"]!);
        return new JsonObject
        {
            ["sender"] = new JsonObject { ["inn"] = inn, ["kpp"] = kpp, ["name"] = name, ["certificate"] = new JsonObject { ["content"] = certificate } },
            ["payer"] = new JsonObject
            {
                ["inn"] = inn, ["name"] = name, ["organization"] = kpp is null ? null : new JsonObject { ["kpp"] = kpp },
                ["chiefFio"] = new JsonObject { ["surname"] = "Иванов", ["name"] = "Иван", ["patronymic"] = "Иванович" },
            },
        };
    }

    internal static string FileId(byte[] report) => (string)XDocument.Load(new MemoryStream(report)).Root!.Attribute("ИдФайл")!;

    private static async Task<List<string>> ErrorsAsync(ExternUser user, JsonNode made, (byte[] Bytes, string? Type)[] files)
    {
        var refined = made["refinedRequest"]!;
        var draft = await user.CreateDraftAsync((Guid)made["accountId"]!, inn: (string)refined["inn"]!, kpp: (string?)refined["kpp"]);
        foreach (var (bytes, type) in files)
        {
            await user.AddDocumentAsync(draft, bytes, $"{FileId(bytes)}.xml", type);
        }

        var data = (await user.RunAsync(draft, "check"))["task-result"]!["data"]!;
        return [.. data["documents-errors"]!.AsObject().SelectMany(pair => pair.Value!.AsArray()).Concat(data["common-errors"]!.AsArray()).Select(error => (string)error!["description"]!)];
    }
}

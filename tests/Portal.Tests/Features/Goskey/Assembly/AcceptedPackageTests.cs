using System.Buffers.Text;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Portal.Features.Goskey;
using Portal.Integrations.Signing;
using Portal.Simulator;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>The imitated EPGU, which was built from the contract alone and shares no code with the portal, takes what was assembled.</summary>
public sealed class AcceptedPackageTests
{
    private const int WaitsForRecipient = 17;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(RequestLayout.V1_8, SignatureKind.Unep, "a.txt")]
    [InlineData(RequestLayout.V1_8, SignatureKind.Ukep, "a.txt")]
    [InlineData(RequestLayout.V1_9, SignatureKind.Unep, "Фото.JPG")]
    [InlineData(RequestLayout.V1_9, SignatureKind.Ukep, "Фото.JPG")]
    public async Task A_package_of_any_layout_and_kind_reaches_its_recipient(RequestLayout layout, SignatureKind kind, string last)
    {
        using var bench = await AssemblyBench.CreateAsync();
        var plan = await bench.PlanAsync(layout, kind, ("Договор № 15.pdf", Samples.Pdf(200_000)), ("Акт.xml", Samples.Xml), (last, last == "a.txt" ? Samples.Text : Samples.Jpeg));
        var package = await bench.Assembly.AssembleAsync(plan, bench.Signer(), bench.Spool.Folder, null, Stop);

        await using var outside = await SimulatorApp.StartAsync(new SimulatorSettings { Port = 0, StateFolder = bench.In("simulator"), SandboxFolder = bench.SandboxFolder }, cancellationToken: Stop);
        using var http = new HttpClient { BaseAddress = outside.Address };
        var key = (await File.ReadAllTextAsync(bench.In("sandbox", "epgu-api-key"), Stop)).Trim();
        var proof = await bench.Signer().SignAsync(ContentToSign.Of(Encoding.ASCII.GetBytes(key), GostAlgorithm.Bits256), Stop);
        var token = await http.GetFromJsonAsync<JsonNode>($"esia/esia-rs/api/public/v1/orgs/ext-app/{key}/tkn?signature={Base64Url.EncodeToString(proof)}", Stop);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token!["accessTkn"]!);

        await using var zip = File.OpenRead(package.Path);
        using var form = new MultipartFormDataContent
        {
            { JsonContent.Create(new { region = "45000000000", serviceCode = "10000000374", targetCode = "-10000000374" }), "meta" }, { new StreamContent(zip), "file", "package.zip" },
        };
        using var pushed = await http.PostAsync("epgu/api/gusmev/push", form, Stop);
        var order = (long)JsonNode.Parse(await pushed.Content.ReadAsStringAsync(Stop))!["orderId"]!;
        (await http.PostAsync("controls/clock/advance?by=00:00:02", null, Stop)).EnsureSuccessStatusCode();

        using var details = await http.PostAsync($"epgu/api/gusmev/order/{order}?embed=STATUS_HISTORY", null, Stop);
        var answer = await details.Content.ReadAsStringAsync(Stop);
        Assert.True((int?)JsonNode.Parse((string?)JsonNode.Parse(answer)!["order"] ?? "{}")!["orderStatusId"] == WaitsForRecipient, answer);
        Assert.Equal(await File.ReadAllBytesAsync(package.Path, Stop), await http.GetByteArrayAsync($"controls/epgu/orders/{order}/package", Stop));
    }
}

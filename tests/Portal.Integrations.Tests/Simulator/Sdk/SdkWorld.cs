using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>A sandbox with what the SDK's calls are made on: a sent report, a demand and its attachment, an inventory that answers it.</summary>
internal sealed class SdkWorld : IAsyncDisposable
{
    private const string Payer = """{"inn":"6676130154","name":"Тестовая","organization":{"kpp":"667601001"}}""";

    private SdkWorld(ExternSandbox sandbox)
    {
        Sandbox = sandbox;
        User = sandbox.As("director");
    }

    public ExternSandbox Sandbox { get; }

    public ExternUser User { get; }

    public Guid Demand { get; private set; }

    public Guid DemandAttachment { get; private set; }

    public string AttachmentPath => $"/v1/{ExternSandbox.Testovaya}/docflows/{Demand}/documents/{DemandAttachment}";

    public static async Task<SdkWorld> StartAsync() => new(await ExternSandbox.StartAsync());

    /// <summary>A demand made by the vendor's test tools.</summary>
    public async Task MakeDemandAsync()
    {
        var body = new JsonObject
        {
            ["accountId"] = ExternSandbox.Testovaya, ["payer"] = JsonNode.Parse(Payer), ["knds"] = new JsonArray("1165013"), ["ifnsCode"] = "0087",
            ["sender"] = new JsonObject
            {
                ["inn"] = "6676130154", ["kpp"] = "667601001", ["name"] = "Тестовая", ["certificate"] = new JsonObject { ["content"] = await User.CertificateAsync(ExternSandbox.Testovaya) },
            },
        };
        Demand = (Guid)(await User.PostAsync("/test-tools/v1/generate-demand", body)).Expect(HttpStatusCode.OK).Json["docflowId"]!;
        var demand = (await User.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows/{Demand}")).Expect(HttpStatusCode.OK).Json;
        DemandAttachment = (Guid)demand["documents"]!.AsArray().Single(one => (string)one!["description"]!["type"]! == "urn:document:fns534-demand-attachment")!["id"]!;
    }

    /// <summary>Signs by SMS and sends; the docflow that came of it.</summary>
    public async Task<JsonNode> SendAsync(string draft)
    {
        await User.SignBySmsAsync(draft);
        var sent = await User.RunAsync(draft, "send");
        Assert.Equal("succeed", (string)sent["task-state"]!);
        return sent["task-result"]!;
    }

    public async Task<string> ReportAsync()
    {
        var draft = await User.CreateDraftAsync(ExternSandbox.Testovaya);
        await User.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        return $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)(await SendAsync(draft))["id"]!}";
    }

    /// <summary>An inventory built and sent in answer to the demand; its path below the demand.</summary>
    public async Task<string> AnswerDemandAsync()
    {
        await MakeDemandAsync();
        var builder = new DraftsBuilderClientRows(User, ExternSandbox.Testovaya, Demand, DemandAttachment);
        await SdkTable.WalkAsync(Sandbox, DraftsBuilderClientRows.Table, builder);
        return $"{AttachmentPath}/inventories/{(string)(await SendAsync(builder.Draft))["id"]!}";
    }

    /// <summary>A notice of the social fund that first shows only how to ask for it.</summary>
    public async Task<string> SedoAsync()
    {
        var made = (await Sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/accounts/{ExternSandbox.Testovaya}/incoming?kind=fss-sedo-demand", UriKind.Relative))))
            .Expect(HttpStatusCode.OK).Json;
        return $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)made["docflow-id"]!}";
    }

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}

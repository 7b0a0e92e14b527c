using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Sdk;

/// <summary>Every row of "What the C# SDK calls" (auth contract 7.1, drafts contract 7.1–7.5), walked in the table's order; a row without a step, or a step without its call, fails.</summary>
public sealed class SdkRowsTests
{
    [Fact]
    public async Task Accounts_organizations_events_handbooks_and_reports_tables()
    {
        await using var world = await SdkWorld.StartAsync();
        using var identity = new OpenIdClient(world.Sandbox.Client(), world.Sandbox.SandboxFolder);
        await SdkTable.WalkAsync(
            world.Sandbox, AccountsClientRows.Table, new AccountsClientRows(world.User, identity, ExternSandbox.Testovaya, ExternSandbox.TestovayaOrganization));
    }

    [Fact]
    public Task DraftsClient() => WalkAsync(DraftsClientRows.Table, world => new DraftsClientRows(world.User, ExternSandbox.Testovaya));

    [Fact]
    public Task ContentsClient() => WalkAsync(ContentsClientRows.Table, world => new ContentsClientRows(world.User, ExternSandbox.Testovaya));

    [Fact]
    public async Task DraftsBuilderClient()
    {
        await using var world = await SdkWorld.StartAsync();
        await world.MakeDemandAsync();
        var rows = new DraftsBuilderClientRows(world.User, ExternSandbox.Testovaya, world.Demand, world.DemandAttachment);
        await SdkTable.WalkAsync(world.Sandbox, DraftsBuilderClientRows.Table, rows);

        var sent = await world.SendAsync(rows.Draft);
        Assert.Equal("urn:docflow:fns534-inventory", (string)sent["type"]!);
    }

    [Fact]
    public async Task DocflowsClient()
    {
        await using var world = await SdkWorld.StartAsync();
        var inventory = await world.AnswerDemandAsync();
        var rows = new DocflowsClientRows(world.User, ExternSandbox.Testovaya, await world.ReportAsync(), world.AttachmentPath, inventory, await world.SedoAsync());
        await SdkTable.WalkAsync(world.Sandbox, DocflowsClientRows.Table, rows);
    }

    [Fact]
    public async Task RepliesClient()
    {
        await using var world = await SdkWorld.StartAsync();
        var inventory = await world.AnswerDemandAsync();
        var report = (await world.User.GetAsync(await world.ReportAsync())).Expect(HttpStatusCode.OK).Json;
        var confirmation = report["documents"]!.AsArray().Single(one => (string)one!["description"]!["type"]! == "urn:document:fns534-report-date-confirmation")!;
        var receiptOn = $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)report["id"]!}/documents/{(string)confirmation["id"]!}";
        await SdkTable.WalkAsync(world.Sandbox, RepliesClientRows.Table, new RepliesClientRows(world.User, ExternSandbox.Testovaya, receiptOn, inventory));
    }

    private static async Task WalkAsync(string table, Func<SdkWorld, SdkRows> rows)
    {
        await using var world = await SdkWorld.StartAsync();
        await SdkTable.WalkAsync(world.Sandbox, table, rows(world));
    }
}

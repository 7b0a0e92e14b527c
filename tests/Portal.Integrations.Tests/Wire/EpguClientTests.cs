using System.Net;
using Portal.Integrations.Epgu;
using Portal.Integrations.Esia;
using Portal.Integrations.Http;
using Portal.Integrations.Tests.Simulator.Epgu;

namespace Portal.Integrations.Tests.Wire;

/// <summary>The clients of ESIA and EPGU against the simulator: every call, and what the contract says that vendors do to them.</summary>
public sealed class EpguClientTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reserved_package_goes_out_is_signed_and_its_files_come_back_by_their_links()
    {
        await using var client = await EpguClient.StartAsync();
        var zip = Parcel.Right(client.Bench.Sender);
        var order = (await client.Orders.ReserveAsync(client.Key, client.Meta, Stop)).OrderId;
        await SendAsync(client, order, zip);
        await client.Bench.AdvanceAsync("00:00:02");
        Assert.Equal(zip, (await client.Bench.ControlAsync($"epgu/orders/{order}/package", verb: HttpMethod.Get)).Bytes);
        Assert.Equal(17, (await DetailsAsync(client, order)).OrderStatusId);

        await client.Bench.ControlAsync($"epgu/orders/{order}/sign");

        var signed = await DetailsAsync(client, order);
        Assert.Equal((3, "done", true), (signed.OrderStatusId, signed.StateOrgStatusCode, signed.Closed));
        Assert.Equal(TimeSpan.FromHours(3), signed.OrderDate!.Value.Offset);
        Assert.Equal([0, 17, 3], signed.Statuses.Select(record => record.StatusId));
        var document = signed.OrderResponseFiles.Single(file => file.FileName == "Dogovor.pdf");
        Assert.Equal(Parcel.Content("Dogovor.pdf"), await DownloadAsync(client, document));
    }

    [Fact]
    public async Task One_push_creates_the_order_and_the_lists_show_it()
    {
        await using var client = await EpguClient.StartAsync();
        var before = TimeProvider.System.GetUtcNow().AddMinutes(-1);
        using var file = new PackageFile(Parcel.Right(client.Bench.Sender));
        var order = await client.Upload.PushAsync(client.Key, client.Meta, file.Path, Stop);
        await client.Bench.AdvanceAsync("00:00:02");

        var changed = await client.Orders.ListUpdatedAsync(client.Key, 0, 50, EpguJson.MoscowTime(before), Stop);
        Assert.Contains(changed.Content, one => one.OrderId == order && one.Status?.StatusId == 17 && one.Status.Updated?.Offset == TimeSpan.FromHours(3));
        var listed = await client.Orders.ListAsync(client.Key, 0, 10, $"{order},1", Stop);
        Assert.Equal([(order, true), (1, false)], listed.Content.Select(one => (one.OrderId, one.Status is not null)));
    }

    [Fact]
    public async Task A_large_package_goes_in_chunks_and_arrives_as_it_was()
    {
        await using var client = await EpguClient.StartAsync();
        var zip = new byte[(2 * PackageUpload.ChunkSize) + 1_000_000];
        Random.Shared.NextBytes(zip);
        var order = (await client.Orders.ReserveAsync(client.Key, client.Meta, Stop)).OrderId;

        var sent = await SendAsync(client, order, zip);

        Assert.Equal([1_000_000, PackageUpload.ChunkSize, PackageUpload.ChunkSize], sent.Order());
        Assert.Equal(zip, (await client.Bench.ControlAsync($"epgu/orders/{order}/package", verb: HttpMethod.Get)).Bytes);
    }

    [Theory]
    [InlineData("""{ "orderAsObject": true }""")]
    [InlineData("""{ "numbersAsText": true }""")]
    [InlineData("""{ "colonInDates": true, "omitEmpty": true, "snakeMessageId": true }""")]
    public async Task Answers_are_read_in_every_form_that_the_contract_knows(string quirks)
    {
        await using var client = await EpguClient.StartAsync();
        await client.Bench.QuirksAsync(System.Text.Json.Nodes.JsonNode.Parse(quirks)!);
        using var file = new PackageFile(Parcel.Right(client.Bench.Sender));
        var order = await client.Upload.PushAsync(client.Key, client.Meta, file.Path, Stop);
        await client.Bench.AdvanceAsync("00:00:02");

        var details = await DetailsAsync(client, order);

        Assert.Equal((order, 17), (details.Id, details.OrderStatusId));
        Assert.NotNull(details.OrderDate);
    }

    [Theory]
    [InlineData("""{ "downloads": "old" }""")]
    [InlineData("""{ "downloads": "new" }""")]
    [InlineData("""{ "redirectDownloads": true }""")]
    public async Task Files_come_by_whichever_path_is_open(string quirks)
    {
        await using var client = await EpguClient.StartAsync();
        await client.Bench.QuirksAsync(System.Text.Json.Nodes.JsonNode.Parse(quirks)!);
        var order = await client.Bench.DeliverAsync(Parcel.Right(client.Bench.Sender));
        await client.Bench.ControlAsync($"epgu/orders/{order}/sign");
        foreach (var file in (await DetailsAsync(client, order)).OrderResponseFiles)
        {
            Assert.Equal(file.FileSize, (await DownloadAsync(client, file)).Length);
        }
    }

    [Fact]
    public async Task One_token_serves_many_and_a_token_that_is_ended_is_replaced_once_also_under_an_upload()
    {
        await using var client = await EpguClient.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => client.Orders.ListAsync(client.Key, 0, 10, "1", Stop)));
        Assert.Equal(1, await TokensAsync(client));

        await client.Bench.ControlAsync("esia/tokens/end");
        await client.Orders.ListAsync(client.Key, 0, 10, "1", Stop);
        await client.Bench.ControlAsync("esia/tokens/end");
        using var file = new PackageFile(Parcel.Right(client.Bench.Sender));
        Assert.True(await client.Upload.PushAsync(client.Key, client.Meta, file.Path, Stop) > 0);
        Assert.Equal(3, await TokensAsync(client));
    }

    [Fact]
    public async Task What_the_key_is_refused_for_is_told_with_its_code()
    {
        await using var client = await EpguClient.StartAsync();
        await client.Bench.ControlAsync($"esia/keys/{client.Key.ApiKey}/refuse?code={EsiaErrors.KeyExpired}");

        var refused = await Assert.ThrowsAsync<VendorException>(() => client.Orders.ReserveAsync(client.Key, client.Meta, Stop));

        Assert.Equal((VendorErrorKind.Forbidden, EsiaErrors.Vendor, EsiaErrors.KeyExpired), (refused.Kind, refused.Vendor, refused.Code));
        Assert.DoesNotContain(client.Key.ApiKey, refused.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_push_that_was_accepted_and_cut_is_unclear_and_sent_once()
    {
        await using var client = await EpguClient.StartAsync();
        await client.Bench.ControlAsync("faults", new { path = "/gusmev/push", verb = "POST", dropAfterAccept = true, times = 1 });
        using var file = new PackageFile(Parcel.Right(client.Bench.Sender));

        var lost = await Assert.ThrowsAsync<VendorException>(() => client.Upload.PushAsync(client.Key, client.Meta, file.Path, Stop));

        Assert.Equal((VendorErrorKind.Unavailable, true), (lost.Kind, lost.IsUnclear));
        Assert.Single(await RequestsAsync(client, "/gusmev/push"));
    }

    [Fact]
    public async Task An_order_that_is_not_there_is_not_found()
    {
        await using var client = await EpguClient.StartAsync();

        var missing = await Assert.ThrowsAsync<VendorException>(() => client.Orders.GetAsync(client.Key, 1, ct: Stop));

        Assert.Equal((VendorErrorKind.NotFound, EpguErrors.Vendor), (missing.Kind, missing.Vendor));
    }

    private static async Task<OrderDetails> DetailsAsync(EpguClient client, long order)
    {
        var envelope = await client.Orders.GetAsync(client.Key, order, ct: Stop);
        Assert.Equal("OK", envelope.Code);
        return envelope.Read()!;
    }

    private static async Task<List<long>> SendAsync(EpguClient client, long order, byte[] zip)
    {
        using var file = new PackageFile(zip);
        var sent = new System.Collections.Concurrent.ConcurrentBag<long>();
        await client.Upload.SendAsync(client.Key, client.Meta, order, file.Path, sent: sent.Add, cancellationToken: Stop);
        return [.. sent];
    }

    private static async Task<byte[]> DownloadAsync(EpguClient client, OrderFile file)
    {
        using var bytes = new MemoryStream();
        await client.Download.ReadAsync(client.Key, file, (part, token) => bytes.WriteAsync(part, token), Stop);
        return bytes.ToArray();
    }

    private static async Task<int> TokensAsync(EpguClient client) => (await RequestsAsync(client, "/tkn")).Count;

    private static async Task<System.Text.Json.Nodes.JsonArray> RequestsAsync(EpguClient client, string path) =>
        (await client.Bench.ControlAsync($"requests?path={Uri.EscapeDataString(path)}", verb: HttpMethod.Get)).Expect(HttpStatusCode.OK).Json.AsArray();

    private sealed class PackageFile : IDisposable
    {
        public PackageFile(byte[] bytes) => File.WriteAllBytes(Path, bytes);

        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"package-{Guid.NewGuid():N}.zip");

        public void Dispose() => File.Delete(Path);
    }
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>Order, push and push/chunked with their limits (contract 3.1 to 3.3, 3.11).</summary>
public sealed class SimulatorEpguUploadTests
{
    private const int Chunk = 5_000_000;

    [Fact]
    public async Task Order_and_push_answer_a_number_beyond_32_bits()
    {
        await using var bench = await EpguBench.StartAsync();
        var reserved = (await bench.CallAsync(HttpMethod.Post, "gusmev/order", EpguBench.JsonContent(EpguBench.Meta))).Expect(HttpStatusCode.OK);
        Assert.Matches("""^\{"orderId":[23]\d{9}\}$""", reserved.Text);
        Assert.True((long)reserved.Json["orderId"]! > int.MaxValue);
        var form = new MultipartFormDataContent { { EpguBench.JsonContent(EpguBench.Meta), "meta" } };
        Assert.Matches("""^\{"orderId":[23]\d{9}\}$""", (await bench.CallAsync(HttpMethod.Post, "gusmev/order", form)).Expect(HttpStatusCode.OK).Text);
        Assert.Matches("""^\{"orderId":[23]\d{9}\}$""", (await bench.PushAsync(Parcel.Right(bench.Sender))).Expect(HttpStatusCode.OK).Text);
        var draft = await bench.OrderAsync((long)reserved.Json["orderId"]!);
        Assert.Equal((0, "Черновик заявления", false), ((int)draft["orderStatusId"]!, (string)draft["orderStatusName"]!, (bool)draft["closed"]!));
    }

    [Theory]
    [InlineData("nonsense", "bad_request")]
    [InlineData("[]", "bad_request")]
    [InlineData("""{ "serviceCode": "10000000374", "targetCode": "-10000000374" }""", "bad_request")]
    [InlineData("""{ "region": "4", "serviceCode": "10000000374", "targetCode": "-10000000374" }""", "bad_request")]
    [InlineData("""{ "region": "45000000000", "serviceCode": "10000000373", "targetCode": "-10000000374" }""", "service_not_found")]
    [InlineData("""{ "region": "45000000000", "serviceCode": "10000000374", "targetCode": "10000000374" }""", "bad_request")]
    public async Task A_wrong_meta_is_refused_everywhere(string meta, string code)
    {
        await using var bench = await EpguBench.StartAsync();
        (await bench.CallAsync(HttpMethod.Post, "gusmev/order", new StringContent(meta, Encoding.UTF8, "application/json"))).ExpectError(400, code);
        (await bench.PushAsync(Parcel.Right(bench.Sender), meta)).ExpectError(400, code);
        var order = await bench.ReserveAsync();
        (await ChunkAsync(bench, [1], order, meta: meta)).ExpectError(400, code);
    }

    [Fact]
    public async Task Push_takes_exactly_50_000_000_bytes()
    {
        await using var bench = await EpguBench.StartAsync();
        (await bench.CallAsync(HttpMethod.Post, "gusmev/push", new StringContent("x"))).ExpectError(400, "bad_request");
        (await bench.PushAsync([])).ExpectError(400, "bad_request");
        (await bench.PushAsync(new byte[50_000_001])).ExpectError(400, "bad_request");
        (await bench.PushAsync(Padded(bench, 50_000_000))).Expect(HttpStatusCode.OK);
        await bench.AdvanceAsync("00:00:02");
        Assert.Single(Directory.GetFiles(Path.Combine(bench.StateFolder, "epgu")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Three_chunks_are_answered_206_206_200_and_become_the_package(int first)
    {
        await using var bench = await EpguBench.StartAsync();
        var (zip, order) = (Padded(bench, (2 * Chunk) + 1000), await bench.ReserveAsync());
        var answers = new List<HttpStatusCode>();
        foreach (var (part, index) in zip.Chunk(Chunk).Select((part, index) => (part, index)))
        {
            var answer = await ChunkAsync(bench, part, order, index + first, 3);
            answers.Add(answer.Status);
            Assert.Equal($$"""{"orderId":{{order}}}""", answer.Text);
        }

        Assert.Equal([HttpStatusCode.PartialContent, HttpStatusCode.PartialContent, HttpStatusCode.OK], answers);
        Assert.Equal("NEW", (string?)(await bench.DetailsAsync(order)).Json["code"]);
        await bench.AdvanceAsync("00:00:02");
        Assert.Equal(17, (int)(await bench.OrderAsync(order))["orderStatusId"]!);
        Assert.Equal(zip, (await bench.ControlAsync($"epgu/orders/{order}/package", verb: HttpMethod.Get)).Bytes);
        (await ChunkAsync(bench, zip[^1000..], order, 2 + first, 3)).ExpectError(409, "bad_request");
    }

    [Fact]
    public async Task One_chunk_needs_no_numbers()
    {
        await using var bench = await EpguBench.StartAsync();
        var (bare, counted) = (await bench.ReserveAsync(), await bench.ReserveAsync());
        (await ChunkAsync(bench, Parcel.Right(bench.Sender), bare)).Expect(HttpStatusCode.OK);
        (await ChunkAsync(bench, Parcel.Right(bench.Sender), counted, 0, 1)).Expect(HttpStatusCode.OK);
        await bench.AdvanceAsync("00:00:02");
        Assert.Equal(17, (int)(await bench.OrderAsync(bare))["orderStatusId"]!);
        Assert.Equal(17, (int)(await bench.OrderAsync(counted))["orderStatusId"]!);
    }

    [Fact]
    public async Task Chunks_out_of_the_rules_are_refused()
    {
        await using var bench = await EpguBench.StartAsync();
        var (order, part) = (await bench.ReserveAsync(), new byte[Chunk]);
        (await ChunkAsync(bench, part, order, 2, 3)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, new byte[Chunk - 1], order, 0, 3)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, part, order, 0, 3, withMeta: false)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, part, null, 0, 3)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, part, 1, 0, 3)).Expect(HttpStatusCode.NoContent);
        (await ChunkAsync(bench, new byte[50_000_001], order, 0, 3)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, part, order, 0, 3)).Expect(HttpStatusCode.PartialContent);
        (await ChunkAsync(bench, part, order, 1, 4)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, part, order, 3, 3)).ExpectError(400, "bad_request");
        (await ChunkAsync(bench, [1], order, 2, 3)).ExpectError(409, "bad_request");
    }

    [Fact]
    public async Task A_series_of_more_than_five_minutes_is_dropped_and_the_number_stays_a_draft()
    {
        await using var bench = await EpguBench.StartAsync();
        var (zip, order) = (Padded(bench, Chunk + 1000), await bench.ReserveAsync());
        (await ChunkAsync(bench, zip[..Chunk], order, 0, 2)).Expect(HttpStatusCode.PartialContent);
        await bench.AdvanceAsync("00:05:01");
        (await ChunkAsync(bench, zip[Chunk..], order, 1, 2)).ExpectError(409, "bad_request");
        Assert.Equal(0, (int)(await bench.OrderAsync(order))["orderStatusId"]!);
        Assert.Empty(Directory.GetFiles(Path.Combine(bench.StateFolder, "epgu")));
        (await ChunkAsync(bench, zip[..Chunk], order, 0, 2)).Expect(HttpStatusCode.PartialContent);
        (await ChunkAsync(bench, zip[Chunk..], order, 1, 2)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_21st_order_in_ten_minutes_is_refused()
    {
        await using var bench = await EpguBench.StartAsync();
        for (var number = 1; number <= 19; number++)
        {
            await bench.ReserveAsync();
        }

        (await bench.PushAsync(Parcel.Right(bench.Sender))).Expect(HttpStatusCode.OK);
        (await bench.PushAsync(Parcel.Right(bench.Sender))).ExpectError(429, "limitation_exception");
        (await bench.CallAsync(HttpMethod.Post, "gusmev/order", EpguBench.JsonContent(EpguBench.Meta))).ExpectError(429, "limitation_exception");
        await bench.QuirksAsync(new { limitByCode = true });
        var late = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        Assert.Equal(("LIMITATION_EXCEPTION", null), ((string?)(await bench.DetailsAsync(late)).Json["code"], (await bench.DetailsAsync(late)).Json["order"]));
        await bench.AdvanceAsync("00:10:00");
        await bench.ReserveAsync();
    }

    [Fact]
    public async Task More_than_2_000_requests_a_minute_are_429()
    {
        await using var bench = await EpguBench.StartAsync();
        var replies = new List<EpguReply>();
        for (var number = 0; number < 2_001; number++)
        {
            replies.Add(await bench.DetailsAsync(1));
        }

        Assert.All(replies[..^1], reply => reply.Expect(HttpStatusCode.NoContent));
        replies[^1].ExpectError(429, "limitation_exception");
    }

    private static byte[] Padded(EpguBench bench, int size)
    {
        var request = Encoding.UTF8.GetBytes(Parcel.RequestA("<ns:Snils>990-000-007 59</ns:Snils>"));
        var overhead = new Parcel(bench.Sender).Signed("req.xml", request).Signed("Dogovor.pdf", new byte[1000]).Zip().Length - 1000;

        // A signature's length varies by a byte or two with its numbers: try until it fits.
        while (true)
        {
            var zip = new Parcel(bench.Sender).Signed("req.xml", request).Signed("Dogovor.pdf", new byte[size - overhead]).Zip();
            if (zip.Length == size)
            {
                return zip;
            }

            overhead += zip.Length - size;
        }
    }

    private static Task<EpguReply> ChunkAsync(EpguBench bench, byte[] part, long? order, int? chunk = null, int? chunks = null, string? meta = null, bool withMeta = true)
    {
        var form = withMeta
            ? EpguBench.Form(part, meta)
            : new MultipartFormDataContent { { new ByteArrayContent(part), "file", "package.z001" } };
        foreach (var (name, value) in new (string, long?)[] { ("orderId", order), ("chunk", chunk), ("chunks", chunks) })
        {
            if (value is not null)
            {
                form.Add(new StringContent(value.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)), name);
            }
        }

        return bench.CallAsync(HttpMethod.Post, "gusmev/push/chunked", form);
    }
}

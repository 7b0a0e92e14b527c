using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternContentTests
{
    [Fact]
    public async Task Parts_come_in_any_order_and_a_content_is_complete_when_all_bytes_are_there()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var bytes = RandomNumberGenerator.GetBytes(1000);
        var path = $"/v1/{ExternSandbox.Testovaya}/contents";
        var opened = (await user.UploadPartAsync(HttpMethod.Post, path, bytes[600..], "bytes 600-999/*")).Expect(HttpStatusCode.OK);
        path += $"/{(string)opened.Json["id"]!}";
        (await user.GetAsync(path)).ExpectError(HttpStatusCode.NotFound);

        var middle = (await user.UploadPartAsync(HttpMethod.Put, path, bytes[300..600], "bytes 300-599/*")).Expect(HttpStatusCode.OK);
        Assert.False((bool)middle.Json["is-completed"]!);
        var last = (await user.UploadPartAsync(HttpMethod.Put, path, bytes[..300], "bytes 0-299/1000")).Expect(HttpStatusCode.Created);
        Assert.True((bool)last.Json["is-completed"]!);
        Assert.Equal((string)last.Json["id"]!, (string)last.Json["content"]!["id"]!);

        (await user.UploadPartAsync(HttpMethod.Put, path, bytes[..300], "bytes 0-299/1000")).Expect(HttpStatusCode.Created);
        (await user.UploadPartAsync(HttpMethod.Put, path, new byte[300], "bytes 0-299/1000")).ExpectError(HttpStatusCode.BadRequest);
        await sandbox.RestartAsync();
        var whole = (await user.GetAsync(path)).Expect(HttpStatusCode.OK);
        Assert.Equal(bytes, whole.Bytes);
        Assert.Equal("bytes 0-999/1000", whole.ContentHeaders.ContentRange!.ToString());
    }

    /// <summary>Any partition, any order, overlaps included; the total is told by any one of the parts.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(20261124)]
    [InlineData(77)]
    public async Task Random_parts_in_random_order_read_back_in_random_ranges(int seed)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var random = new Random(seed);
        for (var round = 0; round < 8; round++)
        {
            var bytes = new byte[random.Next(1, 200_000)];
            random.NextBytes(bytes);
            var cuts = Enumerable.Range(0, random.Next(0, 9)).Select(_ => random.Next(1, bytes.Length + 1)).Append(0).Append(bytes.Length).Distinct().Order().ToList();
            var parts = cuts.Zip(cuts.Skip(1)).Select(pair => (From: pair.First, End: Math.Min(bytes.Length, pair.Second + (random.Next(3) == 0 ? random.Next(500) : 0)))).ToArray();
            random.Shuffle(parts);
            var told = random.Next(parts.Length);
            var path = $"/v1/{ExternSandbox.Testovaya}/contents";
            for (var number = 0; number < parts.Length; number++)
            {
                var (from, end) = parts[number];
                var total = number == told || random.Next(4) == 0 || number == parts.Length - 1 ? $"{bytes.Length}" : "*";
                var reply = await user.UploadPartAsync(number == 0 ? HttpMethod.Post : HttpMethod.Put, path, bytes[from..end], $"bytes {from}-{end - 1}/{total}");
                reply.Expect(number == parts.Length - 1 ? HttpStatusCode.Created : reply.Status is HttpStatusCode.Created ? HttpStatusCode.Created : HttpStatusCode.OK);
                path = number == 0 ? $"{path}/{(string)reply.Json["id"]!}" : path;
                if (random.Next(10) == 0)
                {
                    await sandbox.RestartAsync();
                }
            }

            for (var read = 0; read < 20; read++)
            {
                var from = random.Next(bytes.Length);
                var to = random.Next(from, bytes.Length + 1000);
                var part = (await user.GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(from, to))).Expect(HttpStatusCode.PartialContent);
                Assert.Equal(bytes[from..Math.Min(to + 1, bytes.Length)], part.Bytes);
                Assert.Equal(new ContentRangeHeaderValue(from, Math.Min(to, bytes.Length - 1), bytes.Length), part.ContentHeaders.ContentRange);
            }

            Assert.Equal(bytes, (await user.GetAsync(path)).Expect(HttpStatusCode.OK).Bytes);
        }
    }

    [Fact]
    public async Task What_was_uploaded_is_dropped_after_90_days_and_a_document_of_it_is_not_made()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var bytes = RandomNumberGenerator.GetBytes(1000);
        var content = await sandbox.As("director").UploadAsync(ExternSandbox.Testovaya, bytes);
        sandbox.Advance(TimeSpan.FromDays(89));
        (await sandbox.As("director").GetAsync($"/v1/{ExternSandbox.Testovaya}/contents/{content}")).Expect(HttpStatusCode.OK);

        sandbox.Advance(TimeSpan.FromDays(2));
        var user = sandbox.As("director");
        (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/contents/{content}")).ExpectError(HttpStatusCode.NotFound);
        var document = $"{await user.CreateDraftAsync(ExternSandbox.Testovaya)}/documents/{Guid.NewGuid()}";
        (await user.PutAsync(document, new Dictionary<string, object> { ["content-id"] = content })).ExpectError(HttpStatusCode.NotFound);
        var anew = await user.UploadAsync(ExternSandbox.Testovaya, bytes);
        (await user.PutAsync(document, new Dictionary<string, object> { ["content-id"] = anew })).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_range_is_clamped_at_the_end()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var bytes = RandomNumberGenerator.GetBytes(500_000);
        var path = $"/v1/{ExternSandbox.Testovaya}/contents/{await user.UploadAsync(ExternSandbox.Testovaya, bytes)}";
        var read = new List<byte>();
        while (read.Count < bytes.Length)
        {
            var part = (await user.GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(read.Count, read.Count + 81919))).Expect(HttpStatusCode.PartialContent);
            Assert.Equal(500_000, part.ContentHeaders.ContentRange!.Length);
            Assert.Equal(read.Count, part.ContentHeaders.ContentRange.From);
            read.AddRange(part.Bytes);
        }

        Assert.Equal(bytes, read);
        (await user.GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(500_000, null))).ExpectError(HttpStatusCode.RequestedRangeNotSatisfiable);
    }

    [Theory]
    [InlineData("bytes 0-9/5")]
    [InlineData("bytes 5-1/10")]
    [InlineData("items 0-9/10")]
    [InlineData("bytes 0-8/10")]
    public async Task A_wrong_content_range_is_refused(string contentRange)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        (await sandbox.As("director").UploadPartAsync(HttpMethod.Post, $"/v1/{ExternSandbox.Testovaya}/contents", new byte[10], contentRange)).ExpectError(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task An_end_equal_to_the_total_and_a_missing_header_are_taken_leniently()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var path = $"/v1/{ExternSandbox.Testovaya}/contents";
        (await user.UploadPartAsync(HttpMethod.Post, path, new byte[100], "bytes 0-100/100")).Expect(HttpStatusCode.Created);
        (await user.SendAsync(HttpMethod.Post, path, new ByteArrayContent([1, 2, 3]))).Expect(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_part_over_64_megabytes_is_refused_and_300_megabytes_in_parts_pass()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var path = $"/v1/{ExternSandbox.Testovaya}/contents";
        const int Part = 60 * 1024 * 1024;
        const long Total = 5L * Part;
        (await user.UploadPartAsync(HttpMethod.Post, path, new byte[(64 * 1024 * 1024) + 1], $"bytes 0-{64 * 1024 * 1024}/{Total}")).ExpectError(HttpStatusCode.RequestEntityTooLarge);

        var part = RandomNumberGenerator.GetBytes(Part);
        var opened = (await user.UploadPartAsync(HttpMethod.Post, path, part, $"bytes 0-{Part - 1}/{Total}")).Expect(HttpStatusCode.OK);
        path += $"/{(string)opened.Json["id"]!}";
        for (var number = 1; number < 5; number++)
        {
            (await user.UploadPartAsync(HttpMethod.Put, path, part, $"bytes {(long)number * Part}-{((number + 1L) * Part) - 1}/{Total}"))
                .Expect(number == 4 ? HttpStatusCode.Created : HttpStatusCode.OK);
        }

        var tail = (await user.GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(Total - 10, Total + 99))).Expect(HttpStatusCode.PartialContent);
        Assert.Equal(part[^10..], tail.Bytes);
        Assert.Equal($"bytes {Total - 10}-{Total - 1}/{Total}", tail.ContentHeaders.ContentRange!.ToString());
        (await user.GetAsync(path, request => request.Headers.Range = new RangeHeaderValue(0, Total - 1))).ExpectError(HttpStatusCode.RequestEntityTooLarge);
    }
}

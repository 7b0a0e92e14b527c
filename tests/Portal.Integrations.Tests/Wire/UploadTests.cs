using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class UploadTests
{
    private const string Receipt = """{"id":"0c0c0c0c-0000-4000-8000-000000000001","content":{"id":"0c0c0c0c-0000-4000-8000-000000000001"},"is-completed":true}""";
    private const int Part = ContentUpload.PartBytes;
    private static readonly Guid ContentId = Guid.Parse("0c0c0c0c-0000-4000-8000-000000000001");
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData((20 * 1024 * 1024) + 17, true)]
    [InlineData((20 * 1024 * 1024) + 17, false)]
    [InlineData(2 * Part, true)]
    [InlineData(2 * Part, false)]
    [InlineData(1902, true)]
    [InlineData(1, false)]
    public async Task A_content_arrives_byte_for_byte_in_parts(int size, bool isLengthKnown)
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Receipt, 200);
        var bytes = new byte[size];
        new Random(size).NextBytes(bytes);
        var progress = new List<long>();

        var id = await outside.Get<ContentUpload>().UploadAsync(
            Outside.Session, Outside.AccountId, new TrickleStream(bytes), isLengthKnown ? size : null, new Reports(progress), Ct);

        Assert.Equal(ContentId, id);
        var parts = (size + Part - 1) / Part;
        Assert.Equal(parts, outside.Vendor.Requests.Count);
        for (var i = 0; i < parts; i++)
        {
            var request = outside.Vendor.Requests[i];
            var (from, to) = ((long)i * Part, Math.Min((long)(i + 1) * Part, size) - 1);
            var total = isLengthKnown || i == parts - 1 ? size.ToString(CultureInfo.InvariantCulture) : "*";
            Assert.Equal($"bytes {from}-{to}/{total}", request.Headers["Content-Range"]);
            Assert.Equal("application/octet-stream", request.Headers["Content-Type"]);
            Assert.Equal(
                i == 0 ? ("POST", $"/v1/{Outside.AccountId}/contents") : ("PUT", $"/v1/{Outside.AccountId}/contents/{ContentId}"),
                (request.Verb, request.Path));
        }

        Assert.True(outside.Vendor.Requests.SelectMany(request => request.Body).SequenceEqual(bytes));
        Assert.Equal(size, progress[^1]);
        Assert.Equal(parts, progress.Count);
    }

    [Fact]
    public async Task A_PUT_part_is_repeated_twice_and_a_POST_part_with_an_unclear_end_is_not()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Receipt, 200, 503, 503, 201);
        await outside.Get<ContentUpload>().UploadAsync(Outside.Session, Outside.AccountId, new MemoryStream(new byte[Part + 1]), Part + 1, null, Ct);
        Assert.Equal(["POST", "PUT", "PUT", "PUT"], outside.Vendor.Requests.Select(request => request.Verb));

        await using var other = await Outside.StartAsync();
        other.Vendor.AnswerInTurn(Receipt, 503, 200);
        await Assert.ThrowsAsync<VendorException>(() =>
            other.Get<ContentUpload>().UploadAsync(Outside.Session, Outside.AccountId, new MemoryStream(new byte[10]), 10, null, Ct));
        Assert.Single(other.Vendor.Requests);
    }

    [Fact]
    public async Task A_throttled_POST_part_is_repeated_since_it_was_surely_not_taken()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Receipt, 429, 201);

        await outside.Get<ContentUpload>().UploadAsync(Outside.Session, Outside.AccountId, new MemoryStream(new byte[10]), 10, null, Ct);

        Assert.Equal(2, outside.Vendor.Requests.Count);
    }

    [Fact]
    public async Task A_401_in_the_middle_sends_the_part_again_whole()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Receipt, 200, 401, 201);

        await outside.Get<ContentUpload>().UploadAsync(Outside.Session, Outside.AccountId, new MemoryStream(new byte[Part + 5]), Part + 5, null, Ct);

        Assert.Equal([Part, 5, 5], outside.Vendor.Requests.Select(request => request.Body.Length));
        Assert.Equal(1, outside.Sessions.Renewals);
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(10, 11L)]
    [InlineData(10, 9L)]
    [InlineData(Part + 1, (long)Part)]
    public async Task An_empty_source_or_a_wrong_length_is_refused_before_the_last_part(int size, long? length)
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(Receipt, 200);

        await Assert.ThrowsAsync<InvalidDataException>(() =>
            outside.Get<ContentUpload>().UploadAsync(Outside.Session, Outside.AccountId, new MemoryStream(new byte[size]), length, null, Ct));

        Assert.Empty(outside.Vendor.Requests);
    }

    [Fact]
    public async Task A_range_is_read_as_a_stream_and_its_refusal_is_a_vendor_exception()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, _) =>
        {
            context.Response.StatusCode = 206;
            context.Response.ContentType = "application/octet-stream";
            context.Response.Headers.ContentRange = "bytes 0-2/100";
            return context.Response.Body.WriteAsync(new byte[] { 1, 2, 3 }, Ct).AsTask();
        };

        using var answer = await outside.Get<IExternContentsApi>().GetAsync(Outside.Session, Outside.AccountId, ContentId, "bytes=0-2", Ct);

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(100, answer.Content.Headers.ContentRange?.Length);
        Assert.Equal(new byte[] { 1, 2, 3 }, await answer.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("bytes=0-2", outside.Vendor.Requests[0].Headers["Range"]);

        outside.Vendor.AnswerInTurn("""{"message":"нет такого"}""", 404);
        var failure = await Assert.ThrowsAsync<VendorException>(() =>
            outside.Get<IExternContentsApi>().GetAsync(Outside.Session, Outside.AccountId, ContentId, ct: Ct));
        Assert.Equal((VendorErrorKind.NotFound, "нет такого"), (failure.Kind, failure.Text));
    }

    private sealed class Reports(List<long> seen) : IProgress<long>
    {
        public void Report(long value) => seen.Add(value);
    }

    /// <summary>Gives a few bytes at a time, as a browser does.</summary>
    private sealed class TrickleStream(byte[] bytes) : MemoryStream(bytes)
    {
        private int turn;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, 1 + (turn++ * 7919 % 65536))], cancellationToken);
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class ResilienceTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_GET_is_retried_on_503()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("""{"accounts":[]}""", 503, 503, 200);

        await outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct);

        Assert.Equal(3, outside.Vendor.Requests.Count);
    }

    [Theory]
    [InlineData("Dont-Retry")]
    [InlineData("X-Kontur-Dont-Retry")]
    public async Task A_GET_is_not_retried_when_the_vendor_says_so(string header)
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, _) =>
        {
            context.Response.Headers[header] = "True";
            return RecordingVendor.JsonAsync(context, 503, "{}");
        };

        await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct));

        Assert.Single(outside.Vendor.Requests);
    }

    [Fact]
    public async Task Retry_After_is_waited_for()
    {
        await using var outside = await Outside.StartAsync();
        var first = true;
        outside.Vendor.Answer = (context, _) =>
        {
            var status = first ? 429 : 200;
            first = false;
            context.Response.Headers.RetryAfter = "2";
            return RecordingVendor.JsonAsync(context, status, "{}");
        };
        var watch = Stopwatch.StartNew();

        await outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct);

        Assert.True(watch.Elapsed >= TimeSpan.FromSeconds(1.9), $"{watch.Elapsed}");
        Assert.Equal(2, outside.Vendor.Requests.Count);
    }

    [Fact]
    public async Task A_long_Retry_After_is_given_to_the_caller_at_once()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, _) =>
        {
            context.Response.Headers.RetryAfter = "3600";
            return RecordingVendor.JsonAsync(context, 429, "{}");
        };

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct));

        Assert.Equal(VendorErrorKind.Throttled, failure.Kind);
        Assert.Single(outside.Vendor.Requests);
    }

    [Theory]
    [InlineData(400, VendorErrorKind.Rejected, false)]
    [InlineData(403, VendorErrorKind.Forbidden, false)]
    [InlineData(404, VendorErrorKind.NotFound, false)]
    [InlineData(408, VendorErrorKind.Unavailable, true)]
    [InlineData(409, VendorErrorKind.Conflict, false)]
    [InlineData(413, VendorErrorKind.Rejected, false)]
    [InlineData(429, VendorErrorKind.Throttled, false)]
    [InlineData(500, VendorErrorKind.Unavailable, true)]
    [InlineData(503, VendorErrorKind.Unavailable, true)]
    [InlineData(302, VendorErrorKind.Unexpected, false)]
    public async Task A_status_has_its_kind_and_says_whether_the_end_is_clear(int status, VendorErrorKind kind, bool isUnclear)
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn(
            """{"id":"urn:error:externapi:signatureNotFound","status-code":"bad-request","message":"Подпись не найдена","trace-id":"4d6b"}""", status);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().PrepareAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal((kind, isUnclear), (failure.Kind, failure.IsUnclear));
        Assert.Equal((ExternErrors.Vendor, ExternErrors.SignatureNotFound, "Подпись не найдена", "4d6b"), (failure.Vendor, failure.Code, failure.Text, failure.TraceId));
    }

    [Fact]
    public async Task An_error_without_JSON_keeps_the_trace_id_of_the_header()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = async (context, _) =>
        {
            context.Response.StatusCode = 404;
            context.Response.Headers["X-Kontur-Trace-Id"] = "0a1b";
            await context.Response.WriteAsync("<html>", Ct);
        };

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().GetAsync(Outside.Session, Outside.AccountId, Outside.DraftId, Ct));

        Assert.Equal((VendorErrorKind.NotFound, "0a1b", null), (failure.Kind, failure.TraceId, failure.Code));
    }

    [Fact]
    public async Task A_refused_connection_is_unavailable_and_clear()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var free = new Uri($"http://{listener.LocalEndpoint}");
        listener.Stop();
        await using var outside = await Outside.StartAsync(options => options.Address = free);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal((VendorErrorKind.Unavailable, false), (failure.Kind, failure.IsUnclear));
    }

    [Fact]
    public async Task A_timed_out_POST_is_unclear_and_made_once()
    {
        await using var outside = await Outside.StartAsync(options => options.RequestTimeout = TimeSpan.FromMilliseconds(300));
        outside.Vendor.Answer = (context, _) => Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal((VendorErrorKind.Unavailable, true), (failure.Kind, failure.IsUnclear));
        Assert.Single(outside.Vendor.Requests);
    }

    [Fact]
    public async Task A_success_that_cannot_be_read_is_unexpected_and_unclear()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("""{"id":""", 200);

        var failure = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));

        Assert.Equal((VendorErrorKind.Unexpected, true), (failure.Kind, failure.IsUnclear));
    }

    [Fact]
    public async Task A_body_cut_in_the_middle_is_unclear_for_POST_and_retried_for_GET()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = async (context, _) =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{", Ct);
            await context.Response.Body.FlushAsync(Ct);
            context.Abort();
        };

        var sent = await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));
        Assert.Equal((VendorErrorKind.Unavailable, true), (sent.Kind, sent.IsUnclear));
        Assert.Single(outside.Vendor.Requests);

        await Assert.ThrowsAsync<VendorException>(() => outside.Get<IExternDraftsApi>().GetAsync(Outside.Session, Outside.AccountId, Outside.DraftId, Ct));
        Assert.Equal(1 + 4, outside.Vendor.Requests.Count);
    }

    [Fact]
    public async Task An_open_circuit_refuses_clearly()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.AnswerInTurn("{}", 500);
        var drafts = outside.Get<IExternDraftsApi>();

        VendorException? last = null;
        for (var i = 0; i < 25; i++)
        {
            last = await Assert.ThrowsAsync<VendorException>(() => drafts.SendAsync(Outside.Session, Outside.AccountId, Outside.DraftId, ct: Ct));
        }

        Assert.Equal((VendorErrorKind.Unavailable, false), (last!.Kind, last.IsUnclear));
        Assert.True(outside.Vendor.Requests.Count < 25);
    }

    [Fact]
    public async Task No_more_requests_run_at_once_than_the_vendor_allows()
    {
        await using var outside = await Outside.StartAsync(options => options.Parallelism = 3);
        int now = 0, most = 0;
        outside.Vendor.Answer = async (context, _) =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            await Task.Delay(50, Ct);
            Interlocked.Decrement(ref now);
            await RecordingVendor.JsonAsync(context, 200, "{}");
        };

        await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: Ct)));

        Assert.Equal(12, outside.Vendor.Requests.Count);
        Assert.InRange(most, 1, 3);
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        await using var outside = await Outside.StartAsync();
        outside.Vendor.Answer = (context, _) => Task.Delay(TimeSpan.FromSeconds(20), context.RequestAborted);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: cancel.Token));
    }

    private static void InterlockedMax(ref int target, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref target)) && Interlocked.CompareExchange(ref target, value, seen) != seen)
        {
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Portal.Integrations.Tests.Wire;

/// <summary>A request exactly as it arrived.</summary>
public sealed record Arrived(string Verb, string Path, string Query, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Body);
}

/// <summary>The other side of the wire: a real server on a free port that records every request and answers as the test says.</summary>
public sealed class RecordingVendor : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Arrived> arrived = new();

    private RecordingVendor(WebApplication app) => this.app = app;

    public Func<HttpContext, Arrived, Task> Answer { get; set; } = (context, _) =>
        JsonAsync(context, 200, """{"id":"0f0f0f0f-0000-4000-8000-000000000001","docflows-page-item":[]}""");

    public IReadOnlyList<Arrived> Requests => [.. arrived];

    public Uri Address { get; private set; } = null!;

    public static async Task<RecordingVendor> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0").ConfigureKestrel(options => options.Limits.MaxRequestBodySize = null);
        builder.Logging.ClearProviders();
        var vendor = new RecordingVendor(builder.Build());
        vendor.app.Run(vendor.ServeAsync);
        await vendor.app.StartAsync();
        vendor.Address = new Uri(vendor.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single() + "/prefix");
        return vendor;
    }

    public static async Task JsonAsync(HttpContext context, int status, string json)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(json);
    }

    /// <summary>Answers the n-th request with the n-th status, the last one for all further.</summary>
    public void AnswerInTurn(string json, params int[] statuses)
    {
        var turn = -1;
        Answer = (context, _) => JsonAsync(context, statuses[Math.Min(Interlocked.Increment(ref turn), statuses.Length - 1)], json);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task ServeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var request = new Arrived(
            context.Request.Method,
            context.Request.Path.Value!["/prefix".Length..],
            context.Request.QueryString.Value ?? "",
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray());
        arrived.Enqueue(request);
        await Answer(context, request);
    }
}

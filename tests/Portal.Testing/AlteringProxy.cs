using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Portal.Testing;

/// <summary>An address between a client and a server that hands everything on and, while told to, alters the JSON that comes back: what a vendor may add, leave out or rename.</summary>
public sealed class AlteringProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly Uri target;

    private AlteringProxy(Uri target)
    {
        this.target = target;
        Address = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(Address.ToString());
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.Run(PassAsync);
    }

    /// <summary>What the client is told instead of the server's address.</summary>
    public Uri Address { get; }

    /// <summary>Given path and answer of a GET, alters it; null lets everything pass.</summary>
    public Action<string, JsonNode>? Alter { get; set; }

    /// <summary>Starts one in front of a server.</summary>
    public static async Task<AlteringProxy> StartAsync(Uri target)
    {
        var proxy = new AlteringProxy(target);
        await proxy.app.StartAsync();
        return proxy;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), new Uri(target, context.Request.Path.ToString().TrimStart('/') + context.Request.QueryString));
        if (context.Request.ContentLength > 0 || context.Request.Headers.TransferEncoding.Count > 0)
        {
            request.Content = new StreamContent(context.Request.Body);
        }

        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not "Host" and not "Transfer-Encoding"))
        {
            _ = request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) || request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable()) == true;
        }

        using var answer = await http.SendAsync(request, context.RequestAborted);
        var body = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
        if (Alter is { } alter && HttpMethods.IsGet(context.Request.Method) && answer.Content.Headers.ContentType?.MediaType == "application/json" && JsonNode.Parse(body) is { } json)
        {
            alter(context.Request.Path, json);
            body = JsonSerializer.SerializeToUtf8Bytes(json);
        }

        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key is not "Content-Length" and not "Transfer-Encoding"))
        {
            context.Response.Headers[name] = values.ToArray();
        }

        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}

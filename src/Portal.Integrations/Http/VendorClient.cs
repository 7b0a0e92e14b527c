using System.Text.Json;
using System.Threading.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Refit;

namespace Portal.Integrations.Http;

/// <summary>
/// The wiring every vendor's named client shares. From the outside in: faults → (session) → retries of GET and HEAD → the vendor's one circuit breaker and
/// concurrency limit → the attempt's time-out → (session's headers) → buffering → single sending → socket. The loggers of the factory are removed: addresses carry api-keys and codes.
/// </summary>
internal static class VendorClient
{
    private const int RetryAttempts = 3;
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(5);

    /// <summary>A longer Retry-After is not waited out: the answer is given to the caller, who has better things to show.</summary>
    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromSeconds(15);

    /// <summary>The circuit breaker and concurrency limit of one vendor, shared by all its clients.</summary>
    internal static ResiliencePipeline<HttpResponseMessage> BuildGate(int parallelism) => new ResiliencePipelineBuilder<HttpResponseMessage>()
        .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
        {
            FailureRatio = 0.5,
            MinimumThroughput = 20,
            SamplingDuration = TimeSpan.FromSeconds(30),
            BreakDuration = TimeSpan.FromSeconds(10),
            // Throttling is no outage: it is waited for, not cut off.
            ShouldHandle = args => ValueTask.FromResult(
                args.Outcome.Exception is not null ? HttpClientResiliencePredicates.IsTransient(args.Outcome) : (int)args.Outcome.Result!.StatusCode >= 500),
        })
        .AddConcurrencyLimiter(new ConcurrencyLimiterOptions
        {
            PermitLimit = parallelism,
            QueueLimit = 1000,
            QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
        })
        .Build();

    /// <summary>One named client; <paramref name="attemptTimeout"/> null means none (uploads), <paramref name="vendor"/> null means a client that acts for no person.</summary>
    internal static IHttpClientBuilder AddVendorClient(
        this IServiceCollection services,
        string name,
        Func<IServiceProvider, Uri> address,
        Func<VendorFaultHandler> faults,
        Func<IServiceProvider, ResiliencePipeline<HttpResponseMessage>> gate,
        Func<IServiceProvider, TimeSpan>? attemptTimeout,
        string? vendor = null)
    {
        var client = services.AddHttpClient(name, (provider, http) =>
            {
                http.BaseAddress = address(provider);
                http.Timeout = Timeout.InfiniteTimeSpan;
            })
            .UseSocketsHttpHandler((handler, _) =>
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
                handler.ConnectTimeout = TimeSpan.FromSeconds(10);
                handler.UseCookies = false; // one handler serves many people
                handler.AllowAutoRedirect = false; // a redirect must not carry a session elsewhere
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            .RemoveAllLoggers()
            .AddHttpMessageHandler(faults);
        if (vendor is not null)
        {
            client.AddHttpMessageHandler(provider => new KonturSessionHandler(provider.GetRequiredService<IKonturSessions>(), vendor));
        }

        client.AddResilienceHandler("wire", (pipeline, context) =>
        {
            pipeline.AddRetry(BuildRetry(context.ServiceProvider.GetService<TimeProvider>() ?? TimeProvider.System));
            pipeline.AddPipeline(gate(context.ServiceProvider));
            if (attemptTimeout is not null)
            {
                pipeline.AddTimeout(attemptTimeout(context.ServiceProvider));
            }
        });
        if (vendor is not null)
        {
            client.AddHttpMessageHandler(provider => new KonturHeadersHandler(provider.GetRequiredService<IKonturSessions>()));
        }

        return client.AddHttpMessageHandler(() => new JsonBufferingHandler()).AddHttpMessageHandler(() => new SingleSendHandler());
    }

    /// <summary>Refit's settings for a vendor: its JSON, our query formats; a success that cannot be read is Unexpected and unclear.</summary>
    internal static RefitSettings BuildRefit(string vendor, JsonSerializerOptions json) => new(new SystemTextJsonContentSerializer(json))
    {
        UrlParameterFormatter = new LowerCaseUrlParameterFormatter(),
        UrlParameterKeyFormatter = new CamelCaseUrlParameterKeyFormatter(),
        CollectionFormat = CollectionFormat.Multi,
        ExceptionFactory = _ => ValueTask.FromResult<Exception?>(null), // VendorFaultHandler has already thrown
        TransportExceptionFactory = (_, failure, _) => failure, // already ours; Refit would wrap it together with the Authorization header
        DeserializationExceptionFactory = (response, failure) => ValueTask.FromResult<Exception?>(
            new VendorException(VendorErrorKind.Unexpected, vendor, statusCode: response.StatusCode, isUnclear: true, innerException: failure)),
    };

    private static HttpRetryStrategyOptions BuildRetry(TimeProvider time)
    {
        var options = new HttpRetryStrategyOptions
        {
            MaxRetryAttempts = RetryAttempts,
            ShouldHandle = args => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(args.Outcome) && MayRepeat(args.Outcome.Result, time)),
            DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(RetryAfter(args.Outcome.Result, time) ?? FullJitter(args.AttemptNumber)),
        };
        options.DisableForUnsafeHttpMethods();
        return options;
    }

    private static bool MayRepeat(HttpResponseMessage? response, TimeProvider time) => response is null
        || (!response.Headers.Contains("Dont-Retry") && !response.Headers.Contains("X-Kontur-Dont-Retry")
            && !(RetryAfter(response, time) > LongestRetryAfter));

    private static TimeSpan? RetryAfter(HttpResponseMessage? response, TimeProvider time) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date > time.GetUtcNow() ? date - time.GetUtcNow() : TimeSpan.Zero,
        _ => null,
    };

    private static TimeSpan FullJitter(int attempt)
    {
        var ceiling = Math.Min(LongestDelay.TotalMilliseconds, FirstDelay.TotalMilliseconds * Math.Pow(2, attempt));
        return TimeSpan.FromMilliseconds(Random.Shared.NextDouble() * ceiling);
    }
}

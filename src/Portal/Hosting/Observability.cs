using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Portal.Features.Audit;
using Portal.Storage;

namespace Portal.Hosting;

/// <summary>Health and telemetry.</summary>
public static class Observability
{
    // From Debug on it writes down what people type into every field: no setting may ask for that.
    private const string TypedWords = "Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher";

    /// <summary>Traces and metrics over OTLP when an endpoint is configured (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>); a health check of the database.</summary>
    public static WebApplicationBuilder AddObservability(this WebApplicationBuilder builder)
    {
        builder.Logging.AddFilter(TypedWords, LogLevel.Information).AddFilter<ConsoleLoggerProvider>(TypedWords, LogLevel.Information);
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        if (builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] is { Length: > 0 })
        {
            // Query strings of vendors carry secrets: the HTTP instrumentation redacts them by default, and that default stays. ESIA's path carries the API-Key: that call is not traced.
            builder.Services.AddOpenTelemetry()
                .WithTracing(tracing => tracing.AddSource(AuditLog.TraceSource).AddAspNetCoreInstrumentation()
                    .AddHttpClientInstrumentation(http => http.FilterHttpRequestMessage = IsTraced).AddOtlpExporter())
                .WithMetrics(metrics => metrics.AddAspNetCoreInstrumentation().AddHttpClientInstrumentation().AddOtlpExporter());
        }

        return builder;
    }

    /// <summary><c>/health/live</c> answers while the process runs, <c>/health/ready</c> while the database answers too.</summary>
    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") });
        return app;
    }

    private static bool IsTraced(HttpRequestMessage request) => request.RequestUri?.AbsolutePath.Contains("/ext-app/", StringComparison.Ordinal) is not true;

    private sealed class DatabaseHealth(Database database) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellationToken);
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1";
                await command.ExecuteScalarAsync(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (System.Data.Common.DbException error)
            {
                return HealthCheckResult.Unhealthy("The database does not answer.", error);
            }
        }
    }
}

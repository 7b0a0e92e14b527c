using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Integrations.KonturAuth;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

public sealed class RedactionTests
{
    private static readonly string[] Secrets = ["SECRETKEY", "9001112233", "424242", "sid-1", "6F9619FF"];

    [Fact]
    public async Task No_secret_reaches_the_logs_or_the_traces()
    {
        var seen = new ConcurrentQueue<string>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name.StartsWith("System.Net.Http", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => seen.Enqueue(activity.DisplayName + string.Join(' ', activity.TagObjects)),
        };
        ActivitySource.AddActivityListener(listener);
        using var certificate = AuthenticatorTests.MakeCertificate();
        await using var outside = await Outside.StartAsync(
            auth: options =>
            {
                options.ApiKey = "SECRETKEY";
                options.SigningCertificate = () => certificate;
            },
            more: services => services.AddSingleton<ILoggerProvider>(new Collector(seen)));
        var ct = TestContext.Current.CancellationToken;
        outside.Vendor.AnswerInTurn("{}", 503);

        await Assert.ThrowsAnyAsync<Exception>(() => outside.Get<TrustedAuthentication>().LinkAsync(Guid.NewGuid(), "9001112233", ct));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            outside.Get<TrustedAuthentication>().SignInAsync(Guid.NewGuid(), new TrustedIdentity(TrustedIdentityKind.Phone, "9001112233"), ct));
        await Assert.ThrowsAnyAsync<Exception>(() =>
            outside.Get<IExternDraftsApi>().ConfirmCloudSignAsync(Outside.Session, Outside.AccountId, Outside.DraftId, "request", "424242", ct));
        await Assert.ThrowsAnyAsync<Exception>(() => outside.Get<IExternAccountsApi>().ListAsync(Outside.Session, ct: ct));

        Assert.NotEmpty(seen);
        Assert.All(seen, line => Assert.All(Secrets, secret => Assert.DoesNotContain(secret, line, StringComparison.Ordinal)));
    }

    private sealed class Collector(ConcurrentQueue<string> seen) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull
        {
            seen.Enqueue(state.ToString() ?? "");
            return null;
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            seen.Enqueue(formatter(state, exception) + exception);

        public void Dispose()
        {
        }
    }
}

using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using Portal.Access;
using Portal.Features.Confirmations;
using Portal.Features.Drafts;
using Portal.Features.Linking;
using Portal.Integrations.Http;
using Portal.Simulator.People;
using Portal.Testing;
using Portal.Tests.Access;
using Portal.Tests.Features.Drafts;

namespace Portal.Tests.Hosting;

/// <summary>Whatever is written to the log, at its most talkative, names no secret and no person's number.</summary>
public sealed class LogTests
{
    private const string WrongCode = "739164";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_whole_journey_logged_in_full_contains_no_secret_and_no_personal_number()
    {
        await using var outside = await Outside.StartAsync();
        await using var portal = await RunningPortal.StartAsync(outside, settings: new Dictionary<string, string>
        {
            ["Logging:LogLevel:Default"] = "Trace", ["Logging:LogLevel:Microsoft.AspNetCore"] = "Debug", ["Logging:LogLevel:System.Net.Http.HttpClient"] = "Trace",
            ["Logging:LogLevel:Quartz"] = "Information", ["Logging:LogLevel:Polly"] = "Trace", ["Logging:Console:LogLevel:Default"] = "Error",
        });
        using var log = new CapturedLog();
        portal.Get<ILoggerFactory>().AddProvider(log);

        using var visitor = new Visitor(portal);
        await visitor.SignInAsync("director");
        using var page = await visitor.Http.GetAsync("/accounts", Stop);
        var idToken = (await visitor.AuthenticateAsync()).Properties!.Items[".Token.id_token"]!;
        var newcomer = await portal.ActorAsync("newcomer");
        Assert.IsType<LinkOutcome.Linked>(await portal.Get<LinkToKontur>().RunAsync(newcomer, Stop));
        var journey = new ReportJourney(portal, outside);
        await journey.OpenAsync();
        var draftId = await journey.UploadAsync();
        await journey.CheckAsync(draftId);
        var signing = await journey.BeginSigningAsync(draftId);
        var code = await journey.CodeAsync();
        var wrong = await portal.Get<ConfirmSigning>().RunAsync(await journey.ActorAsync(), signing.Id, WrongCode, Stop);
        Assert.IsType<ConfirmOutcome.NotTaken>(wrong);
        Assert.IsType<ConfirmOutcome.Confirmed>(await portal.Get<ConfirmSigning>().RunAsync(await journey.ActorAsync(), signing.Id, code, Stop));
        await journey.StateAsync(draftId, DraftState.Ready);
        await outside.EndSessionsAsync();
        Assert.Equal(SendOutcome.Accepted, await journey.SendAsync(draftId));
        await journey.StateAsync(draftId, DraftState.Sent);

        // It was talkative: the sign-in, the addresses of our own pages, every call of a vendor.
        Assert.Contains(log.Lines, line => line.Contains("OpenIdConnectHandler Debug", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("/accounts", StringComparison.Ordinal));
        Assert.True(log.Lines.Count(line => line.StartsWith("Polly", StringComparison.Ordinal)) > 20);
        var secrets = new Dictionary<string, string>
        {
            ["sid"] = await SidAsync(portal, await journey.ActorAsync()), ["sid of the newcomer"] = await SidAsync(portal, newcomer),
            ["api-key"] = Sandbox(outside, "api-key"), ["client secret"] = Sandbox(outside, "idp-client-secret"), 
            ["id token"] = idToken.Split('.')[2], ["cookie"] = visitor.Session!,
        };
        foreach (var person in DemoPeople.All.Where(person => person.Login is "director" or "newcomer"))
        {
            secrets.Add("phone of " + person.Login, person.Phone!);
            secrets.Add("SNILS of " + person.Login, person.Snils!);
        }

        var found = secrets.SelectMany(secret => log.Lines.Where(line => line.Contains(secret.Value, StringComparison.OrdinalIgnoreCase)).Take(2)
            .Select(line => $"{secret.Key}: {line[..Math.Min(line.Length, 300)]}"));
        Assert.Empty(found);

        // Six digits may stand inside a longer number by chance; alone they are the code.
        Assert.DoesNotContain(log.Lines, line => Regex.IsMatch(line, $@"(?<![\w.])(?:{code}|{WrongCode})(?!\w)"));
    }

    private static string Sandbox(Outside outside, string file) => File.ReadAllText(Path.Combine(outside.SandboxFolder, file)).Trim();

    private static async Task<string> SidAsync(RunningPortal portal, Actor actor) =>
        (await portal.Get<IKonturSessions>().GetAsync(Acting.SessionOf((await portal.Get<Acting>().LinkOfAsync(actor, Stop)).Id), Stop)).Value;

    private sealed class CapturedLog : ILoggerProvider
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName, Lines);

        public void Dispose() => Lines.Enqueue("end");

        private sealed class Writer(string category, ConcurrentQueue<string> lines) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state)
                where TState : notnull
            {
                lines.Enqueue($"{category} scope {state}");
                return null;
            }

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
                lines.Enqueue($"{category} {logLevel} {formatter(state, exception)} {exception}");
        }
    }
}

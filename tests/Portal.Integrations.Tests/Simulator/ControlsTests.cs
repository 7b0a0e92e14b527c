using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.People;
using Portal.Simulator.Phones;
using Xunit;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ControlsTests : IAsyncLifetime
{
    private readonly RunningSimulator simulator = new();
    private HttpClient client = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private string LinkNewcomer => $"kontur-auth/auth/v5.16/register-external-service-id?api-key={simulator.ApiKey}&serviceUserId=a1&phone=9020000003";

    public async ValueTask InitializeAsync()
    {
        await simulator.InitializeAsync();
        client = simulator.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await simulator.DisposeAsync();
    }

    [Fact]
    public async Task The_journal_tells_what_was_received_without_secrets()
    {
        Assert.Equal(0, (await simulator.JournalAsync(client)).GetArrayLength());
        await client.PutAsync(LinkNewcomer, null, Stop);
        await client.GetAsync("extern/v1/nothing", Stop);

        var entries = await simulator.JournalAsync(client);
        Assert.Equal(2, entries.GetArrayLength());
        var link = entries[0];
        Assert.Equal("kontur-auth", link.GetProperty("vendor").GetString());
        Assert.Equal("PUT", link.GetProperty("verb").GetString());
        Assert.Equal(200, link.GetProperty("status").GetInt32());
        Assert.True(link.GetProperty("accepted").GetBoolean());
        Assert.False(link.GetProperty("dropped").GetBoolean());
        Assert.Equal("newcomer", link.GetProperty("person").GetString());
        Assert.Contains("api-key=***&serviceUserId=a1", link.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.DoesNotContain(simulator.ApiKey, entries.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(1, (await simulator.JournalAsync(client, "vendor=extern")).GetArrayLength());
        Assert.Equal(1, (await simulator.JournalAsync(client, "path=register-external")).GetArrayLength());
    }

    [Fact]
    public async Task The_journal_is_still_there_after_a_restart()
    {
        await client.PutAsync(LinkNewcomer, null, Stop);
        await File.AppendAllTextAsync(Path.Combine(simulator.StateFolder, "requests.jsonl"), "{\"id\":2,\"vend", Stop);
        await simulator.RestartAsync();
        using var later = simulator.Browser();
        await later.GetAsync("extern/v1/nothing", Stop);

        var entries = await simulator.JournalAsync(later);
        Assert.Equal([1, 2], entries.EnumerateArray().Select(entry => entry.GetProperty("id").GetInt32()));
    }

    [Fact]
    public async Task A_status_fault_refuses_without_processing_as_often_as_ordered()
    {
        await OrderAsync(new { path = "register-external", verb = "PUT", status = 503, times = 2, retryAfterS = 7, dontRetry = true });
        using var refused = await client.PutAsync(LinkNewcomer, null, Stop);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("""{"Code":"UnknownError"}""", await refused.Content.ReadAsStringAsync(Stop));
        Assert.Equal(TimeSpan.FromSeconds(7), refused.Headers.RetryAfter!.Delta);
        Assert.Equal("True", refused.Headers.GetValues("Dont-Retry").Single());
        Assert.Null(simulator.App.Services.GetRequiredService<LinkDirectory>().Find("a1"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.PutAsync(LinkNewcomer, null, Stop)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync(LinkNewcomer, null, Stop)).StatusCode);
        Assert.Equal<IEnumerable<bool>>([false, false, true], await AcceptedAsync());
    }

    [Fact]
    public async Task A_fault_of_extern_has_the_standard_error_body()
    {
        await OrderAsync(new { path = "^/extern/v1/accounts$", status = 429 });
        using var answer = await client.GetAsync("extern/v1/accounts?skip=0", Stop);

        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement;
        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.Equal("urn:error:externapi:error", body.GetProperty("id").GetString());
        Assert.Equal(429, body.GetProperty("status-code").GetInt32());
        Assert.False(string.IsNullOrWhiteSpace(body.GetProperty("message").GetString()));
        Assert.Equal(answer.Headers.GetValues("X-Kontur-Trace-Id").Single(), body.GetProperty("trace-id").GetString());
    }

    [Fact]
    public async Task A_dropped_call_is_processed_and_its_answer_never_arrives()
    {
        await OrderAsync(new { path = "register-external", dropAfterAccept = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => client.PutAsync(LinkNewcomer, null, Stop));

        var entry = Assert.Single((await simulator.JournalAsync(client)).EnumerateArray());
        Assert.Equal(200, entry.GetProperty("status").GetInt32());
        Assert.True(entry.GetProperty("accepted").GetBoolean());
        Assert.True(entry.GetProperty("dropped").GetBoolean());
        Assert.Equal("newcomer", simulator.App.Services.GetRequiredService<LinkDirectory>().Find("a1")?.Login);
    }

    [Fact]
    public async Task What_was_accepted_stays_written_down_when_the_client_leaves_during_the_delay()
    {
        await OrderAsync(new { path = "register-external", dropAfterAccept = true, delayMs = 60_000 });
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(700));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => client.PutAsync(LinkNewcomer, null, patience.Token));

        Assert.True(Assert.Single(await AcceptedAsync()));
    }

    [Fact]
    public async Task A_delay_alone_only_delays()
    {
        await OrderAsync(new { path = "register-external", delayMs = 300 });
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(HttpStatusCode.OK, (await client.PutAsync(LinkNewcomer, null, Stop)).StatusCode);
        Assert.True(started.ElapsedMilliseconds >= 280);
    }

    [Fact]
    public async Task Faults_are_listed_cleared_and_checked()
    {
        await OrderAsync(new object[] { new { path = "a", status = 500 }, new { path = "b", status = 500 } });
        Assert.Equal(2, JsonDocument.Parse(await client.GetStringAsync("controls/faults", Stop)).RootElement.GetArrayLength());
        await client.DeleteAsync("controls/faults", Stop);
        Assert.Equal("[]", await client.GetStringAsync("controls/faults", Stop));

        foreach (var wrong in new object[] { new { path = "(", status = 500 }, new { path = "a" }, new { status = 99 }, new { status = 500, times = 0 } })
        {
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsJsonAsync("controls/faults", wrong, Stop)).StatusCode);
        }
    }

    [Fact]
    public async Task Advancing_by_24_hours_moves_the_clock_by_a_day()
    {
        var answer = await client.PostAsync("controls/clock/advance?by=24:00:00", null, Stop);
        var offset = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("offset").GetString();

        Assert.Equal("1.00:00:00", offset);
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("controls/clock/advance?by=-1:00:00", null, Stop)).StatusCode);
    }

    [Fact]
    public async Task Messages_and_people_are_shown_and_forgotten_by_a_reset()
    {
        simulator.App.Services.GetRequiredService<SmsInbox>().Send("9020000001", "Код 1234 <b>", "1234", "подпись");
        Assert.Contains("1234", await client.GetStringAsync("controls/sms?phone=79020000001", Stop), StringComparison.Ordinal);
        Assert.Contains("Код 1234 &lt;b&gt;", await client.GetStringAsync("", Stop), StringComparison.Ordinal);
        Assert.Contains("director-pass", await client.GetStringAsync("controls/people", Stop), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.NoContent, (await client.PostAsync("controls/reset", null, Stop)).StatusCode);
        Assert.Equal("[]", await client.GetStringAsync("controls/sms", Stop));
    }

    [Fact]
    public async Task Ending_the_sessions_makes_every_sid_worthless()
    {
        var sessions = simulator.App.Services.GetRequiredService<SessionDirectory>();
        var session = sessions.Issue(DemoPeople.All[0].KonturUserId!.Value, simulator.ApiKey);
        Assert.NotNull(sessions.Resolve(session.Sid, simulator.ApiKey));

        await client.PostAsync("controls/kontur-auth/sessions/end", null, Stop);
        Assert.Null(sessions.Resolve(session.Sid, simulator.ApiKey));
    }

    [Fact]
    public void The_sandbox_is_private_and_the_registry_has_its_header()
    {
        var registry = simulator.Sandbox("registry.csv").Split("\r\n");
        Assert.Equal("ИдПользователя;ФИО;ИНН;КПП;Организация;Телефон;СНИЛС;Отпечаток;ДействуетДо", registry[0]);
        var people = registry.Skip(1).Where(row => row.Length > 0).Select(row => row.Split(';')[0]).Distinct();
        Assert.Equal(DemoPeople.All.Where(person => person.InRegistry).Select(person => person.Subject).Order(), people.Order());
        Assert.StartsWith("partner-1001;20000000-", simulator.Sandbox("links.csv").Split("\r\n")[1], StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal("700", Convert.ToString((int)File.GetUnixFileMode(simulator.SandboxFolder), 8));
            foreach (var file in Directory.GetFiles(simulator.SandboxFolder))
            {
                Assert.Equal("600", Convert.ToString((int)File.GetUnixFileMode(file), 8));
            }
        }
    }

    [Fact]
    public void The_seeded_people_have_numbers_with_right_check_digits()
    {
        foreach (var person in DemoPeople.All.Where(person => person.KonturUserId is not null))
        {
            var (snils, inn) = (person.Snils!, person.Inn!);
            Assert.Equal(Weighted(snils, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101 % 100, int.Parse(snils[9..], System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal(Weighted(inn, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10, inn[10] - '0');
            Assert.Equal(Weighted(inn, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10, inn[11] - '0');
        }

        static int Weighted(string digits, int[] weights) => weights.Select((weight, place) => weight * (digits[place] - '0')).Sum();
    }

    private async Task OrderAsync(object order) => (await client.PostAsJsonAsync("controls/faults", order, Stop)).EnsureSuccessStatusCode();

    private async Task<bool[]> AcceptedAsync() =>
        [.. (await simulator.JournalAsync(client)).EnumerateArray().Select(entry => entry.GetProperty("accepted").GetBoolean())];
}

using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>One sandbox for all rows: every row makes a docflow of its own.</summary>
public sealed class MachineSandbox : IAsyncLifetime
{
    internal ExternSandbox Sandbox { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Sandbox = await ExternSandbox.StartAsync();

    public ValueTask DisposeAsync() => Sandbox.DisposeAsync();
}

public sealed class ExternMachineTests(MachineSandbox shared) : IClassFixture<MachineSandbox>
{
    public static TheoryData<string> Rows => [.. MachineRows.All.Keys];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_docflow_walks_to_its_end(string row)
    {
        var kind = row.Split(' ', ',')[0];
        var user = shared.Sandbox.As("director");
        var docflow = await SentKinds.MakeAsync(shared.Sandbox, user, kind);
        var walk = new MachineWalk(shared.Sandbox, user, docflow, kind);
        foreach (var step in MachineRows.All[row])
        {
            await walk.StepAsync(step);
        }
    }

    [Fact]
    public async Task What_no_state_body_can_do_now_is_refused()
    {
        var user = shared.Sandbox.As("director");
        var docflow = await SentKinds.MakeAsync(shared.Sandbox, user, "stat-letter");
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "positive")).ExpectError(HttpStatusCode.BadRequest);
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "delivered")).Expect(HttpStatusCode.OK);
        (await SentKinds.AdvanceAsync(shared.Sandbox, docflow, "delivered")).ExpectError(HttpStatusCode.Conflict);
        var unknown = await shared.Sandbox.SendAsync(new HttpRequestMessage(
            HttpMethod.Post, new Uri($"/controls/extern/accounts/{ExternSandbox.Testovaya}/incoming?kind=fns534-report", UriKind.Relative)));
        unknown.ExpectError(HttpStatusCode.BadRequest);
    }
}

public sealed class ExternRobotTests
{
    /// <summary>The vendor's robots (drafts contract 0.8), by themselves when their time has come, also after a restart.</summary>
    [Fact]
    public async Task Robots_answer_as_their_codes_say()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var rows = new List<(string Kind, string? Code, string End)>
        {
            ("fns534-report", "0087", "response-arrived successful"), ("fns534-report", "0088", "response-arrived failed"), ("fns534-report", "0085", "response-arrived warning"),
            ("fns534-ion", "0088", "response-arrived failed"), ("fns534-ion", null, "response-arrived successful"), ("fns534-letter", "0088", "response-arrived failed"),
            ("fns534-letter", null, "delivered successful"), ("fns534-inventory", "0088", "response-arrived failed"), ("fns534-application", "0085", "response-arrived failed"),
            ("business-registration", null, "finished successful"), ("business-registration", "0088", "finished failed"), ("sfr-report", null, "finished successful"),
            ("stat-report", "00-87", "response-arrived successful"), ("stat-report", "00-88", "response-arrived failed"), ("pfr-letter", null, "finished successful"),
            ("mvd-notification", "660-066", "response-arrived successful"), ("mvd-notification", "770-077", "response-arrived failed"), ("mvd-notification", "770-066", "response-arrived failed"),
            ("fss-sedo-demand-reply", "SEDO-TEST", "response-arrived successful"),
        };
        var made = new List<(string Docflow, string Row, string End)>();
        foreach (var (kind, code, end) in rows)
        {
            made.Add((await SentKinds.MakeAsync(sandbox, user, kind, code), $"{kind} {code}", end));
        }

        await sandbox.RestartAsync();
        sandbox.Advance(TimeSpan.FromHours(3));
        user = sandbox.As("director");
        foreach (var (docflow, row, end) in made)
        {
            var read = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal($"{row}: {end}", $"{row}: {Last(read["status"]!)} {Last(read["success-state"]!)}");
        }

        var protocols = await Task.WhenAll(made.Where(one => one.Row.StartsWith("mvd", StringComparison.Ordinal)).Select(async one => (await user.GetAsync(one.Docflow)).Text));
        Assert.Equal([true, true, false], protocols.Select(text => text.Contains("mvd-notification-epgu-protocol", StringComparison.Ordinal)));
        var letter = made.First(one => one.Row == "fns534-letter ").Docflow.Split('/')[^1];
        var answers = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows?type=fns534-cu-letter&take=10")).Json["docflows-page-item"]!.AsArray();
        Assert.Equal(letter, (string)answers.Single()!["description"]!["related-docflow-id"]!);
    }

    private static string Last(JsonNode urn) => ((string)urn!).Split(':')[^1];
}

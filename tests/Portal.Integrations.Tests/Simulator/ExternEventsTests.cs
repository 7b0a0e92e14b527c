using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternEventsTests
{
    [Fact]
    public async Task Reading_goes_on_behind_the_cursor_and_meets_each_event_once_with_every_page_size()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        Assert.Equal(0, (int)(await PageAsync(user, "0_0", 10))["returned-count"]!);
        await ShareAsync(user, new { subscriber = "portal.sandbox.extern" });
        var all = await WalkAsync(user, 100);
        Assert.True(all.Count > 20);
        Assert.All(all, one => Assert.StartsWith("urn:transaction:", (string)one["new-state"]!, StringComparison.Ordinal));
        Assert.Equal(all.Select(one => (string)one["event-date-time"]!).Order(StringComparer.Ordinal), all.Select(one => (string)one["event-date-time"]!));
        foreach (var take in new[] { 1, 7 })
        {
            Assert.Equal(all.Select(one => (string)one["id"]!), (await WalkAsync(user, take)).Select(one => (string)one["id"]!));
        }

        var last = (string)all[^1]["id"]!;
        var end = await PageAsync(user, last, 5);
        Assert.Equal((0, 5, last), ((int)end["returned-count"]!, (int)end["requested-count"]!, (string)end["next-event-id"]!));
        Assert.Null(end["first-event-id"]);
        Assert.Equal((string)all[1]["id"]!, (string)(await PageAsync(user, (string)all[0]["id"]!, 1))["first-event-id"]!);
        Assert.Equal((string)all[0]["id"]!, (string)(await PageAsync(user, "0", 1))["last-event-id"]!);

        await sandbox.RestartAsync();
        Assert.Equal(all.Select(one => one.ToJsonString()).Select(Unhosted), (await WalkAsync(user, 100)).Select(one => one.ToJsonString()).Select(Unhosted));
    }

    [Fact]
    public async Task What_happens_after_the_last_page_comes_with_the_cursor_of_that_page()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        await ShareAsync(user, new { subscriber = "portal.sandbox.extern" });
        var cursor = (string)(await PageAsync(user, "0_0", 1000))["next-event-id"]!;
        var draft = await ExternDraftTests.SignedDraftAsync(user);
        var docflow = (string)(await user.RunAsync(draft, "send"))["task-result"]!["id"]!;
        var sent = await PageAsync(user, cursor, 10);
        Assert.Equal("urn:transaction:report", (string)sent["api-events"]!.AsArray()[^1]!["new-state"]!);
        sandbox.Advance(TimeSpan.FromHours(1));
        var answers = (await PageAsync(user, (string)sent["next-event-id"]!, 10))["api-events"]!.AsArray();
        Assert.All(answers, one => Assert.Equal(docflow, (string)one!["docflow-id"]!));
        Assert.Equal(
            ["urn:transaction:report-receipt", "urn:transaction:acceptance-result-positive", "urn:transaction:processing-result-ok"], answers.Select(one => (string)one!["new-state"]!));
    }

    [Fact]
    public async Task Wrong_cursors_wrong_takes_and_unknown_subscribers_are_refused_with_a_body()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        foreach (var query in new[] { "", "?take=10", "?fromId=zero", "?fromId=0_0_0", "?fromId=_", "?fromId=0_0&take=-1", "?fromId=-1_0" })
        {
            (await user.GetAsync("/v1/events" + query)).ExpectError(HttpStatusCode.BadRequest);
        }

        var path = $"/v1/{ExternSandbox.Testovaya}/share-events";
        (await user.PostAsync(path, new { subscriber = "" })).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync(path, new { subscriber = "nobody" })).ExpectError(HttpStatusCode.BadRequest);
        (await user.PostAsync(path)).ExpectError(HttpStatusCode.BadRequest);
        (await sandbox.As("accountant").PostAsync(path, new { subscriber = "portal.sandbox.extern" })).ExpectError(HttpStatusCode.Forbidden);
        (await user.PostAsync($"/v1/{ExternSandbox.Vector}/share-events", new { subscriber = "portal.sandbox.extern" })).ExpectError(HttpStatusCode.Forbidden);
        Assert.Equal(0, (int)(await PageAsync(user, "0_0", 0))["returned-count"]!);
    }

    [Fact]
    public async Task Only_what_was_shared_with_this_integrator_is_read_and_until_it_leaves()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        await ShareAsync(user, new { subscriber = "acme.bank.extern" });
        Assert.Empty(await WalkAsync(user, 100));
        var filter = new Dictionary<string, object>
        {
            ["subscriber"] = "portal.sandbox.extern",
            ["events-filter"] = new Dictionary<string, object> { ["docflow-types"] = new[] { "urn:docflow:fns534-report" }, ["document-forms"] = new[] { new { knd = "1151006" } } },
        };
        await ShareAsync(user, filter);
        var shared = await WalkAsync(user, 100);
        Assert.Equal(2, shared.Select(one => (string)one["docflow-id"]!).Distinct().Count());

        var publishers = (await user.GetAsync("/v1/event-publishers")).Expect(HttpStatusCode.OK).Json;
        Assert.Equal(1, (int)publishers["total-count"]!);
        var publisher = $"/v1/event-publishers/{(string)publishers["publishers"]![0]!["id"]!}";
        (await user.DeleteAsync(publisher)).Expect(HttpStatusCode.NoContent);
        (await user.DeleteAsync(publisher)).ExpectError(HttpStatusCode.NotFound);
        Assert.Equal(shared.Count, (await WalkAsync(user, 100)).Count);
        Assert.Equal(0, (int)(await user.GetAsync("/v1/event-publishers")).Json["total-count"]!);
    }

    private static string Unhosted(string json) => System.Text.RegularExpressions.Regex.Replace(json, "localhost:[0-9]+|127\\.0\\.0\\.1:[0-9]+", "host");

    private static async Task ShareAsync(ExternUser user, object body) =>
        (await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/share-events", body)).Expect(HttpStatusCode.NoContent);

    private static async Task<JsonNode> PageAsync(ExternUser user, string from, int take) =>
        (await user.GetAsync($"/v1/events?take={take}&fromId={from}")).Expect(HttpStatusCode.OK).Json;

    private static async Task<List<JsonNode>> WalkAsync(ExternUser user, int take)
    {
        var (cursor, found) = ("0_0", new List<JsonNode>());
        while (true)
        {
            var page = await PageAsync(user, cursor, take);
            if ((int)page["returned-count"]! == 0)
            {
                Assert.Equal(found.Count, found.Select(one => (string)one["id"]!).Distinct().Count());
                return found;
            }

            found.AddRange(page["api-events"]!.AsArray().Select(one => one!));
            cursor = (string)page["next-event-id"]!;
        }
    }
}

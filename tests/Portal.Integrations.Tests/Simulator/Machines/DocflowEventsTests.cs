using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>What the events feed tells of docflows of every kind (auth contract 4.5): every walk with a published state, told in the order of its steps.</summary>
public sealed class DocflowEventsTests
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["fns534-report to entry"] = "report report-receipt acceptance-result-positive processing-result-ok",
        ["fns534-application to the mark"] =
            "application receipt-cu acceptance-result-positive receipt-acceptance-result-abonent processing-result-v2-positive receipt-processing-result-v2-abonent",
        ["fns534-ion answered"] = "request receipt-request-cu acceptance-result-positive receipt-acceptance-result-abonent response receipt-response-abonent",
        ["fns534-letter declined"] = "respondent-letter receipt-cu decline receipt-acceptance-result-abonent",
        ["fns534-submission accepted"] = "message receipt-cu acceptance-result-positive receipt-acceptance-result-abonent",
        ["fns534-inventory refused"] = "message receipt-cu acceptance-result-negative receipt-acceptance-result-abonent",
        ["fns534-cu-letter read"] = "cu-letter date-confirmation letter-receipt-abonent",
        ["fns534-cu-broadcast"] = "cu-group-letter",
        ["fns534-demand accepted"] = "document date-confirmation receipt-abonent receiption-result-abonent-positive receiption-result-cu",
        ["fns534-demand refused"] = "document date-confirmation receipt-abonent receiption-result-abonent-negative receiption-result-cu",
        ["pfr-report refused"] = "report report-acknowledgement protocol-negative protocol-receipt",
        ["pfr-letter"] = "respondent-letter respondent-letter-receipt",
        ["pfr-cu-letter read"] = "cu-letter cu-letter-receipt",
        ["stat-report with claims"] = "report stat-report-receipt-report-cu protocol-v2-conditional-success protocol-v2-receipt-abonent",
        ["stat-letter"] = "letter-respondent receipt-letter-cu",
        ["stat-cu-letter read"] = "letter-cu letter-timeconf receipt-letter-abonent",
        ["sfr-report refused"] = "",
    };

    [Fact]
    public async Task Every_step_with_a_published_state_becomes_an_event()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        (await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/share-events", new { subscriber = "portal.sandbox.extern" })).Expect(HttpStatusCode.NoContent);
        var cursor = (string)(await user.GetAsync("/v1/events?fromId=0_0&take=1000")).Json["next-event-id"]!;
        foreach (var (row, states) in Expected)
        {
            var kind = row.Split(' ')[0];
            var docflow = await SentKinds.MakeAsync(sandbox, user, kind);
            var walk = new MachineWalk(sandbox, user, docflow, kind);
            foreach (var step in MachineRows.All[row])
            {
                await walk.StepAsync(step);
            }

            var page = (await user.GetAsync($"/v1/events?fromId={cursor}&take=1000")).Expect(HttpStatusCode.OK).Json;
            cursor = (string)page["next-event-id"]!;
            var told = page["api-events"]!.AsArray();
            Assert.All(told, one => Assert.Equal(docflow.Split('/')[^1], (string)one!["docflow-id"]!));
            Assert.Equal($"{row}: {Sorted(states)}", $"{row}: {Sorted(string.Join(' ', told.Select(StateOf)))}");
        }
    }

    [Fact]
    public async Task An_answer_names_what_it_answers()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        (await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/share-events", new { subscriber = "portal.sandbox.extern" })).Expect(HttpStatusCode.NoContent);
        var cursor = (string)(await user.GetAsync("/v1/events?fromId=0_0&take=1000")).Json["next-event-id"]!;
        var letter = await SentKinds.MakeAsync(sandbox, user, "fns534-letter");
        (await SentKinds.AdvanceAsync(sandbox, letter, "delivered")).Expect(HttpStatusCode.OK);
        (await SentKinds.AdvanceAsync(sandbox, letter, "answer")).Expect(HttpStatusCode.OK);
        var answer = (await user.GetAsync($"/v1/events?fromId={cursor}&take=1000")).Json["api-events"]!.AsArray().Single(one => StateOf(one) == "cu-letter")!;
        Assert.Equal(letter.Split('/')[^1], (string)answer["related-docflow-id"]!);
        Assert.NotNull(answer["related-document-id"]);
    }

    private static string StateOf(JsonNode? told) => ((string)told!["new-state"]!)["urn:transaction:".Length..];

    private static string Sorted(string words) => string.Join(' ', words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
}

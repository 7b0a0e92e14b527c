using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator;

public sealed class ExternDraftTests
{
    [Fact]
    public async Task A_report_with_a_warrant_goes_from_file_to_the_inspections_answer()
    {
        await using var sandbox = await ExternSandbox.StartAsync(TimeSpan.FromMilliseconds(100));
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        var report = await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.TestovayaReport), ExternSandbox.TestovayaReport);
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.Warrant), ExternSandbox.Warrant, "urn:document:fns534-report-warrant");

        var properties = (await user.GetAsync(report)).Json["description"]!["properties"]!;
        Assert.Equal("0710099", (string)properties["КНД"]!);
        Assert.Equal("windows-1251", (string)properties["Encoding"]!);
        Assert.Equal("True", (string)properties["IsPrintable"]!);
        Assert.Equal("Бухгалтерская (финансовая) отчётность", (string)properties["FormName"]!);

        var check = await user.RunAsync(draft, "check");
        Assert.Equal("succeed", (string)check["task-state"]!);
        Assert.All(check["task-result"]!["data"]!["documents-errors"]!.AsObject(), pair => Assert.Empty(pair.Value!.AsArray()));
        Assert.Empty(check["task-result"]!["data"]!["common-errors"]!.AsArray());
        Assert.Equal("checked", (string)(await user.GetAsync(draft)).Json["status"]!);

        var unsigned = await user.RunAsync(draft, "prepare");
        Assert.Equal("failed", (string)unsigned["task-state"]!);
        Assert.Equal("urn:error:externapi:signatureNotFound", (string)unsigned["error"]!["id"]!);
        Assert.Contains(report.Split('/')[^1], (string)unsigned["error"]!["message"]!, StringComparison.Ordinal);

        await user.SignBySmsAsync(draft);
        var prepared = await user.RunAsync(draft, "prepare");
        Assert.Equal("ok", (string)prepared["task-result"]!["status"]!);
        Assert.Equal("ready-to-send", (string)(await user.GetAsync(draft)).Json["status"]!);
        Assert.Equal([false, true], (await user.GetAsync(report)).Json["contents"]!.AsArray().Select(one => (bool)one!["encrypted"]!));

        var sent = await user.RunAsync(draft, "send");
        Assert.Equal("succeed", (string)sent["task-state"]!);
        var docflow = $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)sent["task-result"]!["id"]!}";
        Assert.Equal("urn:docflow-common-status:sent", (string)sent["task-result"]!["status"]!);
        Assert.Equal("6676130154-667601001", (string)sent["task-result"]!["description"]!["payer-inn"]!);
        Assert.Equal("sent", (string)(await user.GetAsync(draft)).Json["status"]!);

        await ExpectAsync("delivered", "neutral", 1);
        await ExpectAsync("response-arrived", "successful", 2);
        var last = await ExpectAsync("response-arrived", "successful", 3);
        Assert.Equal(
            [
                "fns534-report-processing-result-ok", "fns534-report-acceptance-result-positive", "fns534-report-receipt", "fns534-report-date-confirmation",
                "fns534-report-description", "fns534-report", "fns534-report-warrant",
            ],
            last["documents"]!.AsArray().Select(one => ((string)one!["description"]!["type"]!)["urn:document:".Length..]));
        Assert.Equal(3, last["links"]!.AsArray().Count(link => (string)link!["rel"]! == "reply"));

        async Task<JsonNode> ExpectAsync(string status, string state, int replies)
        {
            sandbox.Advance(TimeSpan.FromMinutes(10));
            var now = (await user.GetAsync(docflow)).Expect(HttpStatusCode.OK).Json;
            Assert.Equal($"urn:docflow-common-status:{status}", (string)now["status"]!);
            Assert.Equal($"urn:docflow-state:{state}", (string)now["success-state"]!);
            Assert.Equal(replies, now["links"]!.AsArray().Count(link => (string)link!["rel"]! == "reply"));
            return now;
        }
    }

    [Theory]
    [InlineData("0088", "response-arrived", "failed", "fns534-report-acceptance-result-negative")]
    [InlineData("0085", "response-arrived", "warning", "fns534-report-processing-result-precise")]
    public async Task The_robots_refuse_and_ask_for_clarification(string inspection, string status, string state, string newest)
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya, inspection);
        var bytes = System.Text.Encoding.GetEncoding(1251).GetString(ExternSandbox.Sample(ExternSandbox.TestovayaReport))
            .Replace("NO_BUHOTCH_0087_0087", $"NO_BUHOTCH_{inspection}_{inspection}", StringComparison.Ordinal);
        await user.AddDocumentAsync(
            draft, System.Text.Encoding.GetEncoding(1251).GetBytes(bytes), ExternSandbox.TestovayaReport.Replace("0087_0087", $"{inspection}_{inspection}", StringComparison.Ordinal));
        await user.SignBySmsAsync(draft);
        var sent = await user.RunAsync(draft, "send");
        sandbox.Advance(TimeSpan.FromMinutes(31));

        var docflow = (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/docflows/{(string)sent["task-result"]!["id"]!}")).Json;
        Assert.Equal($"urn:docflow-common-status:{status}", (string)docflow["status"]!);
        Assert.Equal($"urn:docflow-state:{state}", (string)docflow["success-state"]!);
        Assert.Equal($"urn:document:{newest}", (string)docflow["documents"]![0]!["description"]!["type"]!);
    }

    [Fact]
    public async Task The_old_sample_fails_the_check_and_is_not_sent()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        var document = await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.OldReport), ExternSandbox.OldReport);
        await user.SignBySmsAsync(draft);
        var id = document.Split('/')[^1];

        var errors = (await user.RunAsync(draft, "check"))["task-result"]!["data"]!["documents-errors"]![id]!.AsArray();
        Assert.Contains(errors, error => ((string)error!["description"]!).Contains("ИдФайл", StringComparison.Ordinal));
        Assert.Contains(errors, error => ((string)error!["description"]!).Contains("контрольная сумма", StringComparison.Ordinal));

        var sent = await user.RunAsync(draft, "send");
        Assert.Equal("succeed", (string)sent["task-state"]!);
        Assert.Equal("urn:error:externapi:checkProtocolHasErrors", (string)sent["task-result"]!["id"]!);
        Assert.NotEmpty(sent["task-result"]!["check-result"]!["documents-errors"]![id]!.AsArray());
        Assert.Empty((await user.GetAsync(draft)).Json["docflows"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_is_no_report_keeps_the_eight_defaults_and_fails_the_check()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        var document = await user.AddDocumentAsync(draft, [1, 2, 3], "letter.pdf", null);
        await user.PostAsync($"{document}/signatures", new Dictionary<string, object> { ["base64-content"] = "AQID" });

        var json = (await user.GetAsync(document)).Json;
        Assert.Equal(8, json["description"]!["properties"]!.AsObject().Count);
        Assert.Equal("0", (string)json["description"]!["properties"]!["CorrectionNumber"]!);
        Assert.Equal("False", (string)json["description"]!["properties"]!["IsPrintable"]!);
        Assert.Null(json["description"]!["type"]);
        Assert.Single(json["contents"]!.AsArray());
        var signature = Assert.Single(json["signatures"]!.AsArray())!;
        Assert.Equal("\"AQID\"", (await user.GetAsync($"{document}/signatures/{(string)signature["id"]!}/content")).Text);

        var check = (await user.PostAsync($"{draft}/check")).Expect(HttpStatusCode.OK).Json;
        Assert.NotEmpty(check["data"]!["documents-errors"]![document.Split('/')[^1]]!.AsArray());
    }

    [Fact]
    public async Task A_draft_is_sent_at_most_once()
    {
        await using var sandbox = await ExternSandbox.StartAsync(TimeSpan.FromSeconds(1));
        var user = sandbox.As("director");
        var draft = await SignedDraftAsync(user);

        var starts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => user.PostAsync($"{draft}/send?deferred=true&force=False")));
        var started = Assert.Single(starts, start => start.Status == HttpStatusCode.OK);
        Assert.All(starts.Where(start => start != started), start =>
        {
            start.ExpectError(HttpStatusCode.Conflict);
            Assert.Equal((string)started.Json["id"]!, (string)start.Json["context"]!["concurrent-task"]!["id"]!);
        });
        Assert.Equal("send-in-progress", (string)(await user.GetAsync(draft)).Json["status"]!);
        (await user.PutAsync($"{draft}/meta", (await user.GetAsync($"{draft}/meta")).Json)).ExpectError(HttpStatusCode.Conflict);

        await user.PollAsync(draft, (string)started.Json["id"]!);
        var again = (await user.PostAsync($"{draft}/send?deferred=true")).Expect(HttpStatusCode.BadRequest).Json;
        Assert.Equal("failed", (string)again["task-state"]!);
        Assert.False(string.IsNullOrWhiteSpace((string)again["error"]!["message"]!));
        (await user.PostAsync($"{draft}/send")).ExpectError(HttpStatusCode.BadRequest);
        Assert.Single((await user.GetAsync(draft)).Json["docflows"]!.AsArray());
    }

    [Fact]
    public async Task What_was_acknowledged_goes_on_after_a_restart()
    {
        await using var sandbox = await ExternSandbox.StartAsync(TimeSpan.FromSeconds(2));
        var user = sandbox.As("director");
        var draft = await SignedDraftAsync(user);
        var task = (string)(await user.PostAsync($"{draft}/send?deferred=true")).Json["id"]!;
        await sandbox.RestartAsync();

        Assert.Equal("send-in-progress", (string)(await user.GetAsync(draft)).Json["status"]!);
        var sent = await user.PollAsync(draft, task);
        Assert.Equal("succeed", (string)sent["task-state"]!);
        var path = $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)sent["task-result"]!["id"]!}";
        sandbox.Advance(TimeSpan.FromMinutes(12));
        Assert.Equal("urn:docflow-common-status:delivered", (string)(await user.GetAsync(path)).Json["status"]!);
        await sandbox.RestartAsync();
        sandbox.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal(6, (await user.GetAsync(path)).Json["documents"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_meta_comes_back_as_it_was_given_and_deferred_false_is_refused()
    {
        await using var sandbox = await ExternSandbox.StartAsync();
        var user = sandbox.As("director");
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        var meta = (await user.GetAsync($"{draft}/meta")).Json;
        Assert.Equal("203.0.113.7", (string)meta["sender"]!["ipaddress"]!);
        Assert.Equal("Тестовая", (string)meta["payer"]!["name"]!);
        Assert.Equal("False", meta["sender"]!["is-representative"]!.ToString(), ignoreCase: true);

        foreach (var operation in new[] { "check", "prepare", "send" })
        {
            (await user.PostAsync($"{draft}/{operation}?deferred=False")).ExpectError(HttpStatusCode.BadRequest);
        }

        var id = Guid.NewGuid();
        (await user.PutAsync($"/v1/{ExternSandbox.Testovaya}/drafts/{id}", meta)).Expect(HttpStatusCode.OK);
        Assert.Equal(2, (int)(await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/drafts?take=1")).Json["total-count"]!);
        (await user.DeleteAsync($"/v1/{ExternSandbox.Testovaya}/drafts/{id}")).Expect(HttpStatusCode.NoContent);
        (await user.GetAsync($"/v1/{ExternSandbox.Testovaya}/drafts/{id}")).ExpectError(HttpStatusCode.NotFound);
    }

    internal static async Task<string> SignedDraftAsync(ExternUser user)
    {
        var draft = await user.CreateDraftAsync(ExternSandbox.Testovaya);
        await user.AddDocumentAsync(draft, ExternSandbox.Sample(ExternSandbox.OtherReport), ExternSandbox.OtherReport);
        await user.SignBySmsAsync(draft);
        return draft;
    }
}

using System.Net;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Epgu;

/// <summary>The faults of contract A.5 and the switches for what the contract leaves open.</summary>
public sealed class SimulatorEpguFaultTests
{
    [Fact]
    public async Task Ordered_statuses_come_with_the_bodies_of_the_vendor()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.TokenAsync();
        await FaultAsync(new { path = "/epgu/", status = 401 });
        Assert.Empty((await bench.DetailsAsync(1)).Expect(HttpStatusCode.Unauthorized).Bytes);
        (await bench.DetailsAsync(1)).Expect(HttpStatusCode.NoContent);
        await FaultAsync(new { path = "/epgu/", status = 429, retryAfterS = 3 });
        Assert.Equal(TimeSpan.FromSeconds(3), (await bench.DetailsAsync(1)).ExpectError(429, "limitation_exception").Headers.RetryAfter!.Delta);
        await FaultAsync(new { path = "/epgu/", status = 429, bare = true });
        Assert.Empty((await bench.DetailsAsync(1)).Expect(HttpStatusCode.TooManyRequests).Bytes);
        await FaultAsync(new { path = "/epgu/", status = 500 });
        (await bench.DetailsAsync(1)).ExpectError(500, "internal_error");
        await FaultAsync(new { path = "/epgu/", status = 502 });
        var gateway = (await bench.DetailsAsync(1)).Expect(HttpStatusCode.BadGateway);
        Assert.Equal("text/html", gateway.ContentHeaders.ContentType!.MediaType);
        Assert.StartsWith("<html>", gateway.Text, StringComparison.Ordinal);
        Assert.False(gateway.Headers.Contains("X-Kontur-Trace-Id"));

        async Task FaultAsync(object fault) => (await bench.ControlAsync("faults", fault)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_push_whose_answer_is_lost_is_found_by_the_list_of_changes_and_counted_in_the_journal()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.TokenAsync();
        await bench.ControlAsync("faults", new { path = "/gusmev/push", verb = "POST", dropAfterAccept = true });
        await Assert.ThrowsAsync<HttpRequestException>(() => bench.PushAsync(Parcel.Right(bench.Sender)));
        await bench.AdvanceAsync("00:00:02");
        var page = (await bench.CallAsync(HttpMethod.Get, "gusmev/order/getUpdatedAfter?pageNum=0&pageSize=50&updatedAfter=2026-01-01T00:00:00.000")).Json;
        Assert.Equal((1, 17), ((int)page["totalCount"]!, (int)page["content"]![0]!["status"]!["statusId"]!));
        var entry = Assert.Single((await bench.ControlAsync("requests?vendor=epgu&path=/gusmev/push", verb: HttpMethod.Get)).Json.AsArray());
        Assert.Equal((true, true, 200), ((bool)entry!["accepted"]!, (bool)entry["dropped"]!, (int)entry["status"]!));
    }

    [Fact]
    public async Task The_envelope_can_be_late_and_interrupted()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { nullOrderPolls = 2, retryPolls = 1, snakeMessageId = true });
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        var seen = new List<(string?, bool)>();
        for (var poll = 0; poll < 3; poll++)
        {
            var json = (await bench.DetailsAsync(order)).Expect(HttpStatusCode.OK).Json;
            Assert.NotNull(json["message_id"]);
            Assert.False(json.AsObject().ContainsKey("messageId"));
            seen.Add(((string?)json["code"], json["order"] is not null));
        }

        Assert.Equal([("RETRY", false), ("DONE", false), ("OK", true)], seen);
    }

    [Fact]
    public async Task Members_can_be_written_in_other_ways()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { omitEmpty = true, colonInDates = true, orderAsObject = true, numbersAsText = true, upperCaseCodes = true });
        var pushed = (await bench.PushAsync(Parcel.Right(bench.Sender, "990-000-002 54"))).Json["orderId"]!;
        Assert.Equal(System.Text.Json.JsonValueKind.String, pushed.GetValueKind());
        await bench.AdvanceAsync("00:00:07");
        var inner = (await bench.DetailsAsync(long.Parse((string)pushed!, System.Globalization.CultureInfo.InvariantCulture))).Json["order"]!.AsObject();
        Assert.EndsWith("+03:00", (string?)inner["updated"], StringComparison.Ordinal);
        Assert.Equal("SIGN_REJECT", (string?)inner["stateOrgStatusCode"]);
        Assert.False(inner.ContainsKey("description") || inner.ContainsKey("orderPayments") || inner.ContainsKey("qrlink"));
        Assert.False(inner["statuses"]![0]!.AsObject().ContainsKey("comment"));
    }

    [Fact]
    public async Task Sending_can_be_denied_and_packages_refused_by_any_code()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { denySending = "bad_delegation" });
        (await bench.PushAsync(Parcel.Right(bench.Sender))).ExpectError(403, "bad_delegation");
        await bench.QuirksAsync(new { denySending = (string?)null, refuseAll = "CREATE_ORDER_FORBIDDEN" });
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        Assert.Equal("CREATE_ORDER_FORBIDDEN", (string?)(await bench.DetailsAsync(order)).Json["code"]);
        (await bench.QuirksAsync(new { nonsense = 1 })).Expect(HttpStatusCode.BadRequest);
        (await bench.QuirksAsync(new { omitEmpty = "yes" })).Expect(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task The_last_chunk_can_be_answered_206()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { lastChunk206 = true });
        var order = await bench.ReserveAsync();
        var form = EpguBench.Form(Parcel.Right(bench.Sender), null, ("orderId", $"{order}"));
        (await bench.CallAsync(HttpMethod.Post, "gusmev/push/chunked", form)).Expect(HttpStatusCode.PartialContent);
        await bench.AdvanceAsync("00:00:02");
        Assert.Equal(17, (int)(await bench.OrderAsync(order))["orderStatusId"]!);
    }

    [Fact]
    public async Task The_signing_window_can_be_two_minutes()
    {
        await using var bench = await EpguBench.StartAsync();
        await bench.QuirksAsync(new { signingWindowSeconds = 120 });
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender, "990-000-003 55"));
        await bench.AdvanceAsync("00:02:00");
        Assert.Equal("expired", (string?)(await bench.OrderAsync(order))["stateOrgStatusCode"]);
    }

    [Fact]
    public async Task One_download_path_can_be_missing_or_redirect_with_a_cookie()
    {
        await using var bench = await EpguBench.StartAsync();
        var order = await bench.DeliverAsync(Parcel.Right(bench.Sender));
        await bench.ControlAsync($"epgu/orders/{order}/sign");
        var history = (long)(await bench.OrderAsync(order))["currentStatusHistoryId"]!;
        var (fresh, old) = ($"gusmev/files/download/{history}/3?mnemonic=Dogovor.pdf_attach&eserviceCode=10000000374", $"storage/v2/files/{history}/3/download?mnemonic=Dogovor.pdf_attach");
        (await bench.CallAsync(HttpMethod.Get, fresh.Split('&')[0])).ExpectError(400, "bad_request");
        (await bench.CallAsync(HttpMethod.Get, fresh.Replace("Dogovor", "Akt", StringComparison.Ordinal))).ExpectError(404, "not_found");
        (await bench.CallAsync(HttpMethod.Get, $"gusmev/files/download/{order}/2?mnemonic=req.xml&eserviceCode=10000000374")).Expect(HttpStatusCode.OK);

        await bench.QuirksAsync(new { downloads = "old" });
        (await bench.CallAsync(HttpMethod.Get, fresh)).Expect(HttpStatusCode.NotFound);
        (await bench.CallAsync(HttpMethod.Get, old)).Expect(HttpStatusCode.OK);
        await bench.QuirksAsync(new { downloads = "new" });
        (await bench.CallAsync(HttpMethod.Get, fresh)).Expect(HttpStatusCode.OK);
        (await bench.CallAsync(HttpMethod.Get, old)).Expect(HttpStatusCode.NotFound);
        await bench.QuirksAsync(new { downloads = "both", denyPersonalData = true });
        (await bench.CallAsync(HttpMethod.Get, fresh)).ExpectError(403, "access_denied_personal_data");

        await bench.QuirksAsync(new { denyPersonalData = false, redirectDownloads = true });
        var redirect = (await bench.CallAsync(HttpMethod.Get, fresh)).Expect(HttpStatusCode.Redirect);
        var target = new Uri(bench.Address, "epgu/api/").MakeRelativeUri(redirect.Headers.Location!).ToString();
        var cookie = redirect.Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        Assert.Equal(old, target);
        (await bench.CallAsync(HttpMethod.Get, target)).Expect(HttpStatusCode.Unauthorized);
        (await bench.CallAsync(HttpMethod.Get, target, bearer: "", cookie: cookie)).Expect(HttpStatusCode.Unauthorized);
        Assert.Equal(Parcel.Content("Dogovor.pdf"), (await bench.CallAsync(HttpMethod.Get, target, cookie: cookie)).Expect(HttpStatusCode.OK).Bytes);
    }
}

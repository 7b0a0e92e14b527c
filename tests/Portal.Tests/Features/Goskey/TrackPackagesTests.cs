using Portal.Features.Goskey;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;

namespace Portal.Tests.Features.Goskey;

/// <summary>Packages followed against the simulator (contract goskey Appendix B 2, 5, 8, 12, A.2, A.5).</summary>
public sealed class TrackPackagesTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_is_asked_about_soon_after_sending_and_followed_until_it_is_signed()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.Signs);
        await bench.Track.RunAsync(Stop);
        Assert.Null((await bench.ReadAsync(package)).AskedAt);
        var notices = 0;
        using var subscription = bench.Noticeboard.Subscribe(Package.Topic(package.Id), () => Task.FromResult(notices++));

        var waiting = await bench.AskAsync(package, "00:00:02");
        Assert.Equal((PackageState.Waiting, 17L, "Ждёт подписи"), (waiting.State, waiting.StatusId, OutcomeWords.Of(waiting).Word));
        Assert.Equal(bench.Clock.GetUtcNow(), waiting.AskedAt!.Value, TimeSpan.FromMilliseconds(1));

        Assert.Equal(waiting.AskedAt, (await bench.AskAsync(package, "00:00:29")).AskedAt);
        var signed = await bench.AskAsync(package, "00:00:02");

        Assert.Equal((PackageState.Signed, 3L, "done"), (signed.State, signed.StatusId, signed.AgencyCode));
        Assert.NotNull(signed.FinalAt);
        Assert.True(await bench.ColumnAsync<long?>(package, "next_results_at") > 0);
        Assert.Null(await bench.ColumnAsync<long?>(package, "next_ask_at"));
        Assert.Equal(2, notices);
        var order = OrderReading.Of(await bench.Orders.GetAsync((await bench.Senders.OfAsync(bench.SenderId, Stop)).Key, package.OrderId!.Value, ct: Stop));
        Assert.Equal(order.OrderDate!.Value.AddHours(24), signed.SignableUntil);
    }

    [Theory]
    [InlineData(GoskeyBench.Declines, "00:00:30", PackageState.Refused, "отказался")]
    [InlineData(GoskeyBench.NeverAnswers, "1.00:00:10", PackageState.Expired, "время")]
    [InlineData(GoskeyBench.NotFound, "00:00:10", PackageState.NoRecipient, "СНИЛС")]
    [InlineData(GoskeyBench.SenderUnchecked, "08:01:00", PackageState.SenderNotConfirmed, "нашей подписи")]
    [InlineData(GoskeyBench.Fails, "00:00:10", PackageState.Failed, "Госключ")]
    public async Task Each_way_to_end_without_a_signature_is_told_by_its_own_words(string snils, string after, PackageState state, string words)
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(snils);

        var ended = await bench.AskAsync(package, after);

        Assert.Equal((state, true), (ended.State, ended.IsFinal));
        Assert.Contains(words, OutcomeWords.Of(ended).Sentence, StringComparison.Ordinal);
        Assert.Null(await bench.ColumnAsync<long?>(package, "next_ask_at"));
        Assert.Null(await bench.ColumnAsync<long?>(package, "next_results_at"));
    }

    [Theory]
    [InlineData("LIMITATION_EXCEPTION", "лимит")]
    [InlineData("INVALID_FILES_STRUCTURE", "папки")]
    [InlineData("VALIDATION_ERROR", "не прошли проверку")]
    [InlineData("REQ_NOT_FOUND", "req.xml")]
    [InlineData("MPC_NOT_FOUND", "описания заявления")]
    [InlineData("REQ_VERIFY_FAILED", "не совпали")]
    [InlineData("FILES_VERIFICATION_FAILED", "наша подпись")]
    [InlineData("INTERNAL_ERROR", "на их стороне")]
    [InlineData("CREATE_ORDER_FORBIDDEN", "не разрешают")]
    public async Task Each_code_by_which_a_package_is_refused_is_kept_and_told(string code, string words)
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.QuirksAsync($$"""{ "refuseAll": "{{code}}" }""");
        var package = await bench.SendAsync(GoskeyBench.ByHand);

        var ended = await bench.AskAsync(package, "00:00:05");

        Assert.Equal((PackageState.Rejected, code, "Отклонён Госуслугами"), (ended.State, ended.EnvelopeCode, OutcomeWords.Of(ended).Word));
        Assert.Contains(words, OutcomeWords.Of(ended).Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{ "nullOrderPolls": 2 }""")]
    [InlineData("""{ "retryPolls": 2 }""")]
    [InlineData("""{ "orderAsObject": true, "numbersAsText": true }""")]
    [InlineData("""{ "colonInDates": true, "omitEmpty": true, "snakeMessageId": true, "upperCaseCodes": true }""")]
    public async Task Answers_of_every_form_lead_to_the_same_end(string quirks)
    {
        await using var bench = await GoskeyBench.StartAsync();
        await bench.QuirksAsync(quirks);
        var package = await bench.SendAsync(GoskeyBench.Declines);

        var states = new List<PackageState>();
        for (var i = 0; i < 4; i++)
        {
            states.Add((await bench.AskAsync(package, "00:00:31")).State);
        }

        Assert.Equal(PackageState.Refused, states[^1]);
        Assert.DoesNotContain(states, state => state is not (PackageState.Waiting or PackageState.Refused));
    }

    [Fact]
    public async Task A_change_in_the_list_makes_a_package_due_at_once()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await bench.SendAsync(GoskeyBench.ByHand);
        await bench.AskAsync(package, "00:00:03");
        await bench.AskAsync(package, "00:20:00");
        var before = await bench.ReadAsync(package);
        await bench.ControlAsync($"epgu/orders/{package.OrderId}/sign");

        await bench.AskAsync(package, "00:00:30");
        Assert.Equal(before.AskedAt, (await bench.ReadAsync(package)).AskedAt);
        Assert.Equal(PackageState.Signed, (await bench.AskAsync(package, "00:00:31")).State);
    }

    [Fact]
    public async Task An_order_that_epgu_does_not_know_becomes_a_matter_for_people_and_comes_back_when_it_is_there()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var real = await bench.SendAsync(GoskeyBench.ByHand);
        var lost = await bench.AddAsync(1, GoskeyBench.ByHand);

        Assert.Equal(PackageState.Waiting, (await bench.AskAsync(lost, "00:00:03")).State);
        Assert.Equal(PackageState.Waiting, (await bench.AskAsync(lost, "00:09:00")).State);
        var attention = await bench.AskAsync(lost, "00:02:00");
        Assert.Equal((PackageState.Attention, RefusalWords.Missing(1)), (attention.State, attention.Problem));
        Assert.True(await bench.ColumnAsync<long?>(lost, "next_ask_at") > 0);

        await bench.ExecuteAsync("UPDATE goskey_package SET order_id = NULL WHERE id = @Id", new { real.Id });
        await bench.ExecuteAsync("UPDATE goskey_package SET order_id = @OrderId WHERE id = @Id", new { lost.Id, real.OrderId });
        var found = await bench.AskAsync(lost, "00:06:00");
        Assert.Equal((PackageState.Waiting, 17L, null), (found.State, found.StatusId, found.Problem));
    }

    [Fact]
    public async Task A_number_that_is_still_empty_long_after_the_sending_needs_a_person_and_comes_back_when_the_package_is_there()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (real, sender) = (await bench.SendAsync(GoskeyBench.ByHand), await bench.Senders.OfAsync(bench.SenderId, Stop));
        var empty = await bench.AddAsync((await bench.Orders.ReserveAsync(sender.Key, new OrderMeta(sender.Region), Stop)).OrderId, GoskeyBench.ByHand);

        var early = await bench.AskAsync(empty, "00:00:03");
        Assert.Equal((PackageState.Waiting, 0L), (early.State, early.StatusId));
        Assert.Equal(PackageState.Waiting, (await bench.AskAsync(empty, "00:10:00")).State);
        var attention = await bench.AskAsync(empty, "00:05:01");
        Assert.Equal((PackageState.Attention, RefusalWords.Empty(empty.OrderId!.Value), "Не дошёл"), (attention.State, attention.Problem, OutcomeWords.Of(attention).Word));
        Assert.True(await bench.ColumnAsync<long?>(empty, "next_ask_at") > 0);

        await bench.ExecuteAsync("UPDATE goskey_package SET order_id = NULL WHERE id = @Id", new { real.Id });
        await bench.ExecuteAsync("UPDATE goskey_package SET order_id = @OrderId WHERE id = @Id", new { empty.Id, real.OrderId });
        var found = await bench.AskAsync(empty, "00:05:01");
        Assert.Equal((PackageState.Waiting, 17L, null), (found.State, found.StatusId, found.Problem));
    }

    [Fact]
    public async Task While_epgu_is_silent_it_is_told_and_asked_on_and_on_and_one_that_fails_stops_nobody()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (one, other) = (await bench.SendAsync(GoskeyBench.Declines), await bench.SendAsync(GoskeyBench.Declines));
        await bench.Outside.FaultAsync($"/gusmev/order/{one.OrderId}", status: 503, times: 1_000);

        var silent = await bench.AskAsync(one, "00:00:10");
        Assert.Equal((PackageState.Waiting, 1L, "Госуслуги (ЕПГУ) сейчас не отвечают."), (silent.State, silent.Failures, silent.Problem));
        Assert.Equal(PackageState.Refused, (await bench.ReadAsync(other)).State);
        for (var i = 0; i < 8; i++)
        {
            await bench.AskAsync(one, "00:10:01");
        }

        var pause = await bench.ColumnAsync<long>(one, "next_ask_at") - bench.Clock.GetUtcNow().ToUnixTimeMilliseconds();
        Assert.InRange(pause, TimeSpan.FromMinutes(5).TotalMilliseconds, TimeSpan.FromMinutes(10).TotalMilliseconds);
        await bench.Outside.NoFaultsAsync();
        var mended = await bench.AskAsync(one, "00:10:01");
        Assert.Equal((PackageState.Refused, 0L, null), (mended.State, mended.Failures, mended.Problem));
    }

    [Fact]
    public async Task A_sender_whose_key_is_gone_keeps_only_its_own_packages_waiting()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var (orphan, other) = (await bench.SendAsync(GoskeyBench.Declines), await bench.SendAsync(GoskeyBench.Declines));
        await bench.ExecuteAsync("UPDATE goskey_package SET sender_id = 'gone' WHERE id = @Id", new { orphan.Id });

        var waiting = await bench.AskAsync(orphan, "00:00:10");

        Assert.Equal((PackageState.Waiting, "Профиля отправителя больше нет."), (waiting.State, waiting.Problem));
        Assert.Equal(PackageState.Refused, (await bench.ReadAsync(other)).State);
    }
}

using System.Globalization;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Reminders;

namespace Portal.Tests.Features.Goskey;

/// <summary>Letters to recipients.</summary>
public sealed class RemindRecipientsTests
{
    private const string Address = "recipient@mail.example";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_letter_goes_after_the_sending_and_another_four_hours_before_the_end_each_once()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await AtAsync(bench, "2040-12-01T12:00:00+03:00", "2040-12-02T20:00:00+03:00");

        await Task.WhenAll(bench.Remind.RunAsync(Stop), bench.Remind.RunAsync(Stop), bench.Remind.RunAsync(Stop));
        var (recipient, subject, body) = Assert.Single(await bench.LettersAsync());
        Assert.Equal((Address, "Документы на подпись в «Госключе» от ООО «Ромашка»"), (recipient, subject));
        Assert.Contains("«Договор аренды»", body, StringComparison.Ordinal);
        Assert.Contains("2 декабря 2040, 20:00\u00a0МСК", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Иванов", body, StringComparison.Ordinal);
        Assert.DoesNotContain(package.SnilsTail!, body, StringComparison.Ordinal);

        await RunAtAsync(bench, "2040-12-02T15:59:00+03:00");
        Assert.Single(await bench.LettersAsync());
        await RunAtAsync(bench, "2040-12-02T16:00:00+03:00");
        await RunAtAsync(bench, "2040-12-02T19:00:00+03:00");
        Assert.Equal(2, (await bench.LettersAsync()).Count);
        Assert.Equal(2, (await bench.ReadAsync(package)).Reminders);
        Assert.Null(await bench.ColumnAsync<long?>(package, "next_reminder_at"));
    }

    [Fact]
    public async Task At_night_a_letter_waits_for_the_morning_and_one_that_would_come_too_late_is_dropped()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var package = await AtAsync(bench, "2040-12-01T23:30:00+03:00", "2040-12-02T09:00:00+03:00");

        await bench.Remind.RunAsync(Stop);
        Assert.Empty(await bench.LettersAsync());
        await RunAtAsync(bench, "2040-12-02T07:59:00+03:00");
        Assert.Empty(await bench.LettersAsync());
        await RunAtAsync(bench, "2040-12-02T08:00:00+03:00");
        Assert.Single(await bench.LettersAsync());

        // The second would have been due at five in the morning: its morning is this letter's.
        await RunAtAsync(bench, "2040-12-02T08:59:00+03:00");
        Assert.Single(await bench.LettersAsync());
        Assert.Equal(1, (await bench.ReadAsync(package)).Reminders);

        await bench.ExecuteAsync("UPDATE goskey_package SET reminders = 0, next_reminder_at = 0, signable_until = @until WHERE id = @Id", new { package.Id, until = At("2040-12-03T08:00:00+03:00") });
        await RunAtAsync(bench, "2040-12-02T22:00:00+03:00");
        Assert.Single(await bench.LettersAsync());
        Assert.Null(await bench.ColumnAsync<long?>(package, "next_reminder_at"));
    }

    [Fact]
    public async Task Nobody_is_reminded_of_a_package_that_ended_or_without_an_address()
    {
        await using var bench = await GoskeyBench.StartAsync();
        var ended = await AtAsync(bench, "2040-12-01T12:00:00+03:00", "2040-12-02T12:00:00+03:00");
        await bench.ExecuteAsync("UPDATE goskey_package SET state = 'Refused' WHERE id = @Id", new { ended.Id });
        await bench.AddAsync(2, GoskeyBench.ByHand);

        await bench.Remind.RunAsync(Stop);

        Assert.Empty(await bench.LettersAsync());
    }

    [Fact]
    public async Task Without_a_mail_server_no_letter_counts_as_sent()
    {
        await using var bench = await GoskeyBench.StartAsync();
        bench.Mail.Host = "";
        var package = await AtAsync(bench, "2040-12-01T12:00:00+03:00", "2040-12-02T20:00:00+03:00");
        await bench.Remind.RunAsync(Stop);
        Assert.Equal(0, (await bench.ReadAsync(package)).Reminders);

        bench.Mail.Host = "mail.test";
        await bench.Remind.RunAsync(Stop);
        Assert.Single(await bench.LettersAsync());
    }

    [Theory]
    [InlineData("22:00", "08:00", "2040-12-01T21:59:00+03:00", "2040-12-01T21:59:00+03:00")]
    [InlineData("22:00", "08:00", "2040-12-01T22:00:00+03:00", "2040-12-02T08:00:00+03:00")]
    [InlineData("22:00", "08:00", "2040-12-01T00:10:00Z", "2040-12-01T08:00:00+03:00")]
    [InlineData("22:00", "08:00", "2040-12-02T08:00:00+03:00", "2040-12-02T08:00:00+03:00")]
    [InlineData("01:00", "06:00", "2040-12-02T00:59:00+03:00", "2040-12-02T00:59:00+03:00")]
    [InlineData("01:00", "06:00", "2040-12-02T05:00:00+03:00", "2040-12-02T06:00:00+03:00")]
    [InlineData("08:00", "08:00", "2040-12-02T08:00:00+03:00", "2040-12-02T08:00:00+03:00")]
    public void Quiet_hours_go_by_moscow_and_over_midnight(string from, string until, string moment, string loud) =>
        Assert.Equal(At(loud), new QuietHours(TimeOnly.Parse(from, CultureInfo.InvariantCulture), TimeOnly.Parse(until, CultureInfo.InvariantCulture)).Loud(At(moment)));

    private static DateTimeOffset At(string moment) => DateTimeOffset.Parse(moment, CultureInfo.InvariantCulture);

    private static async Task<Package> AtAsync(GoskeyBench bench, string sent, string until)
    {
        bench.Clock.SetUtcNow(At(sent));
        var package = await bench.AddAsync(1, GoskeyBench.ByHand, email: Address);
        await bench.ExecuteAsync("UPDATE goskey_package SET signable_until = @until, status_id = 17 WHERE id = @Id", new { package.Id, until = At(until) });
        return package;
    }

    private static Task RunAtAsync(GoskeyBench bench, string moment)
    {
        bench.Clock.SetUtcNow(At(moment));
        return bench.Remind.RunAsync(Stop);
    }
}

using Portal.Access;
using Portal.Features.Calendars;
using Portal.Features.Docflows.List;
using Portal.Integrations.KonturExtern;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Calendars;

/// <summary>Working days: the calendars that come with the portal, those of an administrator, and what is counted by them.</summary>
public sealed class ProductionCalendarTests(PortalFixture fixture) : IClassFixture<PortalFixture>
{
    private static readonly Actor Admin = new("admin", "session", "Администратор", IsAdmin: true);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-11-27", 6, "2026-12-07")] // a weekend between
    [InlineData("2026-11-03", 1, "2026-11-05")] // a holiday
    [InlineData("2026-12-29", 6, "2027-01-15")] // New Year: the 31st is a moved day off, January is off to the 10th
    [InlineData("2026-02-20", 1, "2026-02-24")]
    [InlineData("2026-05-08", 1, "2026-05-12")] // the 11th is a moved day off
    [InlineData("2031-01-08", 1, "2031-01-09")] // a year without a calendar: the Labour Code's holidays
    public async Task A_term_ends_on_its_last_working_day(string from, int days, string last)
    {
        var counted = new WorkingDays((await new ProductionCalendars(fixture.Get<CalendarStore>()).ListAsync(Stop)).Where(one => one.Replaced is null).Select(one => one.Calendar));

        Assert.Equal(DateOnly.Parse(last, null), counted.After(DateOnly.Parse(from, null), days));
    }

    [Fact]
    public async Task The_year_2026_has_as_many_working_days_as_it_is_known_to_have() =>
        Assert.Equal(247, (await fixture.Get<ProductionCalendars>().ListAsync(Stop)).Single(one => one.Calendar.Year == 2026).Calendar.WorkingDays);

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"year\": 1, \"months\": []}")]
    [InlineData("{\"year\": 2026, \"months\": [{\"month\": 1, \"days\": \"1\"}]}")]
    [InlineData("{\"year\": 2026, \"months\": \"all\"}")]
    [InlineData("<calendar year=\"2026\"/>")]
    public async Task A_file_that_is_no_calendar_is_refused_with_the_reason_and_changes_nothing(string text)
    {
        Assert.False(string.IsNullOrEmpty(await fixture.Get<ReplaceCalendar>().RunAsync(Admin, text, Stop)));
        Assert.Equal(247, (await fixture.Get<ProductionCalendars>().ListAsync(Stop)).Single(one => one.Calendar.Year == 2026).Calendar.WorkingDays);
    }

    [Theory]
    [InlineData("32", "не читается")]
    [InlineData("1,2,x", "не читается")]
    [InlineData("1,2,3", "рабочих дней: так не бывает")] // holidays without the weekends
    public async Task A_month_with_impossible_days_is_refused(string days, string why) =>
        Assert.Contains(why, await fixture.Get<ReplaceCalendar>().RunAsync(Admin, File(2029, _ => days), Stop), StringComparison.Ordinal);

    [Fact]
    public async Task An_administrator_puts_another_in_its_place_and_goes_back()
    {
        var replace = fixture.Get<ReplaceCalendar>();
        Assert.Null(await replace.RunAsync(Admin, File(2028, month => string.Join(',', Weekends(2028, month).Append(14).Select(day => day == 14 ? "14+" : $"{day}")) + ",13*"), Stop));

        var known = (await fixture.Get<ProductionCalendars>().ListAsync(Stop)).Single(one => one.Calendar.Year == 2028);
        Assert.Equal("Администратор", known.Replaced?.ReplacedBy);
        Assert.Contains(new DateOnly(2028, 3, 14), known.Calendar.DaysOff);
        Assert.True((await fixture.Get<ProductionCalendars>().ReadAsync(Stop)).IsWorking(new DateOnly(2028, 3, 13)));
        Assert.True(await replace.RestoreAsync(Admin, 2028, Stop));
        Assert.DoesNotContain(await fixture.Get<ProductionCalendars>().ListAsync(Stop), one => one.Calendar.Year == 2028);
    }

    [Fact]
    public void The_service_s_day_comes_first_and_ours_is_said_to_be_counted()
    {
        var days = new WorkingDays([]);
        var sent = TestClock.At("2031-06-02T22:30:00Z").GetUtcNow(); // in Moscow it is the 3rd
        var demand = new DocflowDescription { FormVersions = [new("1165013", null, null, "Требование о представлении документов", null)] };
        var payment = demand with { FormVersions = [new("1160001", null, null, "Требование об уплате налога", null)] };

        Assert.Equal(("2031-06-20", false), DemandDeadline.Of(AwaitedAnswer.Decision, demand with { ReceiptDeadlineDate = new DateOnly(2031, 6, 20) }, sent, days));
        Assert.Equal(("2031-06-11", true), DemandDeadline.Of(AwaitedAnswer.Decision, demand, sent, days));
        Assert.Equal(("2031-06-04", true), DemandDeadline.Of(AwaitedAnswer.Receipt, payment, sent, days));
        Assert.Equal(("2031-07-01", false), DemandDeadline.Of(AwaitedAnswer.Documents, demand with { ReplyDeadlineDate = new DateOnly(2031, 7, 1) }, sent, days));
        Assert.Equal((null, false), DemandDeadline.Of(AwaitedAnswer.Documents, demand, sent, days));
        Assert.Equal((null, false), DemandDeadline.Of(null, demand, sent, days));
        Assert.Equal((null, false), DemandDeadline.Of(AwaitedAnswer.Receipt, new DocflowDescription(), sent, days));
    }

    private static IEnumerable<int> Weekends(int year, int month) => Enumerable.Range(1, DateTime.DaysInMonth(year, month))
        .Where(day => new DateOnly(year, month, day).DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static string File(int year, Func<int, string> days) =>
        $$"""{"year": {{year}}, "months": [{{string.Join(", ", Enumerable.Range(1, 12).Select(month => $$"""{"month": {{month}}, "days": "{{days(month)}}"}"""))}}], "transitions": []}""";
}

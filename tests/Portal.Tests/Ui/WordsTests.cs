using Portal.Testing;
using Portal.Ui;

namespace Portal.Tests.Ui;

/// <summary>Numbers and instants as Russian readers expect them.</summary>
public sealed class WordsTests
{
    [Theory]
    [InlineData(0, "0 документов")]
    [InlineData(1, "1 документ")]
    [InlineData(2, "2 документа")]
    [InlineData(4, "4 документа")]
    [InlineData(5, "5 документов")]
    [InlineData(11, "11 документов")]
    [InlineData(14, "14 документов")]
    [InlineData(21, "21 документ")]
    [InlineData(112, "112 документов")]
    [InlineData(122, "122 документа")]
    [InlineData(1200, "1 200 документов")]
    public void A_number_has_the_word_that_goes_with_it(long number, string words) =>
        Assert.Equal(words, Plain(Plural.Of(number, "документ", "документа", "документов")));

    // The clock stands at noon in Moscow on 24 November 2026.
    [Theory]
    [InlineData("2026-11-24T09:00:00Z", "сегодня, 12:00 МСК")]
    [InlineData("2026-11-23T21:00:00Z", "сегодня, 00:00 МСК")]
    [InlineData("2026-11-23T20:59:59Z", "вчера, 23:59 МСК")]
    [InlineData("2026-11-24T21:00:00Z", "завтра, 00:00 МСК")]
    [InlineData("2026-11-22T13:05:00Z", "22 ноября 2026, 16:05 МСК")]
    [InlineData("2026-11-26T13:05:00Z", "26 ноября 2026, 16:05 МСК")]
    public void An_instant_near_today_is_named_by_the_day_of_Moscow(string instant, string words) =>
        Assert.Equal(words, Plain(new MoscowTime(TestClock.Create()).Near(TestClock.At(instant).GetUtcNow())));

    [Fact]
    public void A_day_is_the_day_of_Moscow()
    {
        Assert.Equal("1 января 2027", MoscowTime.Day(TestClock.At("2026-12-31T21:00:00Z").GetUtcNow()));
        Assert.Equal("31 декабря 2026", MoscowTime.Day(TestClock.At("2026-12-31T20:59:59Z").GetUtcNow()));
        Assert.Equal(new DateOnly(2026, 12, 31), new MoscowTime(TestClock.At("2026-12-30T21:30:00Z")).Today);
    }

    [Theory]
    [InlineData(0, "0 Б")]
    [InlineData(1023, "1023 Б")]
    [InlineData(655_360, "640 КБ")]
    [InlineData(13_002_342, "12,4 МБ")]
    [InlineData(1_073_741_824, "1 ГБ")]
    public void A_size_is_short(long bytes, string words) => Assert.Equal(words, Plain(FileSize.Of(bytes)));

    // Whichever blank keeps the parts together.
    private static string Plain(string text) => string.Concat(text.Select(letter => char.IsWhiteSpace(letter) ? ' ' : letter));
}

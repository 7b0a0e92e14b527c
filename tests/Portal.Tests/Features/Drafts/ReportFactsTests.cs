using Portal.Features.Drafts;

namespace Portal.Tests.Features.Drafts;

/// <summary>Codes of a report in words.</summary>
public sealed class ReportFactsTests
{
    [Theory]
    [InlineData("34", "2024", "2024 год")]
    [InlineData("33", "2024", "9 месяцев 2024")]
    [InlineData("31", "2025", "полугодие 2025")]
    [InlineData("21", "2025", "I квартал 2025")]
    [InlineData("12", "2023", "декабрь 2023")]
    [InlineData("94", "2024", "2024 год, код периода 94")]
    [InlineData("94", null, "период с кодом 94")]
    [InlineData("21", null, "I квартал")]
    [InlineData(null, "2024", "2024 год")]
    [InlineData(null, null, "период не указан")]
    public void A_period_is_told_in_words(string? code, string? year, string words) => Assert.Equal(words, ReportPeriods.InWords(code, year));

    [Theory]
    [InlineData("0", "Первичный")]
    [InlineData("2", "Корректировка № 2")]
    [InlineData(null, "не указан")]
    public void A_correction_is_told_in_words(string? number, string words) => Assert.Equal(words, new ReportFacts { Correction = number }.CorrectionInWords);

    [Fact]
    public void A_title_holds_what_is_known()
    {
        Assert.Equal("Бухгалтерская отчётность, 2024 год", new ReportFacts { FormName = "Бухгалтерская отчётность", Knd = "0710099", PeriodCode = "34", Year = "2024" }.Title);
        Assert.Equal("Форма 0710099, период не указан", new ReportFacts { Knd = "0710099" }.Title);
        Assert.Equal("Форма не распознана, период не указан", new ReportFacts().Title);
    }
}

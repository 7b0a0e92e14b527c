using Portal.Features.Docflows;
using Portal.Testing;
using Portal.Ui;

namespace Portal.Tests.Features.Docflows;

/// <summary>What the vendor calls states and documents, in words for people; what is unknown stays neutral.</summary>
public sealed class DocflowWordsTests
{
    private const string Status = "urn:docflow-common-status:";
    private const string State = "urn:docflow-state:";
    private const string Document = "urn:document:";

    [Theory]
    [InlineData(Status + "sent", null, "Отправлен", StatusTone.UnderWay)]
    [InlineData(Status + "delivered", State + "neutral", "Доставлен", StatusTone.UnderWay)]
    [InlineData(Status + "response-arrived", State + "failed", "Отказ", StatusTone.Refused)]
    [InlineData(Status + "finished", State + "successful", "Принято", StatusTone.Accepted)]
    [InlineData(Status + "finished", State + "warning", "Нужны уточнения", StatusTone.NeedsYou)]
    [InlineData(Status + "finished", null, "Завершён", StatusTone.Neutral)]
    public void A_known_state_has_its_word_and_colour(string status, string? state, string word, StatusTone tone) =>
        Assert.Equal((word, tone), DocflowWords.Status(Of(status, state)));

    [Theory]
    [InlineData("urn:docflow-common-status:teleported", null)]
    [InlineData("urn:docflow-common-status:teleported", "urn:docflow-state:delighted")]
    [InlineData("", "")]
    [InlineData(":", null)]
    public void An_unknown_state_is_neutral_and_breaks_nothing(string status, string? state)
    {
        var (word, tone) = DocflowWords.Status(Of(status, state));

        Assert.Equal(StatusTone.Neutral, tone);
        Assert.NotEqual("", word);
        Assert.NotEqual("", DocflowWords.Next(Of(status, state), []));
    }

    [Theory]
    [InlineData(Document + "fns534-report-receipt", "Инспекция получила отчёт", StatusTone.UnderWay)]
    [InlineData(Document + "fns534-report-acceptance-result-positive", "Инспекция приняла отчёт", StatusTone.Accepted)]
    [InlineData(Document + "fns534-report-acceptance-result-negative", "Инспекция отказала в приёме", StatusTone.Refused)]
    [InlineData(Document + "fns534-report-processing-result-precise", "Инспекция просит уточнить данные", StatusTone.NeedsYou)]
    public void A_known_document_means_an_event(string type, string sentence, StatusTone tone) => Assert.Equal((sentence, tone), DocflowWords.Event(type));

    [Theory]
    [InlineData("urn:document:fns534-report-quantum")]
    [InlineData("no urn at all")]
    [InlineData("")]
    public void An_unknown_document_is_a_document(string type)
    {
        Assert.Equal("Документ", DocflowWords.Document(type));
        Assert.Equal(("Документ", StatusTone.Neutral), DocflowWords.Event(type));
    }

    private static DocflowEntry Of(string status, string? state)
    {
        var now = TestClock.Create().GetUtcNow();
        return new DocflowEntry
        {
            Id = "1", LinkId = "1", AccountId = "1", DocflowId = "1", Type = "urn:docflow:fns534-report", Status = status, SuccessState = state, FormName = "Форма",
            Correction = 0, Payer = "6676130154", Recipient = "0087", SentAt = now, ChangedAt = now, Asked = 0,
        };
    }
}

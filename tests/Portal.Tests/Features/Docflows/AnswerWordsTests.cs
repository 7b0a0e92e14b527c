using Portal.Features.Docflows;
using Portal.Features.Docflows.Replies;
using Portal.Testing;
using Portal.Ui;

namespace Portal.Tests.Features.Docflows;

/// <summary>Words of what is no report: letters that only arrive, submissions, applications, answers and what they are called on both sides.</summary>
public sealed class AnswerWordsTests
{
    [Theory]
    [InlineData("fns534-letter", "successful")]
    [InlineData("stat-letter", "neutral")]
    public void A_letter_that_arrived_has_reached_its_end(string type, string state) =>
        Assert.Equal(("Доставлено", StatusTone.Accepted), DocflowWords.Status(Of(type, "delivered", state)));

    [Theory]
    [InlineData("fns534-report", "Инспекция приняла отчёт. Осталось дождаться, когда данные введут в базу.")]
    [InlineData("stat-report", "Росстат принял отчёт.")]
    [InlineData("fns534-submission", "Инспекция приняла документы.")]
    [InlineData("fns534-application", "Инспекция приняла документы.")]
    public void What_was_accepted_is_named_by_what_it_is(string type, string sentence) => Assert.Equal(sentence, DocflowWords.Next(Of(type, "response-arrived", "successful"), []));

    [Theory]
    [InlineData("fns534-submission-message", "Представление документов", "Документы отправлены")]
    [InlineData("fns534-inventory-message", "Опись документов", "Ответ на требование отправлен")]
    [InlineData("fns534-inventory-attachment", "Приложение", "Приложение")]
    [InlineData("fns534-inventory-receipt", "Извещение о получении", "Извещение о получении")]
    [InlineData("fns534-submission-date-confirmation", "Подтверждение даты отправки", "Оператор подтвердил дату отправки")]
    [InlineData("fns534-submission-acceptance-result-positive", "Квитанция о приёме", "Инспекция приняла документы")]
    [InlineData("fns534-application-acceptance-result-negative", "Уведомление об отказе", "Инспекция отказала в приёме")]
    [InlineData("fns534-application-processing-result-positive", "Сообщение о проставлении отметки", "Инспекция проставила отметку")]
    [InlineData("fns534-submission-quantum", "Документ", "Документ")]
    public void Documents_of_submissions_and_applications_have_names(string type, string name, string happened) =>
        Assert.Equal((name, happened), (DocflowWords.Document("urn:document:" + type), DocflowWords.Event("urn:document:" + type).Sentence));

    [Theory]
    [InlineData("fns534-report-receipt", "Отправить извещение")]
    [InlineData("stat-report-receipt", "Отправить извещение")]
    [InlineData("sfr-report-protocol-refinement-notice-receipt", "Отправить уведомление о доставке")]
    [InlineData("fns534-demand-acceptance-result-positive", "Принять требование")]
    public void An_answer_is_called_as_the_document_that_it_becomes(string reply, string press)
    {
        Assert.Equal(press, ReplyWords.Press(reply));
        Assert.Equal(DocflowWords.Document("urn:document:" + reply), ReplyWords.Name(reply));
    }

    private static DocflowEntry Of(string type, string status, string state)
    {
        var now = TestClock.Create().GetUtcNow();
        return new DocflowEntry
        {
            Id = "1", LinkId = "1", AccountId = "1", DocflowId = "1", Type = "urn:docflow:" + type, Status = "urn:docflow-common-status:" + status, SuccessState = "urn:docflow-state:" + state,
            FormName = "Форма", Correction = 0, Payer = "6676130154", Recipient = "0087", SentAt = now, ChangedAt = now, Asked = 0,
        };
    }
}

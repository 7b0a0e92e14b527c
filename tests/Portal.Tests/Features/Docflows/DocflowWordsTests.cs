using Portal.Features.Docflows;
using Portal.Features.Docflows.List;
using Portal.Integrations.KonturExtern;
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
    [InlineData(Status + "finished", State + "successful", "Принят", StatusTone.Accepted)]
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

    [Fact]
    public void A_receipt_of_one_s_own_is_not_told_as_the_inspection_s()
    {
        var receipt = new EntryDocument { DocumentId = "1", Type = Document + "fns534-report-receipt" };

        Assert.Equal("Инспекция получила отчёт", DocflowWords.Event(receipt with { SignerType = "cu-representative" }).Sentence);
        Assert.Equal("Вы отправили извещение о получении", DocflowWords.Event(receipt with { SignerType = "organization-representative" }).Sentence);
    }

    [Fact]
    public void A_report_is_entered_once_a_document_said_so() =>
        Assert.Equal(("Введён", StatusTone.Accepted), DocflowWords.Status(Of(Status + "response-arrived", State + "successful") with { Entered = 1 }));

    [Theory]
    [InlineData("urn:document:fns534-report-quantum")]
    [InlineData("no urn at all")]
    [InlineData("")]
    public void An_unknown_document_is_a_document(string type)
    {
        Assert.Equal("Документ", DocflowWords.Document(type));
        Assert.Equal(("Документ", StatusTone.Neutral), DocflowWords.Event(type));
    }

    /// <summary>Every type of contract drafts 5.3.</summary>
    public static TheoryData<string> Types =>
    [
        "fns534-report", "fns534-ion", "fns534-letter", "fns534-cu-letter", "fns534-cu-broadcast", "fns534-submission", "fns534-inventory", "fns534-demand", "fns534-application",
        "business-registration", "pfr-report", "pfr-szvtd", "pfr-letter", "pfr-cu-letter", "pfr-ios", "pfr-ancillary", "sfr-report", "stat-report", "stat-letter", "stat-cu-letter",
        "stat-cu-broadcast", "fss-report", "fss-sick-report", "oved-confirmation", "fss-warrant-management", "cbrf-report", "mvd-notification",
        .. new[]
        {
            "oved-confirmation", "sick-report-change-notification", "pvso-notification", "provider-subscription", "proactive-payments-demand", "proactive-payments-reply",
            "proactive-payments-benefit", "insured-person-registration", "insured-person-mismatch", "benefit-payment-initiation", "benefit-payment-status-notice", "demand", "demand-reply",
            "billing-information-demand", "billing-information", "baby-care-vacation-close-notice", "employee-salary-information", "proactive-expire-notice", "appeal", "appeal-reply",
            "disability-children-demand", "broadcast-message", "payment-details-demand", "payment-details-demand-reply", "additional-vacation-statement", "additional-vacation-need-doc",
            "additional-vacation-docs", "proactive-process-events-notification", "error", "abonent-subscription", "abonent-subscription-result", "proactive-payments-reply-result",
            "insured-person-registration-result", "benefit-payment-initiation-result", "proactive-salary-notification", "judicial-restriction", "judicial-restriction-reply",
        }.Select(name => "fss-sedo-" + name),
    ];

    [Theory]
    [MemberData(nameof(Types))]
    public void Every_type_has_a_name_a_group_a_body_and_a_word_in_every_state(string name)
    {
        var type = "urn:docflow:" + name;
        Assert.NotEqual("Документ", DocflowWords.Name(type, new DocflowDescription()));
        Assert.NotEqual("Сообщение СФР", DocflowWords.Name(type, new DocflowDescription()));
        Assert.NotEqual(DocflowKind.Other, DocflowGroups.KindOf(type));
        Assert.NotEqual(StateBody.Other, DocflowWords.BodyOf(type));
        foreach (var status in new[] { "sent", "delivered", "response-arrived", "response-processed", "finished", "received", "arrived", "processed" })
        {
            foreach (var state in new[] { null, State + "neutral", State + "successful", State + "failed", State + "warning" })
            {
                var entry = Of(Status + status, state) with { Type = type };
                Assert.Matches("^[А-ЯЁ][а-яё ]+$", DocflowWords.Status(entry).Word);
                Assert.NotEqual("", DocflowWords.Next(entry, []));
                Assert.NotEqual(DocflowStage.Other, DocflowCell.Of(entry).Stage);
                Assert.True(DocflowCell.TryParse(DocflowCell.Of(entry).ToString(), out var read) && read == DocflowCell.Of(entry));
            }
        }
    }

    [Theory]
    [InlineData("fns534-demand", "received", AwaitedAnswer.Receipt)]
    [InlineData("fns534-demand", "arrived", AwaitedAnswer.Decision)]
    [InlineData("fns534-demand", "processed", null)]
    [InlineData("fns534-cu-letter", "received", AwaitedAnswer.Receipt)]
    [InlineData("fns534-cu-letter", "finished", null)]
    [InlineData("fns534-cu-broadcast", "received", null)]
    [InlineData("fns534-report", "sent", null)]
    [InlineData("quantum", "received", null)]
    public void What_awaits_an_answer_is_told_by_type_and_status(string type, string status, AwaitedAnswer? awaited) =>
        Assert.Equal(awaited, DocflowAwaits.Answer("urn:docflow:" + type, Status + status));

    [Theory]
    [InlineData("kind=0", "body", "state")]
    [InlineData("99", "-1", "Nothing")]
    [InlineData("", "", "")]
    public void What_an_address_says_that_is_unknown_counts_as_not_given(string kind, string body, string stage) =>
        Assert.True(DocflowListFilter.Read(" ", kind, body, stage, "2026-13-01", "1", null, null).IsEmpty);

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

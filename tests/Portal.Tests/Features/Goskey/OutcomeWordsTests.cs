using System.Net;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Results;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Http;
using Portal.Ui;

namespace Portal.Tests.Features.Goskey;

/// <summary>Outcomes, refusals and alarms in the words of people.</summary>
public sealed class OutcomeWordsTests
{
    private static readonly string[] RefusalCodes =
    [
        "access_denied_person_permissions", "access_denied_personal_data", "access_denied_service", "access_denied_system", "access_denied_user", "access_denied_user_legal", "bad_delegation", "push_denied",
        "config_delegation", "bad_request", "cancel_not_allowed", "limitation_exception", "not_found", "order_access", "service_not_found", "internal_error",
    ];

    private static readonly string[] EnvelopeCodes =
    [
        "LIMITATION_EXCEPTION", "INVALID_FILES_STRUCTURE", "VALIDATION_ERROR", "REQ_NOT_FOUND", "MPC_NOT_FOUND", "REQ_VERIFY_FAILED", "FILES_VERIFICATION_FAILED", "INTERNAL_ERROR", "CREATE_ORDER_FORBIDDEN",
    ];

    [Fact]
    public void Every_state_has_its_own_words_and_what_ended_badly_says_what_to_do()
    {
        var outcomes = Enum.GetValues<PackageState>().ToDictionary(state => state, state => OutcomeWords.Of(InState(state)));

        Assert.Distinct(outcomes.Values.Select(outcome => outcome.Sentence));
        Assert.Distinct(outcomes.Values.Select(outcome => outcome.Word));
        Assert.All(outcomes.Where(one => one.Value.Tone is StatusTone.NeedsYou or StatusTone.Refused), one => Assert.NotEmpty(one.Value.Advice));
    }

    [Fact]
    public void Every_processing_and_agency_code_has_a_sentence_of_its_own_in_either_case_and_an_unknown_one_is_shown()
    {
        Assert.Distinct(EnvelopeCodes.Select(code => OutcomeWords.Of(InState(PackageState.Rejected) with { EnvelopeCode = code }).Sentence));
        Assert.Distinct(((string[])["request_error", "result_file_not_found", "file_map_fail", "mimetype_length_incorrect"]).Select(code => OutcomeWords.Of(InState(PackageState.Failed) with { AgencyCode = code }).Sentence));
        Assert.Equal(
            OutcomeWords.Of(InState(PackageState.Rejected) with { EnvelopeCode = "validation_error" }), OutcomeWords.Of(InState(PackageState.Rejected) with { EnvelopeCode = "VALIDATION_ERROR" }));
        Assert.Contains("Brand_New", OutcomeWords.Of(InState(PackageState.Rejected) with { EnvelopeCode = "Brand_New" }).Sentence, StringComparison.Ordinal);
        Assert.Contains("«Нечто»", OutcomeWords.Of(InState(PackageState.Failed) with { StatusTitle = "Нечто" }).Sentence, StringComparison.Ordinal);
        Assert.Contains("«Dogovor.pdf.sig»", OutcomeWords.Of(InState(PackageState.Rejected) with { EnvelopeCode = "FILES_VERIFICATION_FAILED", Comment = "Dogovor.pdf.sig" }).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_signed_package_is_told_apart_by_what_became_of_its_signatures()
    {
        var signed = InState(PackageState.Signed);
        var fetched = signed with { ResultsAt = TimeProvider.System.GetUtcNow() };

        Assert.Equal(
            [StatusTone.UnderWay, StatusTone.UnderWay, StatusTone.Accepted, StatusTone.Refused],
            new[] { signed, signed with { ResultsProblem = "Молчит." }, fetched, fetched with { Alarms = 1 } }.Select(package => OutcomeWords.Of(package).Tone));
        Assert.Contains("Молчит.", OutcomeWords.Of(signed with { ResultsProblem = "Молчит." }).Sentence, StringComparison.Ordinal);
        Assert.Distinct(Enum.GetValues<ResultAlarm>().Select(alarm => ResultWords.Of(alarm).Sentence));
    }

    [Fact]
    public void The_kind_that_was_asked_for_is_a_finding_only_when_the_chain_says_so()
    {
        var report = new DocumentReport { ReceivedAt = TimeProvider.System.GetUtcNow(), Kind = SignatureKind.Ukep };

        Assert.Equal(
            ["УКЭП", "запрошена УКЭП, не подтверждена", "УНЭП", "запрошена УНЭП, не подтверждена"],
            new[] { report with { IsTrusted = true }, report, report with { Kind = SignatureKind.Unep, IsTrusted = true }, report with { Kind = SignatureKind.Unep } }.Select(ResultWords.Kind));
    }

    [Fact]
    public void A_log_gets_kinds_and_codes_and_nothing_that_a_vendor_wrote()
    {
        Assert.Equal("EPGU Forbidden order_access", RefusalWords.ForLog(new VendorException(VendorErrorKind.Forbidden, "EPGU", "СНИЛС 990-000-001 53", "order_access")));
        Assert.Equal(nameof(InvalidDataException), RefusalWords.ForLog(new InvalidDataException("Иванов Иван")));
    }

    [Fact]
    public void Every_refusal_code_is_told_with_advice_and_an_unknown_one_by_its_own_text()
    {
        var words = RefusalCodes.Select(code => RefusalWords.Of(Refused(code))).ToList();

        Assert.Distinct(words.Select(refusal => refusal.Sentence));
        Assert.All(words, refusal => Assert.NotEmpty(refusal.Advice));
        Assert.Equal(RefusalWords.Of(Refused("bad_delegation")), RefusalWords.Of(Refused("BAD_DELEGATION")));
        Assert.Equal("Госуслуги отказали: «Нет» (код brand_new).", RefusalWords.Of(Refused("brand_new")).Sentence);
        Assert.Equal(
            ["Госуслуги (ЕПГУ) сейчас не отвечают.", "Госуслуги просят подождать: запросов слишком много.", "Ответ Госуслуг не удалось прочитать."],
            new[] { VendorErrorKind.Unavailable, VendorErrorKind.Throttled, VendorErrorKind.Unexpected }.Select(kind => RefusalWords.Of(new VendorException(kind, "EPGU")).Sentence));
        Assert.Equal("Срок API-Key истёк.", RefusalWords.Of(new VendorException(VendorErrorKind.Forbidden, "ESIA", code: "ESIA-037213")).Sentence);
    }

    private static VendorException Refused(string code) => new(VendorErrorKind.Forbidden, "EPGU", "Нет", code, statusCode: HttpStatusCode.Forbidden);

    private static Package InState(PackageState state) => new()
    {
        Id = "1", PersonId = "p", PersonName = "A", SenderId = "s", SenderName = "S", State = state, SignatureKind = SignatureKind.Unep, Title = "T", RecipientName = "R",
        CreatedAt = TimeProvider.System.GetUtcNow(), ChangedAt = TimeProvider.System.GetUtcNow(),
    };
}

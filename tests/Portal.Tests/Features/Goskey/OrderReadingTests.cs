using System.Text.Json;
using System.Text.Json.Nodes;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Tracking;
using Portal.Integrations.Epgu;

namespace Portal.Tests.Features.Goskey;

/// <summary>How answers of EPGU are read (contract goskey 4.1 to 4.4).</summary>
public sealed class OrderReadingTests
{
    [Theory]
    [InlineData(0, "", OrderPhase.Draft)]
    [InlineData(17, "", OrderPhase.Waiting)]
    [InlineData(2, "", OrderPhase.Waiting)]
    [InlineData(21, "", OrderPhase.Waiting)]
    [InlineData(11, "", OrderPhase.Unknown)]
    [InlineData(15, "", OrderPhase.Unknown)]
    [InlineData(777, "new_code", OrderPhase.Unknown)]
    [InlineData(3, "done", OrderPhase.Unknown)]
    [InlineData(4, "expired", OrderPhase.Unknown)]
    public void What_is_not_flagged_final_goes_on_whatever_its_status_is(int status, string agency, OrderPhase phase)
    {
        var reading = OrderReading.Of(Order(status, agency, isFinal: false));

        Assert.Equal((phase, PackageState.Waiting, false), (reading.Phase, reading.State, reading.IsFinal));
        Assert.Equal(status, reading.StatusId);
    }

    [Theory]
    [InlineData(3, "done", OrderPhase.Signed, PackageState.Signed)]
    [InlineData(3, "", OrderPhase.Signed, PackageState.Signed)]
    [InlineData(3, "something", OrderPhase.Signed, PackageState.Signed)]
    [InlineData(4, "done", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(4, "sign_reject", OrderPhase.Refused, PackageState.Refused)]
    [InlineData(4, "SIGN_REJECT", OrderPhase.Refused, PackageState.Refused)]
    [InlineData(4, "expired", OrderPhase.Expired, PackageState.Expired)]
    [InlineData(4, "Expired", OrderPhase.Expired, PackageState.Expired)]
    [InlineData(5, "snils_not_found", OrderPhase.NoRecipient, PackageState.NoRecipient)]
    [InlineData(5, "SNILS_NOT_FOUND", OrderPhase.NoRecipient, PackageState.NoRecipient)]
    [InlineData(5, "state_eds_no_answer", OrderPhase.SenderNotConfirmed, PackageState.SenderNotConfirmed)]
    [InlineData(5, "request_error", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(5, "REQUEST", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(5, "ERROR", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(5, "RESULT_FILE_NOT_FOUND", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(5, "FILE_MAP_FAIL", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(5, "mimetype_length_incorrect", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(10, "", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(22, "", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(24, "", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(17, "", OrderPhase.Failed, PackageState.Failed)]
    [InlineData(99, "unheard_of", OrderPhase.Failed, PackageState.Failed)]
    public void A_final_status_is_read_by_its_agency_code_without_regard_to_case(int status, string agency, OrderPhase phase, PackageState state)
    {
        var reading = OrderReading.Of(Order(status, agency, isFinal: true, title: "Название"));

        Assert.Equal((phase, state, true), (reading.Phase, reading.State, reading.IsFinal));
        Assert.Equal(agency.Length == 0 ? null : agency, reading.AgencyCode);
        Assert.Equal("Название", reading.Title);
    }

    [Theory]
    [InlineData(4, "Истекло время подписания документов", "", OrderPhase.Expired)]
    [InlineData(4, "Отказано в предоставлении услуги", "Истекло время подписания", OrderPhase.Expired)]
    [InlineData(4, "Подписание документов отклонено", "", OrderPhase.Refused)]
    [InlineData(4, "Отказано в предоставлении услуги", "", OrderPhase.Refused)]
    [InlineData(4, "Завершено", "Получатель отказался", OrderPhase.Refused)]
    [InlineData(5, "Ошибка отправки в ведомство", "Учётная запись получателя НЕ НАЙДЕНА", OrderPhase.NoRecipient)]
    [InlineData(5, "УКЭП отправителя не подтверждена", "", OrderPhase.SenderNotConfirmed)]
    [InlineData(5, "Ведомство отказало в обработке", "", OrderPhase.Failed)]
    [InlineData(4, "Нечто новое", "", OrderPhase.Failed)]
    public void Without_a_known_code_title_and_comment_decide(int status, string title, string comment, OrderPhase phase)
    {
        Assert.Equal(phase, OrderReading.Of(Order(status, "", isFinal: true, title, comment)).Phase);
        Assert.Equal(phase, OrderReading.Of(Order(status, "brand_new", isFinal: true, title, comment)).Phase);
    }

    [Fact]
    public void Each_flag_makes_it_final_and_the_code_may_stand_in_the_newest_record_alone()
    {
        Assert.Equal(OrderPhase.Signed, Read("""{ "orderStatusId": 3, "closed": true }""").Phase);
        Assert.Equal(OrderPhase.Signed, Read("""{ "orderStatusId": 3, "closed": false, "currentStatusHistory": { "finalStatus": true } }""").Phase);
        Assert.Equal(OrderPhase.Expired, Read("""{ "currentStatusHistory": { "statusId": 4, "finalStatus": true, "stateOrgStatusCode": "expired" } }""").Phase);
        Assert.Equal(OrderPhase.Refused, Read("""{ "orderStatusId": 4, "statuses": [{ "statusId": 17, "finalStatus": false }, { "statusId": 4, "finalStatus": true, "stateOrgStatusCode": "sign_reject" }] }""").Phase);
    }

    [Theory]
    [InlineData(3, OrderPhase.Signed)]
    [InlineData(4, OrderPhase.Failed)]
    [InlineData(5, OrderPhase.Failed)]
    [InlineData(22, OrderPhase.Failed)]
    [InlineData(17, OrderPhase.Waiting)]
    [InlineData(0, OrderPhase.Draft)]
    [InlineData(15, OrderPhase.Unknown)]
    public void With_both_flags_left_out_the_status_decides(int status, OrderPhase phase) => Assert.Equal(phase, Read($$"""{ "orderStatusId": {{status}} }""").Phase);

    [Theory]
    [InlineData("NEW", OrderPhase.Processing)]
    [InlineData("new", OrderPhase.Processing)]
    [InlineData("FILES_VERIFICATION", OrderPhase.Processing)]
    [InlineData("FILES_VERIFICATION_SUCCESS", OrderPhase.Processing)]
    [InlineData("RETRY", OrderPhase.Processing)]
    [InlineData("DONE", OrderPhase.Processing)]
    [InlineData("OK", OrderPhase.Processing)]
    [InlineData("SOMETHING_NEW", OrderPhase.Unknown)]
    [InlineData(null, OrderPhase.Unknown)]
    [InlineData("LIMITATION_EXCEPTION", OrderPhase.Rejected)]
    [InlineData("INVALID_FILES_STRUCTURE", OrderPhase.Rejected)]
    [InlineData("VALIDATION_ERROR", OrderPhase.Rejected)]
    [InlineData("REQ_NOT_FOUND", OrderPhase.Rejected)]
    [InlineData("MPC_NOT_FOUND", OrderPhase.Rejected)]
    [InlineData("REQ_VERIFY_FAILED", OrderPhase.Rejected)]
    [InlineData("FILES_VERIFICATION_FAILED", OrderPhase.Rejected)]
    [InlineData("INTERNAL_ERROR", OrderPhase.Rejected)]
    [InlineData("create_order_forbidden", OrderPhase.Rejected)]
    public void While_there_is_no_order_the_envelope_decides(string? code, OrderPhase phase)
    {
        foreach (var order in (JsonElement?[])[null, JsonSerializer.SerializeToElement(""), JsonSerializer.SerializeToElement("{ broken")])
        {
            var reading = OrderReading.Of(new OrderEnvelope { Code = code, Message = "Пояснение", Order = order });

            Assert.Equal((phase, code, "Пояснение"), (reading.Phase, reading.EnvelopeCode, reading.Comment));
            Assert.Equal(phase == OrderPhase.Rejected ? PackageState.Rejected : PackageState.Waiting, reading.State);
            Assert.Null(reading.StatusId);
        }
    }

    [Fact]
    public void A_reserved_number_whose_package_was_refused_is_refused()
    {
        var draft = Order(0, "", isFinal: false) with { Code = OutcomeCodes.FilesNotVerified, Message = "Dogovor.pdf.sig" };

        Assert.Equal((OrderPhase.Rejected, "Dogovor.pdf.sig"), (OrderReading.Of(draft).Phase, OrderReading.Of(draft).Comment));
    }

    [Fact]
    public void Dates_of_the_vendor_numbers_in_texts_and_unknown_members_are_read()
    {
        var reading = Read("""
            { "id": "2990000102", "orderStatusId": "3", "closed": true, "orderDate": "2026-11-20T10:00:00.000+0300", "unheardOf": { "a": [1] },
              "currentStatusHistory": { "statusId": "3", "date": "2026-11-20T10:04:11.457+0300", "comment": "", "finalStatus": true } }
            """);

        Assert.Equal(OrderPhase.Signed, reading.Phase);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 7, 0, 0, TimeSpan.Zero), reading.OrderDate);
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 7, 4, 11, 457, TimeSpan.Zero), reading.At);
        Assert.Null(reading.Comment);
    }

    private static OrderReading Read(string order) => OrderReading.Of(new OrderEnvelope { Code = "OK", Order = JsonSerializer.SerializeToElement(order) });

    private static OrderEnvelope Order(int status, string agency, bool isFinal, string title = "", string comment = "") => new()
    {
        Code = "OK",
        Order = JsonSerializer.SerializeToElement(new JsonObject
        {
            ["orderStatusId"] = status, ["orderStatusName"] = title, ["stateOrgStatusCode"] = agency, ["closed"] = isFinal,
            ["currentStatusHistory"] = new JsonObject { ["statusId"] = status, ["finalStatus"] = isFinal, ["comment"] = comment },
        }),
    };
}

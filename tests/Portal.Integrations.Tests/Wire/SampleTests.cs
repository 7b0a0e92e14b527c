using System.Text.Json;
using Portal.Integrations.KonturExtern;
using Xunit;

namespace Portal.Integrations.Tests.Wire;

/// <summary>The samples are copied from the contracts.</summary>
public sealed class SampleTests
{
    private static readonly Guid DocumentId = Guid.Parse("0d0d0d0d-0000-4000-8000-0000000000d1");

    [Fact]
    public void A_list_of_accounts_is_read()
    {
        var list = Read<AccountList>("""
            {
              "skip": 0, "take": 100, "total-count": 1,
              "accounts": [
                {
                  "id": "b1f0c9de-3a77-4b0e-9a55-0d3b4e6f7a01",
                  "inn": "7709123453", "kpp": "770901001",
                  "organization-name": "ООО Ромашка-Тест",
                  "product-name": "extern",
                  "products": [ { "name": "extern" } ],
                  "role": "admin",
                  "abonent-id": "5a0d7c39-20b4-4f0e-8f0a-1fe60c2f9b10",
                  "links": [ { "href": "https://extern-api.testkontur.ru/v1/b1f0c9de-3a77-4b0e-9a55-0d3b4e6f7a01", "rel": "self" } ]
                }
              ],
              "links": []
            }
            """);

        var account = Assert.Single(list.Accounts);
        Assert.Equal(1, list.TotalCount);
        Assert.Equal(("7709123453", "770901001", "ООО Ромашка-Тест"), (account.Inn, account.Kpp, account.OrganizationName));
        Assert.Equal(AccountRoles.Admin, account.Role);
        Assert.Equal("extern", Assert.Single(account.Products).Name);
        Assert.Equal("self", Assert.Single(account.Links).Rel);
    }

    [Fact]
    public void Organisations_and_certificates_are_read()
    {
        var batch = Read<OrganizationBatch>("""
            {"organizations":[{"id":"2f7e1c90-6d1f-4b75-8a0c-94d2d6f0aa02","general":{"inn":"7709123453","kpp":"770901001","name":"ООО Ромашка-Тест","is-main-org":true,"links":[]}}],
             "total-count":1,"skip":0,"take":1,"links":[]}
            """);
        Assert.True(Assert.Single(batch.Organizations).General!.IsMainOrg);

        var certificates = Read<CertificateList>("""
            {"certificates":[{"fio":"Тестов Тест Тестович","inn":"770912345616","kpp":null,"is-valid":true,"is-qualified":true,
              "content":"MIIFgDCCBS2gAwIBAgIQ","thumbprint":"A1B2C3D4E5F60718293A4B5C6D7E8F9001122334","expired-at":"2027-02-01T00:00:00Z","serial-number":"01D9A2"}],
             "total-count":1,"skip":0,"take":100,"links":[]}
            """);
        var certificate = Assert.Single(certificates.Certificates);
        Assert.Equal(new DateTimeOffset(2027, 2, 1, 0, 0, 0, TimeSpan.Zero), certificate.ExpiredAt);
        Assert.Null(certificate.IsCloud);
        Assert.True(certificate.IsValid);
    }

    [Fact]
    public void A_draft_request_is_written_as_documented()
    {
        var request = new DraftMetaRequest(
            new DraftSender
            {
                Inn = "7700000016",
                Kpp = "770001001",
                Certificate = new DraftCertificate("TUlJQkNlcnQ="),
                IpAddress = "203.0.113.7",
            },
            new DraftRecipient { IfnsCode = "0087", MriCode = "9660" },
            new DraftPayer { Inn = "7700000016", Organization = new PayerOrganization("770001001") },
            AdditionalInfo: new DraftAdditionalInfo { MachineReadableWarrantId = Guid.Parse("0d0d0d0d-0000-4000-8000-0000000000b1") });

        AssertJson(
            """
            {
              "sender": {
                "inn": "7700000016", "kpp": "770001001",
                "certificate": { "content": "TUlJQkNlcnQ=" },
                "is-representative": false, "ipaddress": "203.0.113.7"
              },
              "recipient": { "ifns-code": "0087", "mri-code": "9660" },
              "payer": { "inn": "7700000016", "organization": { "kpp": "770001001" } },
              "additional-info": { "machine-readable-warrant-id": "0d0d0d0d-0000-4000-8000-0000000000b1" }
            }
            """,
            request);
    }

    [Fact]
    public void Other_requests_are_written_as_documented()
    {
        AssertJson("""{"inn":"770912345616","organization-name":"ИП Тестов Т. Т."}""", new CreateAccountRequest("770912345616", null, "ИП Тестов Т. Т."));
        AssertJson(
            """
            {"content-id":"0d0d0d0d-0000-4000-8000-0000000000d1","description":{"type":"urn:document:fns534-report","filename":"a.xml","content-type":"application/xml"}}
            """,
            new DocumentRequest(DocumentId, new DocumentRequestDescription { Type = new Urn("urn:document:fns534-report"), Filename = "a.xml", ContentType = "application/xml" }));
        Assert.Equal(
            """{"registration-number-pfr":"1","registration-number-sfr":"2"}""",
            JsonSerializer.Serialize(new DraftPayer { Inn = "0", RegistrationNumberPfr = "1", RegistrationNumberSfr = "2" }, ExternJson.Options).Replace("\"inn\":\"0\",", "", StringComparison.Ordinal));
    }

    [Fact]
    public void A_draft_is_read_with_text_for_a_boolean()
    {
        var draft = Read<Draft>("""
            {
              "id": "0d0d0d0d-0000-4000-8000-000000000001",
              "docflows": [], "documents": null,
              "meta": {
                "sender": { "inn": "7700000016", "kpp": "770001001", "name": "ООО Пример", "certificate": { "content": "TUlJQkNlcnQ=" }, "is-representative": "true", "ipaddress": "203.0.113.7" },
                "recipient": { "ifns-code": "0087", "mri-code": "9660" },
                "payer": { "inn": "7700000016", "name": "ООО Пример", "organization": { "kpp": "770001001" } }
              },
              "status": "new",
              "links": [ { "rel": "self", "href": "https://sandbox.local/v1/0a0a0a0a-0000-4000-8000-000000000001/drafts/0d0d0d0d-0000-4000-8000-000000000001" } ]
            }
            """);

        Assert.True(draft.Meta!.Sender!.IsRepresentative);
        Assert.Equal(("203.0.113.7", "ООО Пример", "0087"), (draft.Meta.Sender.IpAddress, draft.Meta.Sender.Name, draft.Meta.Recipient!.IfnsCode));
        Assert.Equal(DraftStatuses.New, draft.Status);
        Assert.Empty(draft.Documents);
    }

    [Theory]
    [InlineData("readyToSend", "ready-to-send")]
    [InlineData("check-in-progress", "CheckInProgress")]
    [InlineData("myDSS", "my-dss")]
    public void Words_are_equal_in_any_spelling(string left, string right)
    {
        Assert.Equal(new Word(left), new Word(right));
        Assert.Equal(new Word(left).GetHashCode(), new Word(right).GetHashCode());
    }

    [Fact]
    public void Unknown_words_and_urns_survive()
    {
        var draft = Read<Draft>("""{"id":"0d0d0d0d-0000-4000-8000-000000000001","status":"frozen-in-ice","surprise":{"a":[1]}}""");
        Assert.Equal("frozen-in-ice", draft.Status.Raw);

        var docflow = Read<Docflow>("""{"id":"0f0f0f0f-0000-4000-8000-000000000001","type":"urn:docflow:new-thing","status":"urn:docflow-common-status:odd","success-state":null,"description":{"x":1}}""");
        Assert.Equal(("urn:docflow:new-thing", "new-thing"), (docflow.Type.Raw, docflow.Type.LastSegment));
        Assert.True(docflow.SuccessState.IsEmpty);
        Assert.Null(docflow.AsFnsReport());
        Assert.True(DraftStatuses.IsTransferredToWeb(new Word("transferedToWeb")));
    }

    [Fact]
    public void A_draft_document_is_read()
    {
        var document = Read<DraftDocument>("""
            {
              "id": "0d0d0d0d-0000-4000-8000-0000000000d1",
              "description": {
                "type": "urn:document:fns534-report", "filename": "NO_TEST.xml", "content-type": "application/xml",
                "properties": { "Encoding": null, "FormName": null, "КНД": "1151006", "CorrectionNumber": "0", "IsPrintable": "False" }
              },
              "contents": [ { "content-id": "0c0c0c0c-0000-4000-8000-000000000001", "encrypted": false } ],
              "signatures": []
            }
            """);

        Assert.Equal("1151006", document.Description!.Properties["КНД"]);
        Assert.Null(document.Description.Properties["Encoding"]);
        Assert.False(Assert.Single(document.Contents).Encrypted);
    }

    [Fact]
    public void A_check_task_is_read()
    {
        var task = Read<ExternTask>("""
            {
              "id": "0d0d0d0d-0000-4000-8000-0000000000a1", "task-state": "succeed", "task-type": "urn:task-type:check",
              "task-result": { "data": {
                "documents-errors": { "0d0d0d0d-0000-4000-8000-0000000000d1": [
                  { "id": "0400300003", "type": "Schema", "level": "Error", "source": "Файл/Документ", "tags": "", "description": "Элемент не соответствует схеме" } ] },
                "common-errors": [] } }
            }
            """);

        Assert.False(task.IsRunning);
        var error = Assert.Single(task.AsCheckResult()!.DocumentsErrors[DocumentId]);
        Assert.Equal(("0400300003", "Error", "Элемент не соответствует схеме"), (error.Id, error.Level.Raw, error.Description));
    }

    [Fact]
    public void A_refused_send_is_told_from_a_docflow()
    {
        var refused = Read<ExternTask>("""
            {
              "id": "0d0d0d0d-0000-4000-8000-0000000000a3", "task-state": "succeed", "task-type": "urn:task-type:send",
              "task-result": {
                "id": "urn:error:externapi:checkProtocolHasErrors", "status-code": "bad-request", "message": "The draft did not pass the check",
                "status": "check-protocol-has-errors",
                "check-result": { "documents-errors": { "0d0d0d0d-0000-4000-8000-0000000000d1": [ { "description": "Неверный КПП" } ] }, "common-errors": [] }
              }
            }
            """);
        Assert.Null(refused.AsDocflow());
        Assert.Equal((400, PrepareStatuses.HasErrors), (refused.AsSendRefusal()!.StatusCode, refused.AsSendRefusal()!.Status));
        Assert.Single(refused.AsSendRefusal()!.CheckResult!.DocumentsErrors[DocumentId]);

        var sent = Read<ExternTask>("""
            {"id":"0d0d0d0d-0000-4000-8000-0000000000a3","task-state":"Succeed","task-type":null,"task-result":{"id":"0f0f0f0f-0000-4000-8000-000000000001","type":"urn:docflow:fns534-report"}}
            """);
        Assert.Null(sent.AsSendRefusal());
        Assert.Equal(DocflowTypes.Fns534Report, sent.AsDocflow()!.Type);
    }

    [Fact]
    public void A_failed_task_gives_its_error_as_an_exception()
    {
        var task = Read<ExternTask>("""
            { "id": "9f7a1d3c-5b0e-4d6a-8c2f-1e0d9c8b7a65", "task-state": "failed", "task-type": "urn:task-type:send",
              "error": { "id": "urn:error:externapi:error", "status-code": "request-timeout", "message": "Внутренняя ошибка", "trace-id": "0a1b", "properties": {} } }
            """);

        Assert.Equal(408, task.Error!.StatusCode);
        var failure = task.Error.ToException();
        Assert.Equal(("urn:error:externapi:error", "Внутренняя ошибка", "0a1b", false), (failure.Code, failure.Text, failure.TraceId, failure.IsUnclear));
    }

    [Fact]
    public void Cloud_signing_is_read_in_both_variants()
    {
        var sms = Read<SignInitResult>("""
            { "links": [], "documents-to-sign": [ { "rel": "signing", "href": "https://sandbox.local/v1/a/drafts/b/documents/c" } ],
              "request-id": "0d0d0d0d-0000-4000-8000-0000000000c4", "task-id": null, "confirm-type": "sms" }
            """);
        Assert.Equal((ConfirmTypes.Sms, true, null), (sms.ConfirmType, sms.NeedsConfirmation, sms.TaskId));

        var dss = Read<SignInitResult>("""{ "request-id": null, "task-id": "0d0d0d0d-0000-4000-8000-0000000000c5", "confirm-type": "myDSS" }""");
        Assert.Equal((ConfirmTypes.MyDss, true), (dss.ConfirmType, dss.NeedsConfirmation));

        var task = Read<ExternTask>("""
            {
              "id": "0d0d0d0d-0000-4000-8000-0000000000c5", "task-state": "succeed",
              "task-type": "urn:task-type:initDraftSignOperation", "progress": "Completed",
              "task-result": { "operation-status": "completed", "file-statuses": [ { "file-id": "0d0d0d0d-0000-4000-8000-0000000000d1", "status": "completed", "error-code": "none", "result-size": 2048, "result-md5": "0123456789abcdef0123456789abcdef", "result-id": "0d0d0d0d-0000-4000-8000-0000000000e1" } ] }
            }
            """);
        Assert.Equal(CryptStatuses.Completed, task.Progress);
        Assert.Equal(CryptStatuses.Completed, task.AsCryptStatus()!.OperationStatus);
        Assert.Equal(2048, Assert.Single(task.AsCryptStatus()!.FileStatuses).ResultSize);
    }

    [Fact]
    public void A_page_of_docflows_is_read_with_Moscow_and_UTC_times()
    {
        var page = Read<DocflowPage>("""
            {
              "skip": 0, "take": 2, "total-count": 1,
              "docflows-page-item": [ {
                "id": "0f0f0f0f-0000-4000-8000-000000000001", "organization-id": "0b0b0b0b-0000-4000-8000-000000000001",
                "type": "urn:docflow:fns534-report", "status": "urn:docflow-common-status:sent", "success-state": "urn:docflow-state:neutral",
                "description": { "form-version": { "knd": "1151006", "version": "500000", "form-fullname": "Декларация", "form-shortname": "Прибыль" }, "recipient": "0087", "final-recipient": "0087", "correction-number": 0, "period-begin": "2030-01-01T00:00:00.0000000", "period-end": "2030-03-31", "period-code": 21, "payer-inn": "7700000016-770001001", "original-draft-id": "0d0d0d0d-0000-4000-8000-000000000001" },
                "links": [],
                "send-date": "2030-04-02T10:20:30.1234567", "last-change-date": "2030-04-02T07:20:30.1234567Z"
              } ]
            }
            """);

        var docflow = Assert.Single(page.DocflowsPageItem);
        Assert.Equal(TimeSpan.FromHours(3), docflow.SendDate!.Value.Offset);
        Assert.Equal(docflow.LastChangeDate, docflow.SendDate);
        Assert.Equal(TimeSpan.Zero, docflow.LastChangeDate!.Value.Offset);
        var report = docflow.AsFnsReport()!;
        Assert.Equal(("1151006", "Декларация", "Прибыль"), (report.FormVersion!.Knd, report.FormVersion.FormFullName, report.FormVersion.FormShortName));
        Assert.Equal((new DateOnly(2030, 1, 1), new DateOnly(2030, 3, 31), "21", 0), (report.PeriodBegin, report.PeriodEnd, report.PeriodCode, report.CorrectionNumber));
        Assert.Equal(Outside.DraftId, report.OriginalDraftId);
    }

    [Theory]
    [InlineData("2030-03-04T10:20:30+0300", "2030-03-04T07:20:30Z")]
    [InlineData("2030-03-04T10:20:30.1234567+03:00", "2030-03-04T07:20:30.1234567Z")]
    [InlineData("2030-03-04T07:20:31.0000000Z", "2030-03-04T07:20:31Z")]
    [InlineData("2030-03-04T07:20:31", "2030-03-04T07:20:31Z")]
    [InlineData("завтра", null)]
    public void Instants_are_read_in_every_documented_form(string text, string? utc)
    {
        var docflow = Read<Docflow>($$"""{"id":"0f0f0f0f-0000-4000-8000-000000000001","last-change-date":"{{text}}"}""");

        Assert.Equal(utc is null ? null : DateTimeOffset.Parse(utc, System.Globalization.CultureInfo.InvariantCulture), docflow.LastChangeDate);
    }

    [Fact]
    public void A_docflow_document_is_read()
    {
        var document = Read<DocflowDocument>("""
            {
              "id": "0e0e0e0e-0000-4000-8000-000000000011",
              "description": {
                "type": "urn:document:fns534-report-acceptance-result-positive", "filename": "KV_TEST.xml", "content-type": "application/xml",
                "encrypted-content-size": 1800, "compressed": true, "requisites": {}, "support-recognition": false,
                "encrypted-certificates": [ { "serial-number": "01AA00BB00CC" } ], "support-print": "yes"
              },
              "content": {
                "encrypted": { "rel": "encrypted-content", "href": "https://sandbox.local/x" },
                "docflow-document-contents": [ { "content-id": "0c0c0c0c-0000-4000-8000-000000000011", "encrypted": true, "compressed": true, "compression-type": "zip" } ]
              },
              "send-date": "2030-04-02T09:00:00.0000000Z",
              "signatures": [ { "id": "05050505-0000-4000-8000-000000000001", "title": "Тестовая инспекция", "signature-certificate-thumbprint": "AB12", "content-link": { "rel": "content", "href": "https://sandbox.local/y" }, "links": [], "signer-type": "cu-representative" } ],
              "links": [ { "rel": "reply", "name": "fns534-report-receipt", "href": "https://sandbox.local/z" } ]
            }
            """);

        Assert.Equal("01AA00BB00CC", Assert.Single(document.Description!.EncryptedCertificates).SerialNumber);
        Assert.True(document.Description.SupportPrint);
        Assert.Equal("zip", Assert.Single(document.Content!.Entries).CompressionType.Raw);
        Assert.Equal(SignerTypes.CuRepresentative, Assert.Single(document.Signatures).SignerType);
        Assert.Equal("fns534-report-receipt", Assert.Single(document.Links).Name);
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, ExternJson.Options)!;

    private static void AssertJson<T>(string expected, T value)
    {
        using var left = JsonDocument.Parse(expected);
        using var right = JsonDocument.Parse(JsonSerializer.Serialize(value, ExternJson.Options));
        Assert.True(JsonElement.DeepEquals(left.RootElement, right.RootElement), right.RootElement.GetRawText());
    }
}

using System.Globalization;
using System.Xml.Linq;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Assembly;
using Portal.Testing;

namespace Portal.Tests.Features.Goskey.Assembly;

/// <summary>req.xml as contract goskey 5 has it, judged by libxml2 as well.</summary>
public sealed class RequestXmlTests
{
    private static readonly Guid Id = new("01934d00-0000-7000-8000-0123456789ab");
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, 123, TimeSpan.Zero);

    public static TheoryData<RequestLayout, SignatureKind> Both => new()
    {
        { RequestLayout.V1_8, SignatureKind.Unep }, { RequestLayout.V1_8, SignatureKind.Ukep }, { RequestLayout.V1_9, SignatureKind.Unep }, { RequestLayout.V1_9, SignatureKind.Ukep },
    };

    [Theory]
    [MemberData(nameof(Both))]
    public async Task Xmllint_validates_both_layouts_of_both_kinds(RequestLayout layout, SignatureKind kind)
    {
        var plan = Plan(layout, kind, PackageRules.Of(layout).MostDocuments);
        plan = plan with { Title = "<Договор> & \"акт\" 👍", Sender = plan.Sender with { Organization = "ООО «Ромашка & Ко»" } };
        await ForeignTools.ValidateAsync(RequestXml.Write(plan, Now), kind);
    }

    [Fact]
    public void Layout_A_is_that_of_the_contract_to_the_byte() => Assert.Equal(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ns:SignRequest xmlns:ns="urn://mpkey.gosuslugi.ru/sign_document_ukep/1.0.0">
          <ns:Snils>112-233-445 95</ns:Snils>
          <ns:Document>
            <ns:DocumentId>PKG-0123456789ab-1</ns:DocumentId>
            <ns:MimeType>application/pdf</ns:MimeType>
            <ns:Description>Документ 1</ns:Description>
            <ns:Backlink>https://lk.gosuslugi.ru/notifications</ns:Backlink>
            <ns:SignExpiration>2026-11-25T11:00:00.123+03:00</ns:SignExpiration>
            <ns:Attribute>
              <ns:AttributeName>mnemonics</ns:AttributeName>
              <ns:AttributeValue>DEMO01</ns:AttributeValue>
            </ns:Attribute>
            <ns:Attribute>
              <ns:AttributeName>serviceName</ns:AttributeName>
              <ns:AttributeValue>Подписание договоров</ns:AttributeValue>
            </ns:Attribute>
            <ns:Attribute>
              <ns:AttributeName>orgName</ns:AttributeName>
              <ns:AttributeValue>ООО «Ромашка-Тест»</ns:AttributeValue>
            </ns:Attribute>
          </ns:Document>
        </ns:SignRequest>
        """.ReplaceLineEndings("\n"), Text(RequestXml.Write(Plan(RequestLayout.V1_8, SignatureKind.Ukep, 1), Now)));

    [Fact]
    public void Layout_B_is_that_of_the_contract_to_the_byte() => Assert.Equal(
        """
        <?xml version="1.0" encoding="utf-8"?>
        <ns:SignRequest xmlns:ns="urn://mpkey.gosuslugi.ru/sign_document/1.0.0">
          <ns:Snils>112-233-445 95</ns:Snils>
          <ns:Backlink>https://lk.gosuslugi.ru/notifications</ns:Backlink>
          <ns:SignExpiration>2026-11-25T11:00:00.123+03:00</ns:SignExpiration>
          <ns:Description>Договор аренды № 15</ns:Description>
          <ns:Attribute>
            <ns:AttributeName>orgName</ns:AttributeName>
            <ns:AttributeValue>ООО «Ромашка-Тест»</ns:AttributeValue>
          </ns:Attribute>
          <ns:Attribute>
            <ns:AttributeName>orgINN</ns:AttributeName>
            <ns:AttributeValue>7700000009</ns:AttributeValue>
          </ns:Attribute>
        </ns:SignRequest>
        """.ReplaceLineEndings("\n"), Text(RequestXml.Write(Plan(RequestLayout.V1_9, SignatureKind.Unep, 2), Now)));

    [Fact]
    public void Blocks_follow_the_documents_and_a_document_without_words_of_its_own_has_the_title()
    {
        var plan = Plan(RequestLayout.V1_8, SignatureKind.Unep, 3);
        plan = plan with { Documents = [plan.Documents[0], plan.Documents[1] with { Description = " ", WireName = "Akt.txt" }, plan.Documents[2] with { WireName = "Skan.TIFF" }] };
        XNamespace space = "urn://mpkey.gosuslugi.ru/sign_document/1.0.0";
        var blocks = XDocument.Parse(Text(RequestXml.Write(plan, Now))).Root!.Elements(space + "Document").ToList();
        Assert.Equal(["PKG-0123456789ab-1", "PKG-0123456789ab-2", "PKG-0123456789ab-3"], blocks.Select(block => block.Element(space + "DocumentId")!.Value));
        Assert.Equal(["application/pdf", "text/plain", "image/tiff"], blocks.Select(block => block.Element(space + "MimeType")!.Value));
        Assert.Equal(["Документ 1", "Договор аренды № 15", "Документ 3"], blocks.Select(block => block.Element(space + "Description")!.Value));
    }

    [Fact]
    public void What_a_schema_or_the_contract_refuses_is_not_written()
    {
        var plan = Plan(RequestLayout.V1_8, SignatureKind.Unep, 2);
        Refused("req.xml не соответствует схеме: Description", plan with { Documents = [plan.Documents[0] with { Description = new string('я', 251) }] });
        Refused("req.xml не соответствует схеме: Backlink", plan with { Backlink = "https://example.org/" + new string('a', 250) });
        Refused("req.xml не соответствует схеме: MimeType", plan with { Documents = [plan.Documents[0] with { WireName = "a.exe" }] });
        Refused("req.xml не соответствует схеме: SignRequest", plan with { Documents = [] });
        Refused("req.xml не соответствует схеме: Document", Plan(RequestLayout.V1_8, SignatureKind.Unep, 16));
        Refused("req.xml: не заполнен атрибут mnemonics", plan with { Sender = plan.Sender with { Mnemonic = " " } });
        Refused("req.xml: не заполнен атрибут serviceName", plan with { Sender = plan.Sender with { ServiceName = "" } });
        Refused("req.xml: не заполнен атрибут orgName", plan with { Sender = plan.Sender with { Organization = "" } });
        Refused("req.xml: атрибут orgName длиннее 250 знаков", plan with { Sender = plan.Sender with { Organization = new string('я', 251) } });
        Refused("req.xml: не заполнен атрибут orgINN", Plan(RequestLayout.V1_9, SignatureKind.Ukep, 2) with { Sender = plan.Sender with { Layout = RequestLayout.V1_9, Inn = "" } });
        Refused("req.xml не соответствует схеме: Description", Plan(RequestLayout.V1_9, SignatureKind.Ukep, 2) with { Title = "" });
        Refused("В описании или названии есть знаки, которых не бывает в XML (ArgumentException)", plan with { Documents = [plan.Documents[0] with { Description = "a\0b" }] });
    }

    [Theory]
    [InlineData("<ns:Snils>112-233-445 95</ns:Snils>", "<ns:Snils>11223344595</ns:Snils>", "req.xml не соответствует схеме: Snils")]
    [InlineData("112-233-445 95", "112-233-445 96", "req.xml: СНИЛС получателя не тот или неверен")]
    [InlineData("112-233-445 95", "990-000-001 53", "req.xml: СНИЛС получателя не тот или неверен")]
    [InlineData("<ns:Snils>", "<ns:OID>1000</ns:OID><ns:Snils>", "req.xml: получатель указан дважды")]
    [InlineData("11:00:00.123+03:00", "08:00:00.123Z", "req.xml: срок подписания без московского времени")]
    [InlineData("2026-11-25T11", "2026-11-25T13", "req.xml: срок подписания в прошлом или дальше суток")]
    [InlineData("2026-11-25", "2026-11-24", "req.xml: срок подписания в прошлом или дальше суток")]
    [InlineData("<ns:AttributeName>serviceName", "<ns:AttributeName>orgName", "req.xml: не заполнен атрибут serviceName")]
    [InlineData("sign_document/1.0.0", "sign_document_ukep/1.0.0", "req.xml: пространство имён не того вида подписи")]
    [InlineData("PKG-0123456789ab-2", "PKG-0123456789ab-1", "req.xml не соответствует схеме: Document")]
    [InlineData("<?xml version=\"1.0\" encoding=\"utf-8\"?>", "<!DOCTYPE a>", "req.xml не читается")]
    public void Bytes_that_were_altered_do_not_pass_and_the_number_is_not_told(string from, string to, string problem)
    {
        var plan = Plan(RequestLayout.V1_8, SignatureKind.Unep, 2);
        var altered = Text(RequestXml.Write(plan, Now)).Replace(from, to, StringComparison.Ordinal);
        Assert.Equal(problem, RequestValidation.Problem(System.Text.Encoding.UTF8.GetBytes(altered), plan, Now));
    }

    [Fact]
    public void Blocks_that_differ_or_are_too_few_do_not_pass()
    {
        var plan = Plan(RequestLayout.V1_8, SignatureKind.Unep, 2);
        var text = Text(RequestXml.Write(plan, Now));
        foreach (var (from, to, problem) in new[]
        {
            ("https://lk.gosuslugi.ru/notifications", "https://example.org", "req.xml: Backlink различается в документах"),
            ("11:00:00.123", "10:00:00.123", "req.xml: SignExpiration различается в документах"),
            ("DEMO01", "DEMO02", "req.xml: атрибуты различаются в документах"),
        })
        {
            var last = text.LastIndexOf(from, StringComparison.Ordinal);
            Assert.Equal(problem, RequestValidation.Problem(System.Text.Encoding.UTF8.GetBytes(text[..last] + to + text[(last + from.Length)..]), plan, Now));
        }

        Assert.Equal("req.xml: блоков Document не столько, сколько документов", RequestValidation.Problem(RequestXml.Write(plan with { Documents = [plan.Documents[0]] }, Now), plan, Now));
        Assert.Equal("req.xml: блоков Document не столько, сколько документов", RequestValidation.Problem(RequestXml.Write(plan, Now), plan with { Sender = plan.Sender with { Layout = RequestLayout.V1_9 } }, Now));
    }

    internal static PackagePlan Plan(RequestLayout layout, SignatureKind kind, int documents) => new(
        Id, new PackageSender("ООО «Ромашка-Тест»", "7700000009", "1027700000008", "DEMO01", "Подписание договоров", layout), Snils.Parse("112-233-445 95"), kind, "Договор аренды № 15",
        [.. Enumerable.Range(1, documents).Select(number => new PlannedDocument(
            $"Документ {number}.pdf", string.Create(CultureInfo.InvariantCulture, $"Dokument {number}.pdf"), $"Документ {number}", new string('0', 64), 1000))]);

    private static void Refused(string reason, PackagePlan plan)
    {
        var refused = Assert.Throws<AssemblyException>(() => RequestXml.Write(plan, Now));
        Assert.Equal((AssemblyFault.RequestInvalid, reason), (refused.Fault, refused.Reason));
        Assert.DoesNotContain("445", refused.Message, StringComparison.Ordinal);
    }

    private static string Text(byte[] request) => System.Text.Encoding.UTF8.GetString(request);
}

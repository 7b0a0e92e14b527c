using System.Globalization;
using System.Text;
using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.People;

namespace Portal.Simulator.KonturExtern.Seeding;

/// <summary>Past reports of «Тестовая», made by the same machine that handles new ones.</summary>
internal sealed class SeedHistory(OutgoingDocflows outgoing, DocflowMachine machine, DocflowStore docflows, ContentStore contents, ContentPacking packing, Recipients recipients, CertificateVault vault)
{
    private static readonly PastReport[] Reports =
    [
        new("director", "1151111", "RSV", "0087", "21", 0, 210, 3, true),
        new("director", "1151006", "PRIB", "0087", "21", 0, 205, 3, true),
        new("director", "1151001", "NDS", "0088", "22", 0, 125, 2, true),
        new("director", "1151001", "NDS", "0087", "22", 0, 122, 3, true),
        new("director", "1151111", "RSV", "0085", "31", 0, 118, 3, false),
        new("director", "1151006", "PRIB", "0087", "33", 0, 27, 3, false),
        new("director", "1152026", "NIO", "0088", "34", -1, 12, 2, false),
        new("director", "0710099", "BUHOTCH", "0085", "34", -1, 9, 3, true),
        new("accountant", "1151100", "NDFL6", "0087", "33", 0, 26, 3, true),
        new("accountant", "1152017", "USN", "0087", "34", -1, 6, 3, false),
    ];

    public void Write(ExternAccount account, DateTimeOffset now)
    {
        foreach (var (report, number) in Reports.Select((report, number) => (report, number + 1)))
        {
            Write(account, report, number, now);
        }
    }

    private void Write(ExternAccount account, PastReport report, int number, DateTimeOffset now)
    {
        var person = DemoPeople.All.First(one => one.Login == report.Login);
        var signer = vault.OfUser(person.KonturUserId!.Value)[0];
        var sentAt = now.AddDays(-report.DaysAgo).AddMinutes(number * 7);
        var draft = Draft(account, report, number, person, signer, sentAt);
        var docflow = outgoing.Open(new Guid($"0f000000-0000-4000-8000-{number:000000000000}"), person.KonturUserId.Value, draft, sentAt);
        var at = sentAt;
        for (var step = 0; step < report.Steps; step++)
        {
            at = at.AddHours(step == 0 ? 2 : 9);
            docflow = machine.Step(docflow, at);
        }

        // The draft itself is long gone, so nothing points to it.
        docflow = docflow with { NextStep = null, NextDueAt = null, Description = docflow.Description with { OriginalDraftId = null } };
        if (report.IsAnswered)
        {
            foreach (var awaiting in docflow.Documents.Where(document => document.Replies.Count > 0).ToList())
            {
                at = at.AddMinutes(40);
                docflow = machine.Answer(docflow, awaiting, signer, at);
            }
        }

        docflows.Put(docflow);
    }

    private ExternDraft Draft(ExternAccount account, PastReport report, int number, DemoPerson person, SandboxCertificate signer, DateTimeOffset at)
    {
        var id = $"NO_{report.Name}_{report.Inspection}_{report.Inspection}_{account.Inn}{account.Kpp}_{at:yyyyMMdd}_{number:00000000}-0000-4000-8000-000000000000";
        var bytes = Encoding.GetEncoding(1251).GetBytes(Text(account, report, id, at));
        var content = contents.Keep(account.Id, file => file.Write(bytes), "application/xml");
        using var plain = new MemoryStream(bytes);
        var signature = CmsSigning.Sign(signer, plain, at);
        plain.Position = 0;
        var meta = new DraftMeta(
            new(account.Inn, account.Kpp, null, new(signer.Der), false, "203.0.113.7"), new(report.Inspection, null, null, null, null, null, null, null),
            new(account.Inn, null, new(account.Kpp), null, null, null, null, null, null), null, null, null);
        var draft = new ExternDraft(
            Guid.NewGuid(), account.Id, person.KonturUserId!.Value, meta, DraftStatus.Sent,
            [
                new DraftDocument(
                    Guid.NewGuid(), "urn:document:fns534-report", $"{id}.xml", "application/xml", new Dictionary<string, string?>(), content.Id, null,
                    [new DraftSignature(Guid.NewGuid(), signature, signer.Thumbprint, false)]),
            ],
            null, at);
        var encrypted = packing.ZipAndEncrypt(account.Id, $"{id}.xml", plain, recipients.Of(draft));
        return draft with { Documents = [draft.Documents[0] with { EncryptedContentId = encrypted.ContentId, EncryptedFor = encrypted.SerialNumbers }] };
    }

    private static string Text(ExternAccount account, PastReport report, string id, DateTimeOffset at) => string.Create(CultureInfo.InvariantCulture, $"""
        <?xml version="1.0" encoding="windows-1251"?>
        <Файл ИдФайл="{id}" ВерсПрог="КОНТУР-ЭКСТЕРН, ВЕРСИЯ 16.0" ВерсФорм="5.07"><Документ КНД="{report.Knd}" ДатаДок="{at:dd.MM.yyyy}" Период="{report.Period}" ОтчетГод="{at.Year + report.YearsBack}" НомКорр="0" КодНО="{report.Inspection}"><СвНП ОКВЭД="62.01" ОКПО="12345678" ОКТМО="65701000"><НПЮЛ НаимОрг="{account.OrganizationName}" ИННЮЛ="{account.Inn}" КПП="{account.Kpp}" /></СвНП><Подписант ПрПодп="1"><ФИО Фамилия="Иванов" Имя="Иван" Отчество="Иванович" /></Подписант></Документ></Файл>
        """);

    private sealed record PastReport(string Login, string Knd, string Name, string Inspection, string Period, int YearsBack, int DaysAgo, int Steps, bool IsAnswered);
}

using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>The service's check of a draft (drafts contract 1.8): what is wrong with each file, and with the draft as a whole.</summary>
internal sealed class DraftCheck(ContentStore contents, ControlUnits units, AccountDirectory accounts, SimulatorSettings settings)
{
    private const string Schema = "Schema";
    private const string Cross = "CrossCheckReport";

    public CheckReport Run(ExternDraft draft)
    {
        if (DraftPlans.Of(draft) is { Type: not Docflow.FnsReport } plan)
        {
            return OtherDraftCheck.Run(plan, draft, contents, units, accounts);
        }

        var common = new List<CheckError>();
        var unit = draft.Meta.Recipient?.IfnsCode is { Length: > 0 } code ? units.Find("fns", code) : null;
        if (string.IsNullOrEmpty(draft.Meta.Recipient?.IfnsCode))
        {
            common.Add(Error("0400500001", Cross, "recipient", "Не указан получатель: например, код инспекции (ifns-code)."));
        }
        else if (unit is null)
        {
            common.Add(Error("0400500002", Cross, "recipient/ifns-code", $"Инспекция {draft.Meta.Recipient.IfnsCode} не найдена в справочнике."));
        }
        else if (!unit.IsActive)
        {
            common.Add(Error("0400500003", Cross, "recipient/ifns-code", $"Инспекция {unit.Code} больше не принимает отчётность."));
        }

        if (draft.Documents.Count == 0)
        {
            common.Add(Error("0400500004", Cross, "documents", "В черновике нет ни одного документа."));
        }

        if (!RussianCodes.IsInn(draft.Meta.Payer!.Inn))
        {
            common.Add(Error("0400500005", Cross, "payer/inn", "Неверный ИНН налогоплательщика: не сходится контрольная сумма."));
        }

        if (accounts.Find(draft.AccountId)?.FindOrganization(draft.Meta.Payer.Inn, draft.Meta.Payer.Organization?.Kpp) is null)
        {
            common.Add(Error("0400500006", Cross, "payer", "Организация налогоплательщика не найдена в учётной записи."));
        }

        var found = draft.Documents.ToDictionary(document => document.Id, document => (IReadOnlyList<CheckError>)Check(draft, document));
        if (draft.Documents.Count > 0 && draft.Documents.All(document => document.Type is "urn:document:fns534-report-warrant" or "urn:document:fns534-report-attachment"))
        {
            common.Add(Error("0400500007", Cross, "documents", "В черновике нет отчёта: только приложения или доверенность."));
        }

        return new CheckReport(found, common);
    }

    /// <summary>Whether every signature is over its file; done when a draft is prepared (drafts contract 1.6).</summary>
    public CheckReport WithSignatures(ExternDraft draft, CheckReport report) => report with
    {
        DocumentsErrors = draft.Documents.ToDictionary(
            document => document.Id,
            document => (IReadOnlyList<CheckError>)[.. report.DocumentsErrors[document.Id], .. document.Signatures.Where(signature => !Verifies(document, signature)).Select(_ =>
                Error("0400300010", "CrossCheckReportCert", document.Filename ?? "", "Подпись под документом недействительна: она повреждена или сделана для другого файла."))]),
    };

    private bool Verifies(DraftDocument document, DraftSignature signature)
    {
        if (!CmsSigning.IsCms(signature.Bytes))
        {
            return !settings.RefuseSignaturesThatAreNoCms;
        }

        using var file = contents.Read(document.ContentId!.Value);
        return CmsSigning.Verifies(signature.Bytes, file);
    }

    private List<CheckError> Check(ExternDraft draft, DraftDocument document)
    {
        if (document.ContentId is not { } contentId)
        {
            return [Error("0400300001", Schema, document.Filename ?? "", "Документ пуст: файл не загружен.")];
        }

        using var content = contents.Read(contentId);
        var (file, trouble) = ReportReader.Read(content);
        if ((document.Type == "urn:document:fns534-report-attachment" && !file.IsForm) || (document.Type is null && file.IsBook))
        {
            return [];
        }

        return trouble is not null ? [Error("0400300002", Schema, "Файл", $"Файл не является правильным XML ({trouble}).")]
            : !file.IsForm ? [Error("0400300003", Schema, "Файл/Документ", "Файл не похож на форму отчётности ФНС: нет ИдФайл или КНД.")]
            : [.. Schemas(file), .. Against(draft, document, file)];
    }

    private static IEnumerable<CheckError> Schemas(ReportFile file)
    {
        if (!FnsForms.IsKnown(file.Knd))
        {
            yield return Error("0400300004", Schema, "Файл/Документ/КНД", $"Форма с КНД {file.Knd} не найдена в справочнике форм.");
        }

        if (file.Knd != FnsForms.Warrant)
        {
            foreach (var (name, value) in new[] { ("Период", file.PeriodCode), ("ОтчетГод", file.Year), ("НомКорр", file.Correction) })
            {
                if (string.IsNullOrEmpty(value))
                {
                    yield return Error("0400300005", Schema, $"Файл/Документ/{name}", $"Не заполнен обязательный атрибут «{name}».");
                }
            }
        }

        if (!RussianCodes.IsInn(file.Inn))
        {
            yield return Error("0400300006", Schema, "Файл/Документ/СвНП", $"Неверный ИНН налогоплательщика {file.Inn}: не сходится контрольная сумма.");
        }

        if (file.Knd is not null && FnsForms.IsKnown(file.Knd) && string.CompareOrdinal(file.FormVersion, FnsForms.Describe(file.Knd).Version) < 0)
        {
            yield return Warning("0400400001", Schema, "Файл/ВерсФорм", $"Версия формата {file.FormVersion} старше действующей {FnsForms.Describe(file.Knd).Version}.");
        }

        if (file.Knd == "0710099" && string.IsNullOrEmpty(file.Okpo))
        {
            yield return Warning("0400400002", Schema, "Файл/Документ/СвНП/ОКПО", "Не заполнен код ОКПО.");
        }
    }

    private IEnumerable<CheckError> Against(ExternDraft draft, DraftDocument document, ReportFile file)
    {
        if (document.Filename is { Length: > 0 } filename && Path.GetFileNameWithoutExtension(filename) != file.FileId)
        {
            yield return Error("0400300007", Cross, "Файл/ИдФайл", $"Имя файла не совпадает с ИдФайл: в файле указано «{file.FileId}».");
        }

        var payer = draft.Meta.Payer!;
        if (file.Inn != payer.Inn || (file.Kpp ?? "") != (payer.Organization?.Kpp ?? ""))
        {
            yield return Error("0400300008", Cross, "Файл/Документ/СвНП", $"ИНН-КПП в файле ({file.Inn}-{file.Kpp}) не совпадают с налогоплательщиком черновика ({payer.Inn}-{payer.Organization?.Kpp}).");
        }

        var recipient = draft.Meta.Recipient?.IfnsCode;
        var named = file.FileId!.Split('_') is [_, _, _, var final, ..] ? final : null;
        if (!IsFor(named, recipient) || (file.InspectionCode is { } stated && !IsFor(stated, recipient)))
        {
            yield return Error("0400300009", Cross, "Файл/ИдФайл", $"Получатель в файле ({file.InspectionCode ?? named}) не совпадает с получателем черновика ({recipient}).");
        }
    }

    /// <summary>The test inspections stand for one another: the vendor's generators name one of them, and its clients send to another.</summary>
    private bool IsFor(string? named, string? recipient) =>
        named == recipient || (named is not null && recipient is not null && units.Find("fns", named) is { IsTest: true } && units.Find("fns", recipient) is { IsTest: true });

    public static CheckError Error(string id, string type, string source, string description) => new(id, type, CheckError.Error, source, "", description);

    private static CheckError Warning(string id, string type, string source, string description) => new(id, type, CheckError.Warning, source, "", description);
}

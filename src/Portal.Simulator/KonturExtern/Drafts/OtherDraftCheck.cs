using Portal.Simulator.KonturExtern.Accounts;
using Portal.Simulator.KonturExtern.Contents;
using Portal.Simulator.KonturExtern.Docflows.Machines;
using Portal.Simulator.KonturExtern.Handbooks;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>
/// The check of everything that is no tax report (drafts contract 1.3, 1.8): recipient, payer and what the kind of docflow wants of a draft.
/// Contents are checked for being XML only: their schemas are not published.
/// </summary>
internal static class OtherDraftCheck
{
    private const string Cross = "CrossCheckReport";
    private const int LargestLetter = 99;
    private const long LargestLetterFile = 4 * 1024 * 1024;
    private const int LongestLetterName = 100;

    public static CheckReport Run(DocflowPlan plan, ExternDraft draft, ContentStore contents, ControlUnits units, AccountDirectory accounts)
    {
        var common = Recipient(plan, draft.Meta, units).Concat(Payer(plan, draft, accounts)).Concat(Documents(plan, draft)).ToList();
        return new CheckReport(draft.Documents.ToDictionary(document => document.Id, document => (IReadOnlyList<CheckError>)[.. Document(plan, document, contents)]), common);
    }

    private static IEnumerable<CheckError> Recipient(DocflowPlan plan, DraftMeta meta, ControlUnits units)
    {
        var code = DraftPlans.RecipientOf(plan, meta);
        if (code is null)
        {
            if (plan.Type != "sfr-report" || string.IsNullOrEmpty(meta.Payer!.RegistrationNumberSfr))
            {
                yield return DraftCheck.Error("0400500001", Cross, "recipient", "Не указан код получателя, который нужен для документов этого вида.");
            }
        }
        else if (plan.Body != "fss" && units.Find(plan.Body, code) is not { IsActive: true })
        {
            yield return DraftCheck.Error("0400500002", Cross, "recipient", $"Получатель {code} не найден в справочнике или больше не принимает документы.");
        }
    }

    private static IEnumerable<CheckError> Payer(DocflowPlan plan, ExternDraft draft, AccountDirectory accounts)
    {
        var payer = draft.Meta.Payer!;
        if (!RussianCodes.IsInn(payer.Inn))
        {
            yield return DraftCheck.Error("0400500005", Cross, "payer/inn", "Неверный ИНН налогоплательщика: не сходится контрольная сумма.");
        }

        if (accounts.Find(draft.AccountId)?.FindOrganization(payer.Inn, payer.Organization?.Kpp) is null)
        {
            yield return DraftCheck.Error("0400500006", Cross, "payer", "Организация налогоплательщика не найдена в учётной записи.");
        }

        if (plan.Body == "stat" && string.IsNullOrEmpty(payer.Okpo))
        {
            yield return DraftCheck.Error("0400500008", Cross, "payer/okpo", "Не указан код ОКПО.");
        }
    }

    private static IEnumerable<CheckError> Documents(DocflowPlan plan, ExternDraft draft)
    {
        if (draft.Documents.Count == 0)
        {
            yield return DraftCheck.Error("0400500004", Cross, "documents", "В черновике нет ни одного документа.");
        }
        else if (draft.Documents.All(document => DraftPlans.TypeOf(document) is { } type && type != plan.Main && !IsMainByPrefix(plan, type)))
        {
            yield return DraftCheck.Error("0400500007", Cross, "documents", $"В черновике нет основного документа ({plan.Main}).");
        }

        if (plan.Type == "fns534-letter" && draft.Documents.Count > LargestLetter)
        {
            yield return DraftCheck.Error("0400500009", Cross, "documents", $"В письме больше {LargestLetter} файлов.");
        }
    }

    /// <summary>These have a type of their own for every kind of request.</summary>
    private static bool IsMainByPrefix(DocflowPlan plan, string type) =>
        plan.Type == "business-registration" || (plan.Type.StartsWith("fss-sedo-", StringComparison.Ordinal) && type.StartsWith(plan.Type + "-", StringComparison.Ordinal));

    private static IEnumerable<CheckError> Document(DocflowPlan plan, DraftDocument document, ContentStore contents)
    {
        if (document.ContentId is not { } contentId)
        {
            if (SedoRequest.MayBeEmpty(document))
            {
                yield break;
            }

            yield return DraftCheck.Error("0400300001", "Schema", document.Filename ?? "", "Документ пуст: файл не загружен.");
            yield break;
        }

        if (plan.Type == "fns534-letter" && (contents.LengthOf(contentId) > LargestLetterFile || document.Filename?.Length > LongestLetterName))
        {
            yield return DraftCheck.Error("0400300011", Cross, document.Filename ?? "", "Файл письма больше 4 МБ, или его имя длиннее 100 знаков.");
        }

        if (document.Filename?.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) == true)
        {
            using var content = contents.Read(contentId);
            if (ReportReader.Read(content).Trouble is { } trouble)
            {
                yield return DraftCheck.Error("0400300002", "Schema", document.Filename, $"Файл не является правильным XML ({trouble}).");
            }
        }
    }
}

using Portal.Features.Accounts;

namespace Portal.Features.Drafts;

/// <summary>How the facts of a file stand against the account it was dropped into.</summary>
/// <param name="Blocks">The report cannot go on until this is mended.</param>
/// <param name="Sentence">For the place beside the fact.</param>
public sealed record Difference(bool Blocks, string Fact, string Sentence);

/// <summary>Rules about a report that a colleague could say aloud.</summary>
public static class DraftRules
{
    /// <summary>Compares the file with the payers of the account; an empty list means that all fits.</summary>
    public static IReadOnlyList<Difference> Compare(ReportFacts facts, IReadOnlyList<Payer> payers, string reportFileName)
    {
        var found = new List<Difference>();
        if (facts.Inn is not { } inn)
        {
            found.Add(new Difference(true, "Плательщик", "В файле не указан ИНН плательщика."));
        }
        else if (TaxNumbers.InnProblem(inn) is { } wrong)
        {
            found.Add(new Difference(true, "Плательщик", $"ИНН {inn} в файле неверен. {wrong}."));
        }
        else if (payers.FirstOrDefault(payer => payer.Inn == inn) is not { } payer)
        {
            found.Add(new Difference(true, "Плательщик", $"Отчёт составлен за ИНН {inn}, а в открытой учётной записи такой организации нет. Выберите другую учётную запись или другой файл."));
        }
        else if (facts.Kpp is { } kpp && !payers.Any(other => other.Inn == inn && other.Kpp == kpp))
        {
            found.Add(new Difference(false, "Плательщик", $"КПП в файле {kpp}, а в учётной записи {payer.Kpp ?? "не указан"}. Проверьте, за то ли подразделение отчёт."));
        }

        if (facts.FinalInspection is null)
        {
            found.Add(new Difference(true, "Инспекция", "Код инспекции не удалось прочитать: идентификатор файла (ИдФайл) составлен не по правилам."));
        }
        else if (facts.InspectionName is null)
        {
            found.Add(new Difference(true, "Инспекция", $"Инспекции с кодом {facts.FinalInspection} нет в справочнике. Проверьте код в бухгалтерской программе и выгрузите отчёт заново."));
        }

        if (facts.Knd is not null && facts.FormName is null)
        {
            found.Add(new Difference(false, "Форма", $"Формы с кодом КНД {facts.Knd} нет в справочнике."));
        }

        if (facts.FileId is { } id && !string.Equals(Path.GetFileNameWithoutExtension(reportFileName), id, StringComparison.OrdinalIgnoreCase))
        {
            found.Add(new Difference(false, "Файл", "Имя файла не совпадает с идентификатором внутри него (ИдФайл): проверка такой отчёт не пропустит. Не переименовывайте файл после выгрузки."));
        }

        return found;
    }
}

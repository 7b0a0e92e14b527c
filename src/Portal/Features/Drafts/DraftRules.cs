using Portal.Features.Accounts;

namespace Portal.Features.Drafts;

/// <summary>How the facts of a file stand against the account it was dropped into.</summary>
/// <param name="Blocks">The report cannot go on until this is mended.</param>
/// <param name="Sentence">For the place beside the fact.</param>
public sealed record Difference(bool Blocks, string Fact, string Sentence);

/// <summary>Rules about a report that a colleague could say aloud.</summary>
public static class DraftRules
{
    /// <summary>Fact of what the section «Кому и от кого» tells itself.</summary>
    public const string AddressFact = "Кому и от кого";

    /// <summary>Compares the file with the payers of the account and with what its body wants; an empty list means that all fits.</summary>
    public static IReadOnlyList<Difference> Compare(Draft draft, IReadOnlyList<Payer> payers, string fileName) => draft.Facts switch
    {
        { Purpose: not DraftPurpose.Report } => [.. Addressed(draft, payers)],
        { Body: Authority.SocialFund or Authority.Rosstat } facts => [.. Payers(facts, payers, isStated: false), .. Addressed(draft, payers), .. Signed(facts)],
        var facts => [.. Payers(facts, payers, isStated: true), .. Tax(facts, fileName)],
    };

    // Reports to the fund and to Rosstat need not name the payer by INN: then the person has chosen one of the account.
    private static IEnumerable<Difference> Payers(ReportFacts facts, IReadOnlyList<Payer> payers, bool isStated)
    {
        if (facts.Inn is not { } inn)
        {
            if (isStated)
            {
                yield return new Difference(true, "Плательщик", "В файле не указан ИНН плательщика.");
            }
        }
        else if (TaxNumbers.InnProblem(inn) is { } wrong)
        {
            yield return new Difference(true, "Плательщик", $"ИНН {inn} в файле неверен. {wrong}.");
        }
        else if (payers.FirstOrDefault(payer => payer.Inn == inn) is not { } payer)
        {
            yield return new Difference(true, "Плательщик", $"Отчёт составлен за ИНН {inn}, а в открытой учётной записи такой организации нет. Выберите другую учётную запись или другой файл.");
        }
        else if (facts.Kpp is { } kpp && !payers.Any(other => other.Inn == inn && other.Kpp == kpp))
        {
            yield return new Difference(false, "Плательщик", $"КПП в файле {kpp}, а в учётной записи {payer.Kpp ?? "не указан"}. Проверьте, за то ли подразделение отчёт.");
        }
    }

    private static IEnumerable<Difference> Addressed(Draft draft, IReadOnlyList<Payer> payers)
    {
        if (Destination.Of(draft.Facts, draft.Addressing, payers).Missing is { Count: > 0 } missing)
        {
            yield return new Difference(true, AddressFact, $"Не указано: {string.Join(", ", missing)}. Заполните раздел «Кому и от кого».");
        }
    }

    private static IEnumerable<Difference> Signed(ReportFacts facts)
    {
        if (facts is { Body: Authority.SocialFund, IsSignedInside: false })
        {
            yield return new Difference(
                true, "Подпись", "В файле нет подписи. СФР принимает отчёт только с подписью внутри файла: подпишите его в бухгалтерской программе и загрузите подписанный файл.");
        }
    }

    private static IEnumerable<Difference> Tax(ReportFacts facts, string fileName)
    {
        if (facts.FinalInspection is null)
        {
            yield return new Difference(true, "Инспекция", "Код инспекции не удалось прочитать: идентификатор файла (ИдФайл) составлен не по правилам.");
        }
        else if (facts.InspectionName is null)
        {
            yield return new Difference(true, "Инспекция", $"Инспекции с кодом {facts.FinalInspection} нет в справочнике. Проверьте код в бухгалтерской программе и выгрузите отчёт заново.");
        }

        if (facts.Knd is not null && facts.FormName is null)
        {
            yield return new Difference(false, "Форма", $"Формы с кодом КНД {facts.Knd} нет в справочнике.");
        }

        if (facts.FileId is { } id && !string.Equals(Path.GetFileNameWithoutExtension(fileName), id, StringComparison.OrdinalIgnoreCase))
        {
            yield return new Difference(false, "Файл", "Имя файла не совпадает с идентификатором внутри него (ИдФайл): проверка такой отчёт не пропустит. Не переименовывайте файл после выгрузки.");
        }
    }
}

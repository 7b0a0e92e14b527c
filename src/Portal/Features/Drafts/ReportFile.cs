using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Features.Drafts;

/// <summary>A file that cannot be taken as a report; the message is the sentence for the user.</summary>
public sealed class ReportFileException(string sentence) : Exception(sentence);

/// <summary>Reads a report of the tax service (XML, usually windows-1251) as it streams by; never holds it whole.</summary>
public static partial class ReportFile
{
    /// <summary>The largest file taken, bytes.</summary>
    public const long MaxSize = 1_073_741_824;

    private static readonly string[] NameParts = ["Фамилия", "Имя", "Отчество"];

    /// <summary>What the name alone tells: wrong names are refused before a byte is read.</summary>
    /// <exception cref="ReportFileException">Not an <c>.xml</c> file, or an unusable name.</exception>
    public static void CheckName(string fileName)
    {
        if (!fileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
        {
            throw new ReportFileException($"Отчёт — это файл XML из бухгалтерской программы. Файл «{fileName}» другого вида.");
        }

        if (fileName.Length > 255 || fileName.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || fileName.Any(char.IsControl))
        {
            throw new ReportFileException("В имени файла есть знаки, которых там быть не должно. Переименуйте файл и выберите его снова.");
        }
    }

    /// <summary>True for a warrant (доверенность), which travels beside a report.</summary>
    public static bool IsWarrant(string fileName) => fileName.StartsWith("ON_DOV", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads to the end, so that a broken file is found here and not at the tax service.</summary>
    /// <exception cref="ReportFileException">Empty, not well-formed, with a DTD, or not a report of the tax service.</exception>
    public static async Task<ReportFacts> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var facts = new ReportFacts();
        var depth = 0;
        try
        {
            using var reader = XmlReader.Create(stream, new XmlReaderSettings
            {
                Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false,
            });
            while (await reader.ReadAsync().WaitAsync(cancellationToken))
            {
                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                if (depth++ == 0 && reader.LocalName != "Файл")
                {
                    throw new ReportFileException("Это не отчёт для налоговой: в начале файла нет элемента «Файл».");
                }

                facts = Take(reader, facts);
            }
        }
        catch (XmlException error)
        {
            // Only a prohibited DTD is reported without a line: such a file is XML, and saying that it is not would send the person looking for the wrong thing.
            throw new ReportFileException(error.LineNumber == 0
                ? "В файле есть объявление DOCTYPE (DTD), которого в отчёте быть не должно. Выгрузите отчёт из бухгалтерской программы ещё раз."
                : depth == 0 && error.LineNumber <= 1
                ? "Файл не похож на XML. Выгрузите отчёт из бухгалтерской программы ещё раз."
                : $"Файл повреждён: ошибка XML в строке {error.LineNumber}, позиция {error.LinePosition}. Выгрузите отчёт ещё раз.");
        }

        return facts.FileId is null ? throw new ReportFileException("Это не отчёт для налоговой: у файла нет идентификатора (ИдФайл).") : FromFileId(facts);
    }

    private static ReportFacts Take(XmlReader reader, ReportFacts facts) => reader.LocalName switch
    {
        "Файл" => facts with { FileId = reader.GetAttribute("ИдФайл") },
        "Документ" => facts with
        {
            Knd = reader.GetAttribute("КНД"), PeriodCode = reader.GetAttribute("Период"),
            Year = reader.GetAttribute("ОтчетГод"), Correction = reader.GetAttribute("НомКорр"),
        },
        "НПЮЛ" when facts.Inn is null => facts with
        {
            Inn = reader.GetAttribute("ИННЮЛ"), Kpp = reader.GetAttribute("КПП"), PayerName = reader.GetAttribute("НаимОрг"),
        },
        "НПФЛ" or "НПИП" when facts.Inn is null => facts with { Inn = reader.GetAttribute("ИННФЛ") },
        "ФИО" when facts.Signer is null => facts with
        {
            Signer = string.Join(' ', NameParts.Select(part => reader.GetAttribute(part)).Where(part => part is not null)),
        },
        _ => facts,
    };

    // R_T_A_K_O_GGGGMMDD_N: A takes the file, K is whom it is meant for, O is INN with KPP (or the INN of a person).
    private static ReportFacts FromFileId(ReportFacts facts)
    {
        var parts = FileIdForm().Match(facts.FileId!);
        return !parts.Success ? facts : facts with
        {
            Inspection = parts.Groups["a"].Value,
            FinalInspection = parts.Groups["k"].Value,
            Inn = facts.Inn ?? (parts.Groups["o"].Length == 19 ? parts.Groups["o"].Value[..10] : parts.Groups["o"].Value),
            Kpp = facts.Kpp ?? (parts.Groups["o"].Length == 19 && facts.Inn is null ? parts.Groups["o"].Value[10..] : null),
        };
    }

    [GeneratedRegex("^[A-Z]+_[A-Z0-9]+_(?<a>[0-9]{4})_(?<k>[0-9]{4})_(?<o>[0-9A-Z]{19}|[0-9]{12})_[0-9]{8}_.+$", RegexOptions.CultureInvariant)]
    private static partial Regex FileIdForm();
}

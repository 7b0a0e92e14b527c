using System.Text.RegularExpressions;
using System.Xml;

namespace Portal.Features.Drafts;

/// <summary>A file that cannot be taken as a report; the message is the sentence for the user.</summary>
public sealed class ReportFileException(string sentence) : Exception(sentence);

/// <summary>Reads a report (XML, the tax service's usually in windows-1251) as it streams by; never holds it whole.</summary>
public static partial class ReportFile
{
    /// <summary>The largest file taken, bytes.</summary>
    public const long MaxSize = 1_073_741_824;

    /// <summary>The largest file of a letter to the tax service, bytes (contract drafts 1.8).</summary>
    public const long MaxLetterFile = 4 * 1_048_576;

    private const int LongestLetterName = 100;
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

    /// <summary>Refuses a name that no state body would take of a letter's file; any kind of file is one.</summary>
    /// <exception cref="ReportFileException">An unusable name, or one of more than 100 characters (contract drafts 1.8).</exception>
    public static void CheckLetterFile(string fileName)
    {
        if (fileName.Length is 0 or > LongestLetterName || fileName.AsSpan().IndexOfAny('/', '\\', ':') >= 0 || fileName.Any(char.IsControl))
        {
            throw new ReportFileException($"Имя файла письма не длиннее {LongestLetterName} знаков, без косых черт и двоеточий. Переименуйте файл и выберите его снова.");
        }
    }

    /// <summary>What the name adds where the file is silent: the registration number at the fund, the form of Rosstat.</summary>
    public static ReportFacts WithName(ReportFacts facts, string fileName) => facts.Authority switch
    {
        Authority.SocialFund when facts.SfrNumber is null && FundName().Match(fileName) is { Success: true } name => facts with { SfrNumber = name.Groups["number"].Value },
        Authority.Rosstat when facts.Okud is null && StatName().Match(fileName) is { Success: true } name => facts with { Okud = name.Groups["okud"].Value },
        _ => facts,
    };

    /// <summary>Reads to the end, so that a broken file is found here and not at the state body.</summary>
    /// <exception cref="ReportFileException">Empty, not well-formed, with a DTD, or not a report of a body that the portal knows.</exception>
    public static async Task<ReportFacts> ReadAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        var facts = new ReportFacts();
        var (depth, element) = (0, "");
        try
        {
            using var reader = XmlReader.Create(stream, new XmlReaderSettings
            {
                Async = true, DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false,
            });
            while (await reader.ReadAsync().WaitAsync(cancellationToken))
            {
                if (reader.NodeType == XmlNodeType.Text && facts.Authority == Authority.SocialFund && FundFile.IsWanted(element))
                {
                    facts = FundFile.TakeText(element, await reader.GetValueAsync(), facts);
                }

                if (reader.NodeType != XmlNodeType.Element)
                {
                    continue;
                }

                element = reader.LocalName;
                if (depth++ == 0)
                {
                    facts = facts with { Authority = BodyOf(reader) ?? throw new ReportFileException("Это не отчёт для налоговой, СФР или Росстата: портал не узнал вид файла по его началу.") };
                }

                facts = facts.Authority switch
                {
                    Authority.SocialFund => FundFile.Take(reader, facts),
                    Authority.Rosstat => StatFile.Take(reader, facts),
                    _ => Take(reader, facts),
                };
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

        return facts.Authority != Authority.Tax ? facts : facts.FileId is null ? throw new ReportFileException("Это не отчёт для налоговой: у файла нет идентификатора (ИдФайл).") : FromFileId(facts);
    }

    private static Authority? BodyOf(XmlReader root) =>
        root.LocalName == "Файл" ? Authority.Tax : FundFile.IsRoot(root) ? Authority.SocialFund : StatFile.IsRoot(root) ? Authority.Rosstat : null;

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

    [GeneratedRegex("^(?:СФР|ПФР)_(?<number>[0-9]{3}-[0-9]{3}-[0-9]{6}|[0-9]{10})_", RegexOptions.CultureInvariant)]
    private static partial Regex FundName();

    [GeneratedRegex("^(?<okud>[0-9]{7})[_.]", RegexOptions.CultureInvariant)]
    private static partial Regex StatName();

    [GeneratedRegex("^[A-Z]+_[A-Z0-9]+_(?<a>[0-9]{4})_(?<k>[0-9]{4})_(?<o>[0-9A-Z]{19}|[0-9]{12})_[0-9]{8}_.+$", RegexOptions.CultureInvariant)]
    private static partial Regex FileIdForm();
}

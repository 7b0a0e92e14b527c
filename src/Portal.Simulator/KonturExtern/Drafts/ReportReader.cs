using System.Globalization;
using System.Xml;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>What the service reads from a tax report file.</summary>
internal sealed record ReportFile
{
    public string? Encoding { get; init; }

    /// <summary>ИдФайл.</summary>
    public string? FileId { get; init; }

    /// <summary>ВерсФорм.</summary>
    public string? FormVersion { get; init; }

    /// <summary>КНД.</summary>
    public string? Knd { get; init; }

    public string? PeriodCode { get; init; }

    /// <summary>ОтчетГод.</summary>
    public string? Year { get; init; }

    /// <summary>НомКорр.</summary>
    public string? Correction { get; init; }

    /// <summary>КодНО.</summary>
    public string? InspectionCode { get; init; }

    public string? Okpo { get; init; }

    /// <summary>ОКУД of a form of Rosstat.</summary>
    public string? Okud { get; init; }

    public string? Oktmo { get; init; }

    public string? Inn { get; init; }

    public string? Kpp { get; init; }

    public string? PayerName { get; init; }

    /// <summary>A form of the tax service: a root «Файл» with a «Документ» of seven digits.</summary>
    public bool IsForm => FileId is not null && Knd is { Length: 7 };

    /// <summary>A book of the value added tax: it travels beside its declaration and has no КНД.</summary>
    public bool IsBook => Knd is null && FileId is not null && FileId.StartsWith("NO_NDS.", StringComparison.Ordinal);
}

/// <summary>Reads report files as a stream; DTDs are refused.</summary>
internal static class ReportReader
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, CloseInput = false, IgnoreWhitespace = true, MaxCharactersFromEntities = 1024,
    };

    /// <summary>The file's facts, or the reason why it is no well-formed XML.</summary>
    public static (ReportFile File, string? Trouble) Read(Stream content)
    {
        var file = new ReportFile();
        try
        {
            using var reader = XmlReader.Create(content, Settings);
            var path = new List<string>();
            while (reader.Read())
            {
                if (reader.NodeType == XmlNodeType.XmlDeclaration)
                {
                    file = file with { Encoding = reader.GetAttribute("encoding")?.ToLowerInvariant() };
                }
                else if (reader.NodeType == XmlNodeType.Element)
                {
                    path.RemoveRange(reader.Depth, path.Count - reader.Depth);
                    path.Add(reader.LocalName);
                    file = Take(file, path, reader);
                }
            }

            return (file, null);
        }
        catch (Exception refused) when (refused is XmlException or ArgumentException)
        {
            return (file, refused is XmlException { LineNumber: > 0 } at ? $"строка {at.LineNumber}, позиция {at.LinePosition}" : "начало файла");
        }
    }

    /// <summary>The period in words (drafts contract 1.5).</summary>
    public static string? PeriodText(ReportFile file) => (file.PeriodCode, file.Year) switch
    {
        (_, null) or (null, _) => file.Year,
        ("21", var year) => $"I кв. {year}",
        ("22", var year) => $"II кв. {year}",
        ("23", var year) => $"III кв. {year}",
        ("24", var year) => $"IV кв. {year}",
        ("31", var year) => $"полугодие {year}",
        ("33", var year) => $"9 месяцев {year}",
        (_, var year) => $"{year} год",
    };

    /// <summary>First and last day of the period; null when the file names no year.</summary>
    public static (DateOnly Begin, DateOnly End)? PeriodOf(ReportFile file)
    {
        if (!int.TryParse(file.Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) || year is < 1990 or > 2100)
        {
            return null;
        }

        var (first, last) = file.PeriodCode switch
        {
            "21" => (1, 3),
            "22" => (4, 6),
            "23" => (7, 9),
            "24" => (10, 12),
            "31" => (1, 6),
            "33" => (1, 9),
            _ => (1, 12),
        };
        return (new DateOnly(year, first, 1), new DateOnly(year, last, 1).AddMonths(1).AddDays(-1));
    }

    private static ReportFile Take(ReportFile file, List<string> path, XmlReader reader) => path switch
    {
        ["Файл"] => file with { FileId = reader.GetAttribute("ИдФайл"), FormVersion = reader.GetAttribute("ВерсФорм") },
        [_] when file.FileId is null => file with
        {
            Okud = reader.GetAttribute("okud"), Year = reader.GetAttribute("year"), PeriodCode = reader.GetAttribute("period"), FormVersion = reader.GetAttribute("version"),
        },
        ["Файл", "Документ"] => file with
        {
            Knd = reader.GetAttribute("КНД"), PeriodCode = reader.GetAttribute("Период"), Year = reader.GetAttribute("ОтчетГод"),
            Correction = reader.GetAttribute("НомКорр"), InspectionCode = reader.GetAttribute("КодНО"),
        },
        ["Файл", "Документ", "СвНП" or "СвПредст"] => file with { Okpo = reader.GetAttribute("ОКПО"), Oktmo = reader.GetAttribute("ОКТМО") },
        ["Файл", "Документ", "СвНП" or "СвПредст", "НПЮЛ"] => file with
        {
            Inn = reader.GetAttribute("ИННЮЛ"), Kpp = reader.GetAttribute("КПП"), PayerName = reader.GetAttribute("НаимОрг"),
        },
        ["Файл", "Документ", "СвНП" or "СвПредст", "НПФЛ" or "НПИП"] => file with { Inn = reader.GetAttribute("ИННФЛ") },
        _ => file,
    };
}

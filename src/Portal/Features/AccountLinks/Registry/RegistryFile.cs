using System.Text;
using CsvHelper;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>A right row of a file, with its number there (the header is 1).</summary>
public sealed record FileRow(int Number, RegistryLine Line);

/// <summary>Why a row was refused: its number in the file and a sentence.</summary>
public sealed record RegistryError(int Row, string Sentence);

/// <summary>What a file holds. <paramref name="Problem"/>: the file cannot be read as a whole, and then there are no rows.</summary>
public sealed record RegistryFileContent(IReadOnlyList<FileRow> Rows, IReadOnlyList<RegistryError> Errors, string? Problem);

/// <summary>Reads the CSV of the registry: UTF-8, UTF-16 (each with a BOM or without) or windows-1251, <c>;</c>, a header with Russian names.</summary>
public static class RegistryFile
{
    /// <summary>Most rows that one file may hold.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Columns in the order of the sample.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["ИдПользователя", "ФИО", "ИНН", "КПП", "Организация", "Телефон", "СНИЛС", "Отпечаток", "ДействуетДо"];

    /// <summary>Reads everything, naming every wrong row; nothing is thrown for bad content.</summary>
    public static RegistryFileContent Read(byte[] file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var (text, problem) = Decode(file);
        if (text is null)
        {
            return Unreadable(problem!);
        }

        // Every line break ends a row: one bad quote spoils its own row and swallows no other.
        var torn = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = ';', TrackLineNumbers = true, IncludeValuesInExceptions = false, AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => _ = record.Reason == CsvMalformedReason.StrayQuote || torn.Add(record.LineNumber),
        });
        try
        {
            var headers = csv.Headers.ToArray().Select(header => header.Trim()).ToArray();
            var places = Columns.Select(column => Array.FindIndex(headers, header => header.Equals(column, StringComparison.OrdinalIgnoreCase))).ToArray();
            return HeaderProblem(headers, places) is { } wrong ? Unreadable(wrong) : ReadRows(csv, headers.Length, places, torn);
        }
        catch (CsvFormatException error)
        {
            return Unreadable($"Строка {error.LineNumber} составлена не по правилам CSV. Выгрузите файл заново.");
        }
    }

    private static RegistryFileContent ReadRows(CsvReader csv, int width, int[] places, HashSet<long> torn)
    {
        var rows = new List<FileRow>();
        var errors = new List<RegistryError>();
        while (csv.Read())
        {
            var number = (int)csv.LineNumber;
            if (csv.FieldCount == 1 && csv.GetString(0).Trim(' ') is "")
            {
                continue;
            }

            if (rows.Count + errors.Count >= MaxRows)
            {
                return Unreadable($"В файле больше {MaxRows:N0} строк. Разделите его на части.");
            }

            if (torn.Contains(number))
            {
                errors.Add(new RegistryError(number, "Кавычки не закрыты, или внутри ячейки перенос строки"));
                continue;
            }

            if (csv.FieldCount != width)
            {
                errors.Add(new RegistryError(number, $"Столбцов {csv.FieldCount}, а в заголовке {width}: проверьте точки с запятой и кавычки"));
                continue;
            }

            var cells = Array.ConvertAll(places, place => csv.GetString(place).Trim(' ', '\u00a0'));
            var fields = new RegistryFields(cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8]);
            var problems = RegistryRules.Problems(fields);
            if (problems.Count > 0)
            {
                errors.Add(new RegistryError(number, string.Join(". ", problems.Values)));
            }
            else
            {
                rows.Add(new FileRow(number, RegistryRules.Line(fields)));
            }
        }

        return WithoutDuplicates(rows, errors);
    }

    // A certificate told twice in the same words is taken once; in different words nobody knows which is right, so none is taken.
    private static RegistryFileContent WithoutDuplicates(List<FileRow> rows, List<RegistryError> errors)
    {
        var taken = new List<FileRow>(rows.Count);
        foreach (var same in rows.GroupBy(row => row.Line.Thumbprint, StringComparer.Ordinal))
        {
            var first = same.First();
            if (same.All(row => row.Line == first.Line))
            {
                taken.Add(first);
                errors.AddRange(same.Skip(1).Select(row => new RegistryError(row.Number, $"Повторяет строку {first.Number}")));
            }
            else
            {
                var numbers = string.Join(", ", same.Take(5).Select(row => row.Number));
                errors.AddRange(same.Select(row => new RegistryError(row.Number, $"Один отпечаток с разными данными в строках {numbers}: оставьте одну, верную")));
            }
        }

        return new RegistryFileContent([.. taken.OrderBy(row => row.Number)], [.. errors.OrderBy(error => error.Row)], null);
    }

    private static string? HeaderProblem(string[] headers, int[] places)
    {
        var absent = Columns.Where((_, i) => places[i] < 0).ToList();
        return absent.Count == 0 ? null
            : absent.Count < Columns.Count ? $"В первой строке нет столбцов: {string.Join(", ", absent)}."
            : headers is [var only] && (only.Contains(',', StringComparison.Ordinal) || only.Contains('\t', StringComparison.Ordinal))
                ? "Столбцы разделены не точкой с запятой. Сохраните файл как «CSV (разделители — точка с запятой)»."
            : "В первой строке нет названий столбцов реестра. Проверьте, тот ли это файл и в кодировке ли он UTF-8, UTF-16 или windows-1251.";
    }

    private static (string? Text, string? Problem) Decode(byte[] file)
    {
        if (file is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            return (null, "Это книга Excel, а не CSV. Сохраните её как «CSV UTF-8 (разделители — точка с запятой)».");
        }

        try
        {
            return ((Utf16(file) ?? (Encoding)new UTF8Encoding(false, throwOnInvalidBytes: true)).GetString(file).TrimStart('\uFEFF'), null);
        }
        catch (DecoderFallbackException)
        {
            return file is [0xEF, 0xBB, 0xBF, ..] || Utf16(file) is not null
                ? (null, "Файл повреждён: в нём есть знаки, которых в его кодировке не бывает. Выгрузите его заново.")
                : (CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(file), null);
        }
    }

    // Without a BOM: the separators of the header have each a zero after them or before.
    private static UnicodeEncoding? Utf16(byte[] file) => file switch
    {
        [0xFF, 0xFE, ..] => new(bigEndian: false, byteOrderMark: false, throwOnInvalidBytes: true),
        [0xFE, 0xFF, ..] => new(bigEndian: true, byteOrderMark: false, throwOnInvalidBytes: true),
        _ when file.AsSpan(0, Math.Min(file.Length, 512)) is var start && start.Count((byte)0) >= Columns.Count - 1 =>
            new(bigEndian: start.IndexOf((byte)0) % 2 == 0, byteOrderMark: false, throwOnInvalidBytes: true),
        _ => null,
    };

    private static RegistryFileContent Unreadable(string problem) => new([], [], problem);
}

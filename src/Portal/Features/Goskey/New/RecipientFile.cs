using System.Text;
using CsvHelper;

namespace Portal.Features.Goskey.New;

/// <summary>Reads a list of people: CSV in UTF-8 or windows-1251, <c>;</c>, <c>,</c> or a tab between; a name, a SNILS and perhaps an address; a header only if one likes.</summary>
public static class RecipientFile
{
    /// <summary>Largest file, bytes.</summary>
    public const int MaxSize = 512 * 1024;

    private static readonly string[][] Headers =
    [
        ["фио", "имя", "фамилия имя отчество", "получатель", "name"], ["снилс", "snils"], ["почта", "e-mail", "email", "эл. почта", "электронная почта", "адрес почты"],
    ];

    /// <summary>Reads everything, naming every wrong row; nothing is thrown for bad content.</summary>
    public static ReadList Read(byte[] file, string fileName)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (file is [(byte)'P', (byte)'K', 3, 4, ..])
        {
            return Unreadable(fileName, "Это книга Excel, а не CSV. Сохраните её как «CSV UTF-8 (разделители — точка с запятой)».");
        }

        var text = Decode(file);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return Unreadable(fileName, "Это не текст. Нужен файл CSV в кодировке UTF-8 или windows-1251.");
        }

        // Every line break ends a row: one bad quote spoils its own row and swallows no other.
        var torn = new HashSet<long>();
        using var csv = CsvReader.FromText(text, new CsvReaderOptions
        {
            Separator = SeparatorOf(text), HasHeader = false, TrackLineNumbers = true, IncludeValuesInExceptions = false, AllowLineBreaksInQuotes = false,
            OnMalformedRecord = record => _ = record.Reason == CsvMalformedReason.StrayQuote || torn.Add(record.LineNumber),
        });
        try
        {
            return ReadRows(csv, torn, fileName);
        }
        catch (CsvFormatException error)
        {
            return Unreadable(fileName, $"Строка {error.LineNumber} составлена не по правилам CSV. Сохраните файл заново.");
        }
    }

    private static ReadList ReadRows(CsvReader csv, HashSet<long> torn, string fileName)
    {
        var people = new List<ReadPerson>();
        var errors = new List<ReadError>();
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        int[]? places = null;
        while (csv.Read())
        {
            var number = (int)csv.LineNumber;
            var cells = Enumerable.Range(0, csv.FieldCount).Select(place => csv.GetString(place).Trim(' ', '\u00a0', '\t')).ToArray();
            if (cells.All(cell => cell is ""))
            {
                continue;
            }

            if (places is null)
            {
                places = HeaderOf(cells);
                if (places is not null)
                {
                    continue;
                }

                places = [0, 1, 2];
            }

            if (people.Count + errors.Count >= RecipientRules.MostPeople)
            {
                return Unreadable(fileName, $"В файле больше {RecipientRules.MostPeople} строк. Разделите его на части и сделайте из каждой свой пакет.");
            }

            var (name, snils, email) = (At(cells, places[0]), At(cells, places[1]), At(cells, places[2]));
            var problem = torn.Contains(number) ? "Кавычки не закрыты, или внутри ячейки перенос строки"
                : cells.Length < 2 ? "Нет столбца со СНИЛС: имя и СНИЛС разделяют точкой с запятой или запятой"
                : string.Join(". ", new[] { RecipientRules.NameProblem(name), Snils.Problem(snils), RecipientRules.EmailProblem(email) }.Where(one => one is not null));
            var digits = string.Concat(snils.Where(char.IsAsciiDigit));
            if (problem is "" && !seen.TryAdd(digits, number))
            {
                problem = $"Этот СНИЛС уже есть в строке {seen[digits]}";
            }

            if (problem is "")
            {
                people.Add(new ReadPerson(number, name, digits, email));
            }
            else
            {
                errors.Add(new ReadError(number, problem));
            }
        }

        return people.Count + errors.Count == 0 ? Unreadable(fileName, "В файле нет ни одной строки с человеком.") : new ReadList(fileName, people, errors, null);
    }

    // Places of name, SNILS and address; null when the row is a person already.
    private static int[]? HeaderOf(string[] cells)
    {
        var places = Headers.Select(names => Array.FindIndex(cells, cell => names.Contains(cell.ToLowerInvariant(), StringComparer.Ordinal))).ToArray();
        return places[1] >= 0 && cells.All(cell => !Snils.TryParse(cell, out _)) ? [places[0] >= 0 ? places[0] : places[1] == 0 ? 1 : 0, places[1], places[2]] : null;
    }

    private static string At(string[] cells, int place) => place >= 0 && place < cells.Length ? cells[place] : "";

    private static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart().IndexOfAny('\r', '\n') is >= 0 and var end ? text.AsSpan().TrimStart()[..end] : text.AsSpan();
        return first.Contains(';') ? ';' : first.Contains('\t') ? '\t' : ',';
    }

    private static string Decode(byte[] file)
    {
        try
        {
            return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(1251)!.GetString(file);
        }
    }

    private static ReadList Unreadable(string fileName, string problem) => new(fileName, [], [], problem);
}

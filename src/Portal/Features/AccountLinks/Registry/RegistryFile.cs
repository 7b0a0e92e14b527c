using System.Globalization;
using System.Text;
using CsvHelper;
using Portal.Features.Accounts;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>One row as it stands in the file, checked.</summary>
public sealed record RegistryLine(
    string PartnerUserId, string FullName, string Inn, string? Kpp, string Organization, string Phone, string? Snils, string Thumbprint, DateTimeOffset ValidUntil);

/// <summary>Why a row was refused: its number in the file (the header is 1) and a sentence.</summary>
public sealed record RegistryError(int Row, string Sentence);

/// <summary>Reads the CSV of the registry: UTF-8 or windows-1251, <c>;</c>, a header with Russian names.</summary>
public static class RegistryFile
{
    /// <summary>Most rows that one file may hold.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Columns in the order of the sample.</summary>
    public static readonly IReadOnlyList<string> Columns =
        ["ИдПользователя", "ФИО", "ИНН", "КПП", "Организация", "Телефон", "СНИЛС", "Отпечаток", "ДействуетДо"];

    /// <summary>Reads everything, naming every wrong row; nothing is thrown for bad content.</summary>
    public static (IReadOnlyList<RegistryLine> Lines, IReadOnlyList<RegistryError> Errors) Read(byte[] file)
    {
        var lines = new List<RegistryLine>();
        var errors = new List<RegistryError>();
        using var csv = CsvReader.FromText(Decode(file), new CsvReaderOptions
        {
            Separator = ';', TrackLineNumbers = true, TrimWhitespace = true, IncludeValuesInExceptions = false,
        });
        try
        {
            var headers = csv.Headers.ToArray();
            var absent = Columns.Where(column => !headers.Contains(column, StringComparer.OrdinalIgnoreCase)).ToList();
            if (absent.Count > 0)
            {
                return (lines, [new RegistryError(1, $"Нет столбцов: {string.Join(", ", absent)}")]);
            }

            ReadRows(csv, headers, lines, errors);
        }
        catch (CsvFormatException)
        {
            errors.Add(new RegistryError(lines.Count + errors.Count + 2, "Строка составлена не по правилам CSV: проверьте кавычки и число столбцов"));
        }

        return (lines, errors);
    }

    private static void ReadRows(CsvReader csv, string[] headers, List<RegistryLine> lines, List<RegistryError> errors)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var places = Columns.ToDictionary(column => column, column => Array.FindIndex(headers, header => header.Equals(column, StringComparison.OrdinalIgnoreCase)));
        while (csv.Read())
        {
            var row = (int)csv.LineNumber;
            if (lines.Count + errors.Count >= MaxRows)
            {
                errors.Add(new RegistryError(row, $"Больше {MaxRows} строк в одном файле не принимается"));
                break;
            }

            var (line, problem) = Check(column => places[column] < csv.FieldCount ? csv.GetString(places[column]).Trim() : "");
            if (line is not null && !seen.TryAdd(line.Thumbprint, row))
            {
                problem = $"Отпечаток уже был в строке {seen[line.Thumbprint]}";
            }

            if (problem is not null)
            {
                errors.Add(new RegistryError(row, problem));
            }
            else
            {
                lines.Add(line!);
            }
        }
    }

    private static (RegistryLine? Line, string? Problem) Check(Func<string, string> field)
    {
        var (user, name, inn, kpp) = (field("ИдПользователя"), field("ФИО"), field("ИНН"), field("КПП"));
        var (organization, snils, thumbprint) = (field("Организация"), Digits(field("СНИЛС")), field("Отпечаток").ToUpperInvariant());
        var phone = Digits(field("Телефон"));
        phone = phone.Length == 11 && phone[0] is '7' or '8' ? phone[1..] : phone;

        var problem =
            user is "" ? "Не указан ИдПользователя"
            : name is "" ? "Не указано ФИО"
            : organization is "" ? "Не указана организация"
            : TaxNumbers.InnProblem(inn) is { } wrongInn ? wrongInn
            : kpp is not "" && TaxNumbers.KppProblem(kpp) is { } wrongKpp ? wrongKpp
            : phone.Length != 10 ? "Телефон должен состоять из 10 цифр без кода страны"
            : snils is not "" && snils.Length != 11 ? "СНИЛС должен состоять из 11 цифр"
            : thumbprint.Length != 40 || !thumbprint.All(char.IsAsciiHexDigit) ? "Отпечаток должен состоять из 40 шестнадцатеричных знаков"
            : null;
        if (problem is not null)
        {
            return (null, problem);
        }

        return DateTime.TryParseExact(field("ДействуетДо"), "dd.MM.yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? (new RegistryLine(user, name, inn, kpp is "" ? null : kpp, organization, phone, snils is "" ? null : snils, thumbprint,
                new DateTimeOffset(day.AddDays(1).AddSeconds(-1), TimeSpan.FromHours(3))), null)
            : (null, "ДействуетДо должно быть датой вида 31.12.2027");
    }

    private static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

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
}
